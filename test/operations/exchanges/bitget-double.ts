import type { CredentialKind, Network } from "../../../exchanges/exchange";
import type { Random } from "../../detection/generate/random";
import {
  type Answer,
  type Call,
  type Context,
  ExchangeDouble,
  type Fill,
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
 * Bitget, versions 2 (classic) and 3 (unified). One host serves live and demo trading; the header `paptrading: 1` chooses. Books:
 * `spot`, `spot plan`, and for each product type `USDT-FUTURES`, `USDT-FUTURES plan`. The words for what a key may do (`stow`
 * spot orders, `coow` contract orders, `wtow` transfers, `wwow` withdrawals, and `-r` for reading; `permType` of version 3) are
 * unverified. Source: www.bitget.com/api-doc (signature, error codes, account, order, plan order); npm bitget-api for shapes.
 */
export class BitgetDouble extends ExchangeDouble {
  readonly id = "bitget";
  readonly hosts: Readonly<Record<string, Network>> = { "api.bitget.com": "mainnet" };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /api/v2/public/time": { needs: "nothing", run: ({ call }) => ({ serverTime: String(call.now) }) },
    "GET /api/v2/spot/account/info": { needs: "read", run: ({ key }) => information(key) },
    "GET /api/v3/account/info": {
      needs: "read",
      run: ({ key }) => ({
        ...information(key),
        authorities: undefined,
        permType: key.can.trade ? "read_and_write" : "read_only",
        permissions: [
          ...(key.can.trade ? ["uta_trade"] : []),
          ...(key.can.transfer ? ["transfer"] : []),
          ...(key.can.withdraw ? ["withdraw"] : []),
        ],
      }),
    },
    "GET /api/v2/spot/account/assets": { needs: "read", run: () => [] },
    "GET /api/v3/account/assets": { needs: "read", run: () => ({ assets: [] }) },
    "GET /api/v2/spot/trade/unfilled-orders": {
      needs: "read",
      run: (context) => page(this.ordersOf(context, ["spot"], context.parameters.get("symbol")).map(shown), context),
    },
    "GET /api/v2/spot/trade/current-plan-order": {
      needs: "read",
      run: (context) => {
        const orderList = this.ordersOf(context, ["spot plan"], context.parameters.get("symbol")).map(shown);
        return { nextFlag: false, idLessThan: orderList.at(-1)?.orderId ?? "0", orderList };
      },
    },
    "POST /api/v2/spot/trade/cancel-symbol-order": {
      needs: "trade",
      run: (context) => {
        const symbol = wordOf(context.json.symbol);
        if (symbol === undefined) this.refuse("bad-request");
        this.cancel(context.state, this.ordersOf(context, ["spot"], symbol));
        return { symbol };
      },
    },
    "POST /api/v2/spot/trade/cancel-order": {
      needs: "trade",
      run: (context) => {
        const found = this.ordersOf(context, ["spot"]).filter(({ id }) => id === context.json.orderId);
        if (found.length === 0) this.refuse("no-such-order");
        this.cancel(context.state, found);
        return { orderId: context.json.orderId, clientOid: "" };
      },
    },
    "POST /api/v2/spot/trade/batch-cancel-plan-order": {
      needs: "trade",
      run: (context) => {
        const list = (context.json.symbolList ?? []) as readonly string[];
        const all = this.ordersOf(context, ["spot plan"]).filter(
          ({ symbol }) => list.length === 0 || list.includes(symbol),
        );
        const gone = this.cancel(context.state, all);
        return { successList: gone.map(({ id }) => ({ orderId: id, clientOid: "" })), failureList: [] };
      },
    },
    "GET /api/v2/spot/trade/fills": {
      needs: "read",
      run: (context) => page(this.#fills(context, "spot").map(filled), context, "tradeId"),
    },
    "GET /api/v2/mix/order/orders-pending": {
      needs: "read",
      run: (context) => {
        const entrustedList = this.ordersOf(context, [this.#product(context)], context.parameters.get("symbol")).map(
          shown,
        );
        return {
          entrustedList: entrustedList.length > 0 ? page(entrustedList, context) : null,
          endId: entrustedList.at(-1)?.orderId ?? null,
        };
      },
    },
    "GET /api/v2/mix/order/orders-plan-pending": {
      needs: "read",
      run: (context) => {
        if (!context.parameters.has("planType")) this.refuse("bad-request");
        const wanted = context.parameters.get("planType") === "normal_plan" ? [`${this.#product(context)} plan`] : [];
        const entrustedList = this.ordersOf(context, wanted).map(shown);
        return {
          entrustedList: entrustedList.length > 0 ? page(entrustedList, context) : null,
          endId: entrustedList.at(-1)?.orderId ?? null,
        };
      },
    },
    "POST /api/v2/mix/order/cancel-all-orders": {
      needs: "futures",
      run: (context) => {
        const product = wordOf(context.json.productType)?.toUpperCase();
        if (product === undefined) this.refuse("bad-request");
        return this.#gone(context, [product]);
      },
    },
    "POST /api/v2/mix/order/cancel-plan-order": {
      needs: "futures",
      run: (context) => {
        const product = wordOf(context.json.productType)?.toUpperCase();
        if (product === undefined) this.refuse("bad-request");
        return this.#gone(context, [`${product} plan`]);
      },
    },
    "GET /api/v2/mix/order/fills": {
      needs: "read",
      run: (context) => {
        const fillList = this.#fills(context, this.#product(context)).map(filled);
        return {
          fillList: fillList.length > 0 ? page(fillList, context, "tradeId") : null,
          endId: fillList.at(-1)?.tradeId ?? null,
        };
      },
    },
    "GET /api/v3/trade/unfilled-orders": {
      needs: "read",
      run: (context) => ({
        list: this.ordersOf(context, categoryOf(context.parameters.get("category"))).map(shown),
        cursor: "",
      }),
    },
    "POST /api/v3/trade/cancel-symbol-order": {
      needs: "trade",
      run: (context) => {
        const kinds = categoryOf(wordOf(context.json.category) ?? null);
        const gone = this.cancel(context.state, this.ordersOf(context, kinds, wordOf(context.json.symbol)));
        return { list: gone.map(({ id }) => ({ orderId: id, clientOid: "" })) };
      },
    },
    "POST /api/v3/trade/countdown-cancel-all": {
      needs: "trade",
      run: (context) => {
        const seconds = Number(context.json.countdown ?? Number.NaN);
        if (!(seconds === 0 || (seconds >= 5 && seconds <= 60))) this.refuse("bad-request");
        this.arm(context, seconds, ["spot", ...products]);
        return "success";
      },
    },
    "GET /api/v3/trade/fills": {
      needs: "read",
      run: (context) => ({
        list: categoryOf(context.parameters.get("category"))
          .flatMap((kind) => this.#fills(context, kind))
          .map(filled),
        cursor: "",
      }),
    },
    "GET /api/v2/user/virtual-subaccount-list": {
      needs: "manage",
      run: ({ state, key }) => ({
        subAccountList: Object.entries(state.parents)
          .filter(([, parent]) => parent === key.account)
          .map(([uid]) => ({ subAccountUid: uid, subAccountName: uid, status: "normal", permList: [], label: "" })),
        endId: "0",
      }),
    },
    "GET /api/v2/user/virtual-subaccount-apikey-list": {
      needs: "manage",
      run: (context) => {
        const account = this.own(context, context.parameters.get("subAccountUid"));
        return this.keysOf(context.state, account).map(described);
      },
    },
    "POST /api/v2/user/create-virtual-subaccount-apikey": {
      needs: "manage",
      run: (context) => this.#create(context, "subAccountUid", "permList"),
    },
    "POST /api/v2/user/modify-virtual-subaccount-apikey": {
      needs: "manage",
      run: (context) => {
        const { json, call } = context;
        const key = this.#subKey(context, "subAccountUid", "subAccountApiKey");
        if (json.passphrase !== key.passphrase) this.refuse("passphrase");
        if (Array.isArray(json.ipList)) key.addresses = json.ipList.map(String);
        if (Array.isArray(json.permList)) Object.assign(key.can, permitted(json.permList.map(String)));
        if (typeof json.label === "string") key.label = json.label;
        key.modified = call.now;
        return described(key);
      },
    },
    "GET /api/v3/user/sub-api-list": {
      needs: "manage",
      run: (context) => ({
        items: this.keysOf(context.state, this.own(context, context.parameters.get("subUid"))).map(described),
        hasNext: false,
        cursor: "",
      }),
    },
    "POST /api/v3/user/create-sub-api": {
      needs: "manage",
      run: (context) => this.#create(context, "subUid", "permissions"),
    },
    "POST /api/v3/user/update-sub-api": {
      needs: "manage",
      run: (context) => {
        const { json, call } = context;
        const key = this.#managed(context);
        if (json.passphrase !== key.passphrase) this.refuse("passphrase");
        if (Array.isArray(json.ips)) key.addresses = json.ips.map(String);
        if (Array.isArray(json.permissions)) Object.assign(key.can, permitted(json.permissions.map(String)));
        key.modified = call.now;
        return described(key);
      },
    },
    "POST /api/v3/user/delete-sub-api": {
      needs: "manage",
      run: (context) => {
        this.#managed(context).state = "deleted";
        return "success";
      },
    },
  };

  protected override wrapped(data: unknown, { call }: Context): Answer {
    return { status: 200, body: { code: "00000", msg: "success", requestTime: call.now, data } };
  }

  override answer(call: Call, state = this.state): Answer {
    return super.answer({ ...call, network: call.headers.paptrading === "1" ? "testnet" : "mainnet" }, state);
  }

  protected authenticate({ state, call }: Omit<Context, "key">): Key {
    const { headers } = call;
    const timestamp = headers["access-timestamp"] ?? "";
    if (headers["access-key"] === undefined || !/^\d{13}$/u.test(timestamp)) this.refuse("malformed-key");
    const key = this.known({ state, call }, headers["access-key"]);
    if (Math.abs(call.now - Number(timestamp)) > 30_000) this.refuse("clock");
    const given = headers["access-sign"];
    // The documents sign the query without percent escapes.
    const good = [call.query, decodeURIComponent(call.query)].some((query) => {
      const message = timestamp + call.method + call.path + (query === "" ? "" : `?${query}`) + call.body;
      return key.kind === "hmac"
        ? isHmac("sha256", key.check, message, "base64", given)
        : isSigned(key.check, message, given);
    });
    if (!good) this.refuse("signature");
    if (headers["access-passphrase"] !== key.passphrase) this.refuse("passphrase");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random, kind: CredentialKind = "hmac"): Minted {
    const publicId = `bg_${random.hex(32)}`;
    const passphrase = `pass${random.alnum(12)}`;
    const common = { publicId, kind, passphrase };
    if (kind === "hmac") {
      const secret = random.hex(64);
      return { ...common, check: secret, credential: { apiKey: publicId, secret, password: passphrase } };
    }
    const { publicPem, privatePem } = keyPair("rsa");
    return {
      ...common,
      kind: "rsa",
      check: publicPem,
      credential: { apiKey: publicId, secret: privatePem, password: passphrase },
    };
  }

  refusal(reason: Reason): Answer {
    const no = (status: number, code: string, msg: string): Answer => ({
      status,
      body: { code, msg, requestTime: Date.now(), data: null },
    });
    switch (reason) {
      case "malformed-key":
        return no(400, "40006", "Invalid ACCESS_KEY");
      case "unknown-key":
      case "disabled-key":
      case "expired-key":
        return no(400, "40037", "Apikey does not exist");
      case "wrong-network":
        return no(400, "40099", "exchange environment is incorrect");
      case "signature":
        return no(400, "40009", "sign signature error");
      case "passphrase":
        return no(400, "40012", "apikey/password is incorrect");
      case "clock":
      case "nonce":
        return no(400, "40008", "Request timestamp expired");
      case "address":
        return no(400, "40018", "Invalid IP");
      case "permission":
        return no(400, "40014", "Incorrect permissions");
      case "bad-request":
        return no(400, "40017", "Parameter verification failed");
      case "no-such-order":
        return no(400, "43001", "The order does not exist");
      case "rate-limited":
        return no(429, "429", "Too Many Requests");
      case "banned":
        return no(403, "40011", "Blocked by the firewall");
      case "region":
        return no(403, "40754", "Your region is restricted");
      case "unavailable":
        return no(503, "40725", "service return an error");
      case "unknown-route":
        return no(404, "40404", "Request URL NOT FOUND");
    }
  }

  #product(context: Context): string {
    return context.parameters.get("productType")?.toUpperCase() ?? this.refuse("bad-request");
  }

  #gone(context: Context, kinds: readonly string[]): unknown {
    const gone = this.cancel(context.state, this.ordersOf(context, kinds, wordOf(context.json.symbol)));
    return { successList: gone.map(({ id }) => ({ orderId: id, clientOid: "" })), failureList: [] };
  }

  #fills(context: Context, kind: string): readonly Fill[] {
    const { parameters, call } = context;
    const symbol = parameters.get("symbol");
    const since = Number(parameters.get("startTime") ?? 0);
    return this.fillsOf(context, [kind], since, Number(parameters.get("endTime") ?? call.now))
      .filter((fill) => symbol === null || fill.symbol === symbol)
      .toReversed();
  }

  #create(context: Context, accountName: string, permissionsName: string): unknown {
    const { json, state, call, key } = context;
    const account = this.own(context, wordOf(json[accountName]));
    const { passphrase } = json;
    const list = json.ipList ?? json.ips ?? [];
    if (typeof passphrase !== "string" || !/^.{8,32}$/u.test(passphrase) || !Array.isArray(list))
      this.refuse("bad-request");
    const permissions = json[permissionsName];
    const made = this.newKey(
      state,
      {
        account,
        network: key.network,
        label: wordOf(json.label ?? json.note) ?? "",
        addresses: list.map(String),
        can: permitted(Array.isArray(permissions) ? permissions.map(String) : []),
      },
      call.now,
    );
    const kept = { ...made, passphrase, credential: { ...made.credential, password: passphrase } };
    state.keys.push(kept);
    return { ...described(kept), secretKey: kept.check, secret: kept.check };
  }

  #subKey(context: Context, accountName: string, keyName: string): Key {
    const account = this.own(context, wordOf(context.json[accountName]));
    const wanted = wordOf(context.json[keyName]);
    return (
      this.keysOf(context.state, account).find(({ publicId }) => publicId === wanted) ?? this.refuse("bad-request")
    );
  }

  #managed(context: Context): Key {
    const wanted = wordOf(context.json.apiKey);
    const { state, key } = context;
    return (
      state.keys.find((one) => one.publicId === wanted && state.parents[one.account] === key.account) ??
      this.refuse("bad-request")
    );
  }
}

