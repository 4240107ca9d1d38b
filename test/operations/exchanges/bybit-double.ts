import type { CredentialKind, Network } from "../../../exchanges/exchange";
import type { Random } from "../../detection/generate/random";
import {
  type Answer,
  type Context,
  ExchangeDouble,
  type Key,
  type Minted,
  type Order,
  type Permissions,
  type Reason,
  type Route,
} from "./exchange-double";
import { numberOf } from "./number-of";
import { isHmac, isSigned, keyPair } from "./signatures";
import { wordOf } from "./word-of";

/**
 * Bybit, API version 5. Books: category and order filter, such as `spot Order`, `linear Order`, `linear StopOrder`. Its errors come
 * with HTTP status 200, but for those of addresses and load. Source: bybit-exchange.github.io/docs/v5 (guide, error, order,
 * user, position/dcp).
 */
export class BybitDouble extends ExchangeDouble {
  readonly id = "bybit";
  readonly hosts: Readonly<Record<string, Network>> = {
    "api.bybit.com": "mainnet",
    "api.bytick.com": "mainnet",
    "api-testnet.bybit.com": "testnet",
  };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /v5/market/time": {
      needs: "nothing",
      run: ({ call }) => ({ timeSecond: String(Math.floor(call.now / 1000)), timeNano: `${call.now}000000` }),
    },
    "GET /v5/user/query-api": { needs: "key", run: ({ key, call }) => information(key, call.now) },
    "GET /v5/account/info": {
      needs: "read",
      run: () => ({ unifiedMarginStatus: 5, marginMode: "REGULAR_MARGIN", dcpStatus: "OFF" }),
    },
    "GET /v5/account/wallet-balance": { needs: "read", run: () => ({ list: [] }) },
    "GET /v5/order/realtime": { needs: "read", run: (context) => this.#list(context) },
    "POST /v5/order/cancel-all": { needs: "trade", run: (context) => this.#cancelAll(context) },
    "POST /v5/order/cancel": { needs: "trade", run: (context) => this.#cancelOne(context) },
    "POST /v5/order/disconnected-cancel-all": { needs: "trade", run: (context) => this.#disconnected(context) },
    "GET /v5/account/query-dcp-info": { needs: "read", run: (context) => dcp(context) },
    "GET /v5/execution/list": { needs: "read", run: (context) => this.#executions(context) },
    "GET /v5/user/query-sub-members": {
      needs: "manage",
      run: ({ state, key }) => ({
        subMembers: Object.entries(state.parents)
          .filter(([, parent]) => parent === key.account)
          .map(([uid]) => ({ uid, username: uid, memberType: 1, status: 1, accountMode: 5, remark: "" })),
      }),
    },
    "GET /v5/user/sub-apikeys": {
      needs: "manage",
      run: (context) => ({
        result: this.keysOf(context.state, this.own(context, context.parameters.get("subMemberId"))).map((key) =>
          listed(key, context.call.now),
        ),
        nextPageCursor: "",
      }),
    },
    "POST /v5/user/create-sub-api": { needs: "manage", run: (context) => this.#create(context) },
    "POST /v5/user/update-sub-api": {
      needs: "transfer",
      run: (context) => this.#change(context, this.#subKey(context)),
    },
    "POST /v5/user/update-api": { needs: "transfer", run: (context) => this.#change(context, context.key) },
    "POST /v5/user/delete-api": {
      needs: "transfer",
      run: ({ key }) => {
        key.state = "deleted";
        return {};
      },
    },
    "POST /v5/user/delete-sub-api": {
      needs: "transfer",
      run: (context) => {
        this.#subKey(context).state = "deleted";
        return {};
      },
    },
  };

  protected override wrapped(result: unknown, { call }: Context): Answer {
    return { status: 200, body: { retCode: 0, retMsg: "OK", result, retExtInfo: {}, time: call.now } };
  }

  protected authenticate({ state, call }: Omit<Context, "key">): Key {
    const publicId = call.headers["x-bapi-api-key"];
    const timestamp = call.headers["x-bapi-timestamp"] ?? "";
    const window = call.headers["x-bapi-recv-window"] ?? "";
    if (publicId === undefined || !/^\d{13}$/u.test(timestamp)) this.refuse("bad-request");
    const key = this.known({ state, call }, publicId);
    const at = Number(timestamp);
    if (!(call.now - Number(window === "" ? 5000 : window) <= at && at < call.now + 1000)) this.refuse("clock");
    const message = timestamp + publicId + window + (call.method === "GET" ? call.query : call.body);
    const given = call.headers["x-bapi-sign"];
    const good =
      key.kind === "hmac" ? isHmac("sha256", key.check, message, "hex", given) : isSigned(key.check, message, given);
    if (!good) this.refuse("signature");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random, kind: CredentialKind = "hmac"): Minted {
    const publicId = random.alnum(18);
    if (kind === "hmac") {
      const secret = random.alnum(36);
      return { publicId, kind, check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
    }
    const { publicPem, privatePem } = keyPair("rsa");
    return {
      publicId,
      kind: "rsa",
      check: publicPem,
      passphrase: "",
      credential: { apiKey: publicId, secret: privatePem },
    };
  }

  refusal(reason: Reason, seconds = 5): Answer {
    const no = (retCode: number, retMsg: string, status = 200): Answer => ({
      status,
      body: { retCode, retMsg, result: {}, retExtInfo: {}, time: Date.now() },
    });
    switch (reason) {
      case "unknown-key":
      case "disabled-key":
      case "wrong-network":
      case "malformed-key":
        return no(10003, "API key is invalid.");
      case "expired-key":
        return no(33004, "Your api key has expired.");
      case "signature":
      case "passphrase":
        return no(10004, "Error sign, please check your signature generation algorithm.");
      case "permission":
        return no(10005, "Permission denied, please check your API key permissions.");
      case "address":
        return no(10010, "Unmatched IP, please check your API key's bound IP addresses.");
      case "clock":
      case "nonce":
        return no(10002, "invalid request, please check your server timestamp or recv_window param.");
      case "bad-request":
        return no(10001, "params error.");
      case "no-such-order":
        return no(110001, "order not exists or too late to cancel");
      case "rate-limited":
        return {
          ...no(10006, "Too many visits. Exceeded the API Rate Limit.", 429),
          headers: {
            "x-bapi-limit-reset-timestamp": String(Date.now() + seconds * 1000),
            "retry-after": String(seconds),
          },
        };
      case "banned":
        return no(10009, "IP has been banned.", 403);
      case "region":
        return {
          status: 403,
          headers: { "content-type": "text/html" },
          body: "<html><body>The Amazon CloudFront distribution is configured to block access from your country.</body></html>",
        };
      case "unavailable":
        return {
          status: 503,
          headers: { "content-type": "text/html" },
          body: "<html><body>503 Service Temporarily Unavailable</body></html>",
        };
      case "unknown-route":
        return { status: 404, headers: { "content-type": "text/html" }, body: "404 page not found" };
    }
  }

  /** Open orders of one category; linear ones need a symbol, a base or a settle coin. */
  #list(context: Context): unknown {
    const { parameters } = context;
    const category = parameters.get("category") ?? "";
    const filter = parameters.get("orderFilter");
    const scope = parameters.get("symbol") ?? parameters.get("baseCoin") ?? parameters.get("settleCoin");
    if (!categories.includes(category) || (category === "linear" && scope === null)) this.refuse("bad-request");
    const kinds = filters.filter((one) => filter === null || one === filter).map((one) => `${category} ${one}`);
    const settle = parameters.get("settleCoin");
    const all = this.ordersOf(context, kinds, parameters.get("symbol")).filter(
      ({ symbol }) =>
        settle === null ||
        category !== "linear" ||
        symbol.endsWith(settle) ||
        (settle === "USDC" && symbol.endsWith("PERP")),
    );
    return page(all.map(shown), context, 20, 50, { category });
  }

  #cancelAll(context: Context): unknown {
    const { json, state } = context;
    const category = String(json.category);
    const filter = json.orderFilter as string | undefined;
    const scope = json.symbol ?? json.baseCoin ?? json.settleCoin;
    if (!categories.includes(category)) this.refuse("bad-request");
    if (["linear", "inverse"].includes(category) && scope === undefined) this.refuse("bad-request");
    // Spot cancels plain orders where no filter says otherwise; contracts cancel all of them.
    const chosen = filter === undefined ? (category === "spot" ? ["Order"] : filters) : [filter];
    const settle = json.settleCoin as string | undefined;
    const gone = this.cancel(
      state,
      this.ordersOf(
        context,
        chosen.map((one) => `${category} ${one}`),
        json.symbol as string | undefined,
      ).filter(
        ({ symbol }) =>
          settle === undefined ||
          category !== "linear" ||
          symbol.endsWith(settle) ||
          (settle === "USDC" && symbol.endsWith("PERP")),
      ),
    );
    return { list: gone.map(({ id }) => ({ orderId: id, orderLinkId: "" })), success: "1" };
  }

  #cancelOne(context: Context): unknown {
    const { json, state } = context;
    const kinds = filters.map((one) => `${String(json.category)} ${one}`);
    const found = this.ordersOf(context, kinds).filter(({ id }) => id === json.orderId);
    if (found.length === 0) this.refuse("no-such-order");
    this.cancel(state, found);
    return { orderId: json.orderId, orderLinkId: "" };
  }

  /** The window alone: it takes a private stream that dies to set it off, so nothing is armed without one. */
  #disconnected(context: Context): unknown {
    const { json, state, key, call } = context;
    const seconds = Number(json.timeWindow);
    if (!(seconds >= 3 && seconds <= 300)) this.refuse("bad-request");
    state.nonces[`dcp ${key.account} ${call.network} ${wordOf(json.product) ?? "OPTIONS"}`] = seconds;
    return {};
  }

  #executions(context: Context): unknown {
    const { parameters, call } = context;
    const category = parameters.get("category") ?? "";
    if (!categories.includes(category)) this.refuse("bad-request");
    const week = 7 * 24 * 3600_000;
    const start = Number(parameters.get("startTime") ?? Number(parameters.get("endTime") ?? call.now) - week);
    const end = Number(parameters.get("endTime") ?? start + week);
    if (end - start > week) this.refuse("bad-request");
    const fills = this.fillsOf(
      context,
      filters.map((one) => `${category} ${one}`),
      start,
      end,
    )
      .filter(({ symbol }) => [null, symbol].includes(parameters.get("symbol")))
      .reverse()
      .map((fill) => ({
        symbol: fill.symbol,
        orderId: fill.orderId,
        orderLinkId: "",
        side: capitalised(fill.side),
        orderPrice: fill.price,
        orderQty: fill.quantity,
        orderType: "Limit",
        execId: fill.id,
        execPrice: fill.price,
        execQty: fill.quantity,
        execType: "Trade",
        execTime: String(fill.at),
        isMaker: true,
      }));
    return page(fills, context, 50, 100, { category });
  }

  #create(context: Context): unknown {
    const { json, state, call, key } = context;
    const account = this.own(context, wordOf(json.subuid));
    if (json.readOnly === undefined || typeof json.permissions !== "object") this.refuse("bad-request");
    const made = this.newKey(
      state,
      {
        account,
        network: key.network,
        label: typeof json.note === "string" ? json.note : "",
        addresses: addressesOf(json.ips),
        can: permissionsOf(json.permissions as Permitted, json.readOnly),
      },
      call.now,
    );
    state.keys.push(made);
    return { ...described(made), secret: made.check };
  }

  #change(context: Context, key: Key): unknown {
    const { json, call } = context;
    if (json.ips !== undefined) key.addresses = addressesOf(json.ips);
    if (json.permissions !== undefined)
      Object.assign(key.can, permissionsOf(json.permissions as Permitted, json.readOnly ?? 0));
    else if (json.readOnly !== undefined) key.can.trade = json.readOnly === 0;
    key.modified = call.now;
    return { ...described(key), secret: "" };
  }

  /** A key of a sub-account, named by its master; or the key that asks, where it names none. */
  #subKey(context: Context): Key {
    const { json, state, key } = context;
    const named = json.apikey ?? json.apiKey;
    if (named === undefined) return key.master ? this.refuse("bad-request") : key;
    const found = state.keys.find(
      (one) => one.publicId === named && one.state !== "deleted" && state.parents[one.account] === key.account,
    );
    return found ?? this.refuse("unknown-key");
  }
}

