import type { Network } from "../../../exchanges/exchange";
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
import { isHmac } from "./signatures";
import { wordOf } from "./word-of";

/**
 * BingX. Books: `spot`, `swap`, `cswap`. Refusals come with HTTP status 200. The test network is the demo service, VST, with the same keys
 * at the exchange; here a key belongs to one of the two. Source: bingx-api.github.io/docs (introduction, spot, perpetual swap,
 * account and wallet: sub-account management), BingX-API/api-ai-skills.
 */
export class BingxDouble extends ExchangeDouble {
  readonly id = "bingx";
  readonly hosts: Readonly<Record<string, Network>> = {
    "open-api.bingx.com": "mainnet",
    "open-api-vst.bingx.com": "testnet",
  };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /openApi/swap/v2/server/time": { needs: "nothing", run: ({ call }) => ({ serverTime: call.now }) },
    "GET /openApi/spot/v1/server/time": { needs: "nothing", run: ({ call }) => ({ serverTime: call.now }) },
    "GET /openApi/v1/account/apiPermissions": {
      needs: "key",
      run: ({ key }) => ({
        apiKey: key.publicId,
        permissions: permissions(key),
        ipAddresses: key.addresses,
        note: key.label,
      }),
    },
    "GET /openApi/v1/account/apiRestrictions": {
      needs: "key",
      run: ({ key }) => ({
        ipRestrict: key.addresses.length > 0,
        createTime: key.created,
        permitsUniversalTransfer: key.can.transfer,
        enableReading: key.can.read,
        enableFutures: key.can.futures,
        enableSpotAndMarginTrading: key.can.trade,
      }),
    },
    "GET /openApi/account/v1/uid": { needs: "read", run: ({ key }) => ({ uid: numberOf(key.account) }) },
    "GET /openApi/account/v1/apiKey/query": {
      needs: "read",
      run: (context) => {
        const { state, key, parameters } = context;
        const uid = parameters.get("uid");
        const accounts = [
          key.account,
          ...Object.keys(state.parents).filter((name) => state.parents[name] === key.account),
        ];
        const account = accounts.find((name) => [name, String(numberOf(name))].includes(uid ?? ""));
        if (account === undefined || (account !== key.account && !key.can.manage)) this.refuse("permission");
        const wanted = parameters.get("apiKey");
        return {
          apiInfos: this.keysOf(state, account)
            .filter(({ publicId }) => wanted === null || publicId === wanted)
            .map(described),
        };
      },
    },
    "GET /openApi/spot/v1/account/balance": { needs: "read", run: () => ({ balances: [] }) },
    "GET /openApi/swap/v3/user/balance": { needs: "read", run: () => [] },
    "GET /openApi/swap/v2/user/balance": { needs: "read", run: () => ({ balance: { asset: "USDT", balance: "0" } }) },
    "GET /openApi/spot/v1/trade/openOrders": { needs: "read", run: (context) => this.#open(context, "spot") },
    "GET /openApi/swap/v2/trade/openOrders": { needs: "read", run: (context) => this.#open(context, "swap") },
    "POST /openApi/spot/v1/trade/cancelOpenOrders": {
      needs: "trade",
      run: (context) => ({
        orders: this.cancel(context.state, this.ordersOf(context, ["spot"], context.parameters.get("symbol"))).map(
          (order) => ({
            ...shown(order),
            status: "CANCELED",
          }),
        ),
      }),
    },
    "DELETE /openApi/swap/v2/trade/allOpenOrders": {
      needs: "futures",
      run: (context) => {
        const gone = this.cancel(context.state, this.ordersOf(context, ["swap"], context.parameters.get("symbol")));
        return { success: gone.map((order) => ({ ...shown(order), status: "CANCELLED" })), failed: null };
      },
    },
    "GET /openApi/cswap/v1/trade/openOrders": { needs: "read", run: (context) => this.#open(context, "cswap") },
    "DELETE /openApi/cswap/v1/trade/allOpenOrders": {
      needs: "futures",
      run: (context) => {
        const symbol = context.parameters.get("symbol") ?? this.refuse("bad-request");
        const gone = this.cancel(context.state, this.ordersOf(context, ["cswap"], symbol));
        return { success: gone.map((order) => ({ ...shown(order), status: "CANCELLED" })), failed: null };
      },
    },
    "POST /openApi/spot/v1/trade/cancelAllAfter": { needs: "trade", run: (context) => this.#after(context, "spot") },
    "POST /openApi/swap/v2/trade/cancelAllAfter": { needs: "futures", run: (context) => this.#after(context, "swap") },
    "GET /openApi/spot/v1/trade/myTrades": {
      needs: "read",
      run: (context) => {
        const { parameters } = context;
        if (!parameters.has("symbol")) this.refuse("bad-request");
        return { fills: this.#fills(context, "spot", "startTime", "endTime").map(filled) };
      },
    },
    "GET /openApi/swap/v2/trade/allFillOrders": {
      needs: "read",
      run: (context) => ({ fill_orders: this.#fills(context, "swap", "startTs", "endTs").map(filled) }),
    },
    "GET /openApi/swap/v2/trade/fillHistory": {
      needs: "read",
      run: (context) => {
        const all = this.#fills(context, "swap", "startTs", "endTs");
        const size = Math.min(Number(context.parameters.get("pageSize") ?? 50), 1000);
        const begin = (Number(context.parameters.get("pageIndex") ?? 1) - 1) * size;
        return { fill_history_orders: all.slice(begin, begin + size).map(filled), total: all.length };
      },
    },
    "GET /openApi/subAccount/v1/list": {
      needs: "manage",
      run: ({ state, key }) => ({
        result: Object.entries(state.parents)
          .filter(([, parent]) => parent === key.account)
          .map(([name]) => ({ subUid: Number(name), subAccountString: name, note: "", freeze: false })),
      }),
    },
    "POST /openApi/subAccount/v1/apiKey/create": {
      needs: "manage",
      run: (context) => {
        const { state, call, key } = context;
        const account = this.own(context, said(context, "subUid"));
        const made = this.newKey(
          state,
          {
            account,
            network: key.network,
            label: said(context, "note") ?? "",
            addresses: listOf(context, "ipAddresses"),
            can: permitted(listOf(context, "permissions").map(Number)),
          },
          call.now,
        );
        state.keys.push(made);
        return { ...described(made), apiSecret: made.check };
      },
    },
    "POST /openApi/subAccount/v1/apiKey/edit": {
      needs: "manage",
      run: (context) => {
        const key = this.#subKey(context);
        key.addresses = listOf(context, "ipAddresses");
        Object.assign(key.can, permitted(listOf(context, "permissions").map(Number)));
        key.modified = context.call.now;
        return described(key);
      },
    },
    "POST /openApi/subAccount/v1/apiKey/del": {
      needs: "manage",
      run: (context) => {
        this.#subKey(context).state = "deleted";
        return {};
      },
    },
  };

  protected override wrapped(data: unknown, { call }: Context): Answer {
    // These two answer without a frame.
    if (/\/account\/api(?:Permissions|Restrictions)$/u.test(call.path)) return { status: 200, body: data };
    return { status: 200, body: { code: 0, msg: "", timestamp: call.now, data } };
  }

  protected authenticate(context: Omit<Context, "key">): Key {
    const { state, call, json } = context;
    const key = this.known({ state, call }, call.headers["x-bx-apikey"]);
    const timestamp = Number(said(context, "timestamp") ?? Number.NaN);
    const window = Number(said(context, "recvWindow") ?? 5000);
    if (!(Math.abs(call.now - timestamp) <= window)) this.refuse("clock");
    const given = said(context, "signature");
    if (!messages(call, json).some((message) => isHmac("sha256", key.check, message, "hex", given)))
      this.refuse("signature");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random): Minted {
    const publicId = random.alnum(80);
    const secret = random.alnum(80);
    return { publicId, kind: "hmac", check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
  }

  refusal(reason: Reason, seconds = 1): Answer {
    const no = (code: number, msg: string, status = 200): Answer => ({
      status,
      body: { code, msg, timestamp: Date.now(), data: {} },
    });
    switch (reason) {
      case "unknown-key":
      case "disabled-key":
      case "expired-key":
      case "malformed-key":
      case "wrong-network":
      case "passphrase":
        return no(100413, "Incorrect apiKey");
      case "signature":
        return no(100001, "Signature verification failed due to signature mismatch");
      case "address":
        return no(100419, "your current request IP does not match IP whitelist");
      case "permission":
        return no(100004, "Permission denied as the API key was created without the permission");
      case "clock":
      case "nonce":
        return no(100421, "Null timestamp or timestamp mismatch");
      case "bad-request":
        return no(109400, "Invalid parameters");
      case "no-such-order":
        return no(80018, "order is already filled or does not exist");
      case "rate-limited":
        return { ...no(100410, "rate limitation", 429), headers: { "x-ratelimit-requests-expire": String(seconds) } };
      case "banned":
        return no(100410, "Access IP is restricted", 418);
      case "region":
        return {
          status: 403,
          headers: { "content-type": "text/html" },
          body: "<html><body>403 Forbidden</body></html>",
        };
      case "unavailable":
        return no(100503, "Server busy", 503);
      case "unknown-route":
        return no(100400, "this api is not exist");
    }
  }

  #open(context: Context, kind: string): unknown {
    return { orders: this.ordersOf(context, [kind], context.parameters.get("symbol")).map(shown) };
  }

  #after(context: Context, kind: string): unknown {
    const type = said(context, "type");
    const seconds = Number(said(context, "timeOut") ?? Number.NaN);
    if (type === "CLOSE") this.arm(context, 0, [kind]);
    else if (type === "ACTIVATE" && seconds >= 10 && seconds <= 120) this.arm(context, seconds, [kind]);
    else this.refuse("bad-request");
    const triggerTime = type === "CLOSE" ? 0 : Math.floor(context.call.now / 1000) + seconds;
    return { triggerTime, status: type === "CLOSE" ? "CLOSED" : "ACTIVATED", note: "" };
  }

  #fills(context: Context, kind: string, since: string, until: string): readonly Fill[] {
    const { parameters, call } = context;
    const symbol = parameters.get("symbol");
    const from = Number(parameters.get(since) ?? 0);
    return this.fillsOf(context, [kind], from, Number(parameters.get(until) ?? call.now))
      .filter((fill) => symbol === null || fill.symbol === symbol)
      .toReversed();
  }

  #subKey(context: Context): Key {
    const account = this.own(context, said(context, "subUid"));
    const wanted = said(context, "apiKey");
    return (
      this.keysOf(context.state, account).find(({ publicId }) => publicId === wanted) ?? this.refuse("unknown-key")
    );
  }
}

/** A parameter, wherever it stands. */
function said({ parameters, json }: Omit<Context, "key">, name: string): string | undefined {
  return parameters.get(name) ?? wordOf(json[name]);
}

function listOf(context: Context, name: string): string[] {
  const value = context.json[name] ?? context.parameters.get(name);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? value.split(/[[\],"\s]+/u).filter((one) => one !== "") : [];
}

/** What may have been signed: the query as sent or without its escapes; for a JSON body its fields, sorted. */
function messages({ query, body }: Call, json: Readonly<Record<string, unknown>>): readonly string[] {
  const sent = (query === "" && Object.keys(json).length === 0 ? body : query).replace(/&?signature=[^&]*/u, "");
  const fields = Object.entries(json)
    .filter(([name]) => name !== "signature")
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return fields.length > 0
    ? [fields.join("&"), fields.join("&").replaceAll('"', "")]
    : [sent, decodeURIComponent(sent)];
}

const codes = { 1: "trade", 2: "read", 3: "futures", 4: "transfer", 5: "withdraw" } as const;

function permitted(list: readonly number[]): Partial<Permissions> {
  return Object.fromEntries(Object.entries(codes).map(([code, name]) => [name, list.includes(Number(code))]));
}

function permissions({ can }: Key): readonly number[] {
  return Object.entries(codes)
    .filter(([, name]) => can[name])
    .map(([code]) => Number(code));
}

function described(key: Key): Record<string, unknown> {
  return {
    apiKey: key.publicId,
    note: key.label,
    permissions: permissions(key),
    ipAddresses: key.addresses,
    status: key.state === "enabled" ? 1 : 2,
    createTime: key.created,
    updateTime: key.modified,
  };
}

function shown(order: Order): Record<string, unknown> {
  return {
    orderId: Number(order.id),
    symbol: order.symbol,
    side: order.side.toUpperCase(),
    type: "LIMIT",
    price: order.price,
    origQty: order.quantity,
    executedQty: "0",
    status: "NEW",
    time: order.at,
  };
}

function filled(fill: Fill): unknown {
  return {
    id: Number(fill.id),
    tradeId: fill.id,
    orderId: fill.kind === "spot" ? Number(fill.orderId) : fill.orderId,
    symbol: fill.symbol,
    side: fill.side.toUpperCase(),
    isBuyer: fill.side === "buy",
    price: fill.price,
    qty: fill.quantity,
    volume: fill.quantity,
    time: fill.at,
    filledTm: new Date(fill.at).toISOString(),
    filledTime: new Date(fill.at).toISOString(),
  };
}