const products: readonly string[] = ["USDT-FUTURES", "COIN-FUTURES", "USDC-FUTURES"];

function categoryOf(category: string | null): readonly string[] {
  return category === null ? ["spot", ...products] : [category === "SPOT" ? "spot" : category.toUpperCase()];
}

function permitted(list: readonly string[]): Partial<Permissions> {
  const has = (...names: readonly string[]): boolean => names.some((name) => list.includes(name));
  return {
    read: true,
    trade: has("spot_trade", "stow", "uta_trade"),
    futures: has("contract_trade", "coow", "uta_trade"),
    transfer: has("transfer", "wtow"),
    withdraw: has("withdraw", "wwow"),
  };
}

function authorities({ can }: Key): readonly string[] {
  return [
    can.trade ? "stow" : "stor",
    ...(can.futures ? ["coow", "cpow"] : ["coor", "cpor"]),
    ...(can.transfer ? ["wtow"] : []),
    ...(can.withdraw ? ["wwow"] : []),
  ];
}

function information(key: Key): Record<string, unknown> {
  return {
    userId: String(numberOf(key.account)),
    inviterId: "",
    channelCode: "",
    channel: "",
    ips: key.addresses.join(","),
    authorities: authorities(key),
    parentId: key.master ? "0" : String(numberOf("main")),
    traderType: "not_trader",
    regisTime: "1246566789345",
  };
}