type Permitted = Readonly<Record<string, readonly string[] | undefined>>;

const categories: readonly string[] = ["spot", "linear", "inverse", "option"];
const filters: readonly string[] = ["Order", "StopOrder", "tpslOrder", "OcoOrder", "BidirectionalTpslOrder"];

function addressesOf(ips: unknown): string[] {
  if (Array.isArray(ips)) return ips.map(String).filter((one) => one !== "*");
  return typeof ips === "string" ? ips.split(",").filter((one) => one !== "" && one !== "*") : [];
}

function permissionsOf(permitted: Permitted, readOnly: unknown): Partial<Permissions> {
  const has = (part: string): boolean => (permitted[part] ?? []).length > 0;
  const writes = Number(readOnly) === 0;
  return {
    read: true,
    trade: writes && (has("Spot") || has("ContractTrade") || has("Options") || has("Derivatives")),
    futures: writes && has("ContractTrade"),
    transfer: writes && has("Wallet"),
  };
}

function permissions(key: Key): unknown {
  const { trade, futures, transfer, withdraw, read } = key.can;
  return {
    ContractTrade: read && futures ? ["Order", "Position"] : [],
    Spot: trade || read ? ["SpotTrade"] : [],
    Wallet: [
      ...(transfer ? ["AccountTransfer", key.master ? "SubMemberTransfer" : "SubMemberTransferList"] : []),
      ...(withdraw ? ["Withdraw"] : []),
    ],
    Options: [],
    Derivatives: trade ? ["DerivativesTrade"] : [],
    Exchange: [],
    Earn: [],
    FiatP2P: [],
    FiatBybitPay: [],
    FiatConvertBroker: [],
    BlockTrade: [],
    Affiliate: [],
    CopyTrading: [],
    NFT: [],
  };
}

function described(key: Key): Record<string, unknown> {
  return {
    id: String(key.serial),
    note: key.label,
    apiKey: key.publicId,
    readOnly: key.can.trade ? 0 : 1,
    permissions: permissions(key),
  };
}

function listed(key: Key, now: number): Record<string, unknown> {
  const day = 24 * 3600_000;
  return {
    ...described(key),
    ips: key.addresses.length > 0 ? key.addresses : ["*"],
    type: 1,
    secret: "******",
    status: key.state === "enabled" ? 3 : 4,
    createdAt: new Date(key.created).toISOString(),
    // Told for keys without a bound address alone, which die after 90 days.
    ...(key.addresses.length === 0
      ? {
          deadlineDay: Math.ceil((key.created + 90 * day - now) / day),
          expiredAt: new Date(key.expires ?? key.created + 90 * day).toISOString(),
        }
      : {}),
  };
}

function information(key: Key, now: number): unknown {
  return {
    deadlineDay: -2,
    expiredAt: "1970-01-01T00:00:00Z",
    ...listed(key, now),
    secret: "",
    userID: numberOf(key.account),
    inviterID: 0,
    vipLevel: "No VIP",
    mktMakerLevel: "0",
    affiliateID: 0,
    rsaPublicKey: key.kind === "rsa" ? key.check : "",
    isMaster: key.master,
    parentUid: key.master ? "0" : String(numberOf("parent")),
    unified: 0,
    uta: 1,
    kycLevel: "LEVEL_1",
    kycRegion: "",
  };
}