function described(key: Key): Record<string, unknown> {
  return {
    subAccountUid: key.account,
    subUid: key.account,
    label: key.label,
    note: key.label,
    subAccountApiKey: key.publicId,
    apiKey: key.publicId,
    permList: [
      "read",
      ...(key.can.trade ? ["spot_trade"] : []),
      ...(key.can.futures ? ["contract_trade"] : []),
      ...(key.can.transfer ? ["transfer"] : []),
    ],
    ipList: key.addresses,
    ips: key.addresses,
  };
}

function shown(order: Order): Record<string, string> {
  return {
    orderId: order.id,
    symbol: order.symbol,
    side: order.side,
    price: order.price,
    priceAvg: order.price,
    size: order.quantity,
    orderType: "limit",
    status: order.kind.endsWith(" plan") ? "not_trigger" : "live",
    cTime: String(order.at),
    uTime: String(order.at),
  };
}

function filled(fill: Fill): Record<string, string> {
  return {
    symbol: fill.symbol,
    orderId: fill.orderId,
    tradeId: fill.id,
    side: fill.side,
    priceAvg: fill.price,
    price: fill.price,
    size: fill.quantity,
    baseVolume: fill.quantity,
    tradeScope: "maker",
    cTime: String(fill.at),
    uTime: String(fill.at),
  };
}

/** A page of at most 100, of what is older than the id that was named. */
function page(all: readonly Record<string, string>[], { parameters }: Context, id = "orderId"): unknown {
  const before = parameters.get("idLessThan");
  const list = before === null ? all : all.filter((one) => Number(one[id]) < Number(before));
  return list
    .toSorted((one, other) => Number(other[id]) - Number(one[id]))
    .slice(0, Math.min(Number(parameters.get("limit") ?? 100), 100));
}