function dcp({ state, key, call }: Context): unknown {
  const start = `dcp ${key.account} ${call.network} `;
  return {
    dcpInfos: Object.entries(state.nonces)
      .filter(([name]) => name.startsWith(start))
      .map(([name, seconds]) => ({ product: name.slice(start.length), dcpStatus: "ON", timeWindow: String(seconds) })),
  };
}

function shown(order: Order): unknown {
  const [, filter = ""] = order.kind.split(" ");
  return {
    orderId: order.id,
    orderLinkId: "",
    symbol: order.symbol,
    price: order.price,
    qty: order.quantity,
    side: capitalised(order.side),
    orderStatus: filter === "Order" ? "New" : "Untriggered",
    orderType: "Limit",
    stopOrderType: filter === "Order" ? "" : "Stop",
    createdTime: String(order.at),
    updatedTime: String(order.at),
    cumExecQty: "0",
  };
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** A page of a list, and the cursor of the next. */
function page(all: readonly unknown[], { parameters }: Context, usual: number, most: number, more: object): unknown {
  const begin = Number(parameters.get("cursor") ?? 0);
  const end = begin + Math.min(Number(parameters.get("limit") ?? usual), most);
  return { ...more, list: all.slice(begin, end), nextPageCursor: end < all.length ? String(end) : "" };
}
