import { createHmac } from "node:crypto";
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
 * KuCoin, classic accounts: spot (`spot`, `spot stop`, `spot oco`), margin (`margin`, `margin isolated`) and futures (`futures`,
 * `futures stop`, on a host of its own, whose calls are named `GET futures:/…`). Source: www.kucoin.com/docs-new (authentication, errors code, account info, spot trading, futures
 * trading, sub account API).
 */
export class KucoinDouble extends ExchangeDouble {
  readonly id = "kucoin";
  readonly hosts: Readonly<Record<string, Network>> = {
    "api.kucoin.com": "mainnet",
    "api-futures.kucoin.com": "mainnet",
  };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /api/v1/timestamp": { needs: "nothing", run: ({ call }) => call.now },
    "GET /api/v1/user/api-key": { needs: "key", run: ({ key }) => described(key) },
    "GET /api/v1/accounts": { needs: "read", run: () => [] },
    "GET /api/v1/hf/orders/active/symbols": {
      needs: "read",
      run: (context) => ({ symbols: symbolsOf(this.ordersOf(context, ["spot"])) }),
    },
    "GET /api/v1/hf/orders/active": {
      needs: "read",
      run: (context) => this.ordersOf(context, ["spot"], this.#symbol(context)).map(shown),
    },
    "GET /api/v1/orders": {
      needs: "read",
      run: (context) => paged(this.ordersOf(context, ["spot"]).map(shown), context),
    },
    "GET /api/v1/stop-order": {
      needs: "read",
      run: (context) =>
        paged(this.ordersOf(context, ["spot stop"], context.parameters.get("symbol")).map(shown), context),
    },
    "DELETE /api/v1/hf/orders/cancelAll": {
      needs: "trade",
      run: (context) => ({
        succeedSymbols: symbolsOf(this.cancel(context.state, this.ordersOf(context, ["spot"]))),
        failedSymbols: [],
      }),
    },
    "DELETE /api/v1/hf/orders": {
      needs: "trade",
      run: (context) => {
        this.cancel(context.state, this.ordersOf(context, ["spot"], this.#symbol(context)));
        return "success";
      },
    },
    "DELETE /api/v1/orders": { needs: "trade", run: (context) => this.#cancelled(context, "spot") },
    "DELETE /api/v1/stop-order/cancel": { needs: "trade", run: (context) => this.#cancelled(context, "spot stop") },
    "GET /api/v3/oco/orders": {
      needs: "read",
      run: (context) =>
        paged(
          this.ordersOf(context, ["spot oco"], context.parameters.get("symbol")).map(({ id, symbol, at }) => ({
            orderId: id,
            symbol,
            clientOid: id,
            orderTime: at,
            status: "NEW",
          })),
          context,
        ),
    },
    "DELETE /api/v3/oco/orders": { needs: "trade", run: (context) => this.#cancelled(context, "spot oco") },
    "GET /api/v3/hf/margin/order/active/symbols": {
      needs: "read",
      run: (context) => {
        const symbols = symbolsOf(this.ordersOf(context, [this.#margin(context)]));
        return { symbolSize: symbols.length, symbols };
      },
    },
    "GET /api/v3/hf/margin/orders/active": {
      needs: "read",
      run: (context) => this.ordersOf(context, [this.#margin(context)], this.#symbol(context)).map(shown),
    },
    "DELETE /api/v3/hf/margin/orders": {
      needs: "trade",
      run: (context) => {
        this.cancel(context.state, this.ordersOf(context, [this.#margin(context)], this.#symbol(context)));
        return "success";
      },
    },
    "POST /api/v1/hf/orders/dead-cancel-all": {
      needs: "trade",
      run: (context) => {
        const seconds = Number(context.json.timeout ?? Number.NaN);
        if (!(seconds === -1 || (seconds >= 5 && seconds <= 86_400))) this.refuse("bad-request");
        this.arm(context, Math.max(seconds, 0), ["spot"]);
        const now = Math.floor(context.call.now / 1000);
        return { currentTime: now, triggerTime: seconds === -1 ? 0 : now + seconds };
      },
    },
    "GET /api/v1/hf/orders/dead-cancel-all/query": {
      needs: "read",
      run: ({ state, key, call }) => {
        const armed = state.deadlines.find(({ account }) => account === key.account);
        if (armed === undefined) return null;
        return {
          timeout: armed.seconds,
          symbols: "",
          currentTime: Math.floor(call.now / 1000),
          triggerTime: Math.floor(armed.at / 1000),
        };
      },
    },
    "GET /api/v1/hf/fills": {
      needs: "read",
      run: (context) => {
        const symbol = this.#symbol(context);
        const all = this.#fills(context, "spot").filter((fill) => fill.symbol === symbol);
        const last = Number(context.parameters.get("lastId") ?? 0);
        const limit = Math.min(Number(context.parameters.get("limit") ?? 20), 100);
        const items = all.filter(({ id }) => last === 0 || Number(id) < last).slice(0, limit);
        return { lastId: Number(items.at(-1)?.id ?? 0), items: items.map(filled) };
      },
    },
    "GET /api/v1/fills": { needs: "read", run: (context) => paged(this.#fills(context, "spot").map(filled), context) },
    "GET /api/v2/sub/user": {
      needs: "manage",
      run: (context) => {
        const own = Object.entries(context.state.parents).filter(([, parent]) => parent === context.key.account);
        return paged(
          own.map(([name]) => ({
            userId: name,
            uid: numberOf(name),
            subName: name,
            type: 0,
            status: 2,
            access: "Spot",
          })),
          context,
        );
      },
    },
    "GET /api/v1/sub/api-key": {
      needs: "manage",
      run: (context) => {
        const wanted = context.parameters.get("apiKey");
        return this.keysOf(context.state, this.own(context, context.parameters.get("subName")))
          .filter(({ publicId }) => wanted === null || publicId === wanted)
          .map((key) => ({ subName: key.account, ...described(key) }));
      },
    },
    "POST /api/v1/sub/api-key": { needs: "manage", run: (context) => this.#create(context) },
    "POST /api/v1/sub/api-key/update": {
      needs: "manage",
      run: (context) => {
        const { json, call } = context;
        const key = this.#subKey(context, wordOf(json.subName), wordOf(json.apiKey));
        const list = wordOf(json.ipWhitelist);
        const permission = wordOf(json.permission);
        if (list !== undefined) key.addresses = split(list);
        if (permission !== undefined) Object.assign(key.can, permitted(permission));
        key.modified = call.now;
        return {
          subName: key.account,
          apiKey: key.publicId,
          permission: permissions(key),
          ipWhitelist: key.addresses.join(","),
        };
      },
    },
    "DELETE /api/v1/sub/api-key": {
      needs: "manage",
      run: (context) => {
        const { parameters } = context;
        const key = this.#subKey(context, parameters.get("subName"), parameters.get("apiKey"));
        key.state = "deleted";
        return { subName: key.account, apiKey: key.publicId };
      },
    },
    "GET futures:/api/v1/timestamp": { needs: "nothing", run: ({ call }) => call.now },
    "GET futures:/api/v1/orders": {
      needs: "read",
      run: (context) =>
        paged(this.ordersOf(context, ["futures"], context.parameters.get("symbol")).map(shown), context),
    },
    "GET futures:/api/v1/stopOrders": {
      needs: "read",
      run: (context) =>
        paged(this.ordersOf(context, ["futures stop"], context.parameters.get("symbol")).map(shown), context),
    },
    "DELETE futures:/api/v1/orders": { needs: "futures", run: (context) => this.#cancelled(context, "futures") },
    "DELETE futures:/api/v3/orders": { needs: "futures", run: (context) => this.#cancelled(context, "futures") },
    "DELETE futures:/api/v1/stopOrders": {
      needs: "futures",
      run: (context) => this.#cancelled(context, "futures stop"),
    },
    "GET futures:/api/v1/fills": {
      needs: "read",
      run: (context) => paged(this.#fills(context, "futures").map(filled), context),
    },
  };

  override routeOf({ method, host, path }: Call): string {
    return `${method} ${host === "api-futures.kucoin.com" ? "futures:" : ""}${path}`;
  }

  protected override wrapped(data: unknown): Answer {
    return { status: 200, body: { code: "200000", data } };
  }

  protected authenticate({ state, call }: Omit<Context, "key">): Key {
    const { headers } = call;
    const timestamp = headers["kc-api-timestamp"] ?? "";
    if (headers["kc-api-key"] === undefined || timestamp === "") this.refuse("malformed-key");
    const key = this.known({ state, call }, headers["kc-api-key"]);
    if (!(Math.abs(call.now - Number(timestamp)) <= 5000)) this.refuse("clock");
    const passphrase = ["2", "3"].includes(headers["kc-api-key-version"] ?? "1")
      ? createHmac("sha256", key.check).update(key.passphrase).digest("base64")
      : key.passphrase;
    const target = call.query === "" ? call.path : `${call.path}?${call.query}`;
    const message = timestamp + call.method + target + call.body;
    if (!isHmac("sha256", key.check, message, "base64", headers["kc-api-sign"])) this.refuse("signature");
    if (headers["kc-api-passphrase"] !== passphrase) this.refuse("passphrase");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random): Minted {
    const publicId = random.hex(24);
    const secret = random.uuid();
    const passphrase = `pass${random.alnum(12)}`;
    const credential = { apiKey: publicId, secret, password: passphrase };
    return { publicId, kind: "hmac", check: secret, passphrase, credential };
  }

  refusal(reason: Reason, seconds = 30): Answer {
    const no = (status: number, code: string, msg: string): Answer => ({ status, body: { code, msg } });
    switch (reason) {
      case "malformed-key":
        return no(
          400,
          "400001",
          "Please check the header of your request for KC-API-KEY, KC-API-SIGN, KC-API-TIMESTAMP, KC-API-PASSPHRASE",
        );
      case "clock":
      case "nonce":
        return no(400, "400002", "KC-API-TIMESTAMP Invalid");
      case "unknown-key":
      case "wrong-network":
      case "expired-key":
        return no(401, "400003", "KC-API-KEY not exists");
      case "passphrase":
        return no(401, "400004", "KC-API-PASSPHRASE error");
      case "signature":
        return no(401, "400005", "Signature error");
      case "address":
        return no(401, "400006", "The requested ip address is not in the api whitelist");
      case "permission":
        return no(403, "400007", "Access denied, require more permission");
      case "disabled-key":
        return no(403, "411100", "User are frozen.");
      case "bad-request":
        return no(400, "400100", "Parameter Error");
      case "no-such-order":
        return no(400, "400100", "order_not_exist_or_not_allow_to_cancel");
      case "rate-limited":
        return {
          ...no(429, "429000", "Too many requests in a short period of time, please retry later"),
          headers: { "gw-ratelimit-reset": String(seconds * 1000) },
        };
      case "banned":
        return no(403, "200009", "Forbidden");
      case "region":
        return no(403, "400302", "Our services are currently unavailable in your region.");
      case "unavailable":
        return no(503, "230003", "Service unavailable");
      case "unknown-route":
        return no(404, "404000", "URL Not Found");
    }
  }

  #margin(context: Context): string {
    const books = new Map([
      ["MARGIN_TRADE", "margin"],
      ["MARGIN_ISOLATED_TRADE", "margin isolated"],
    ]);
    return books.get(context.parameters.get("tradeType") ?? "") ?? this.refuse("bad-request");
  }

  #symbol(context: Context): string {
    return context.parameters.get("symbol") ?? this.refuse("bad-request");
  }

  #cancelled(context: Context, kind: string): unknown {
    const orders = this.ordersOf(context, [kind], context.parameters.get("symbol"));
    return { cancelledOrderIds: this.cancel(context.state, orders).map(({ id }) => id) };
  }

  /** At most a week, newest first. */
  #fills(context: Context, kind: string): readonly Fill[] {
    const week = 7 * 24 * 3600_000;
    const end = Number(context.parameters.get("endAt") ?? context.call.now);
    const start = Number(context.parameters.get("startAt") ?? end - week);
    if (end - start > week) this.refuse("bad-request");
    return this.fillsOf(context, [kind], start, end).toReversed();
  }

  #create(context: Context): unknown {
    const { json, state, call, key } = context;
    const account = this.own(context, wordOf(json.subName));
    const { passphrase, remark } = json;
    if (typeof passphrase !== "string" || !/^.{7,32}$/u.test(passphrase) || typeof remark !== "string")
      this.refuse("bad-request");
    const made = this.newKey(
      state,
      {
        account,
        network: key.network,
        label: remark,
        addresses: split(wordOf(json.ipWhitelist) ?? ""),
        can: permitted(wordOf(json.permission) ?? "General"),
      },
      call.now,
    );
    const kept = { ...made, passphrase, credential: { ...made.credential, password: passphrase } };
    state.keys.push(kept);
    return { subName: account, ...described(kept), apiSecret: kept.check, passphrase };
  }

  #subKey(context: Context, subName: string | null | undefined, publicId: string | null | undefined): Key {
    const account = this.own(context, subName);
    return this.keysOf(context.state, account).find((key) => key.publicId === publicId) ?? this.refuse("bad-request");
  }
}

function split(list: string): string[] {
  return list.split(",").filter((one) => one !== "");
}

function permitted(permission: string): Partial<Permissions> {
  const named = split(permission);
  return {
    read: named.includes("General"),
    trade: named.includes("Spot"),
    futures: named.includes("Futures"),
    transfer: named.includes("Transfer") || named.includes("InnerTransfer"),
    withdraw: named.includes("Withdrawal"),
  };
}

function permissions({ can }: Key): string {
  const named = [
    can.read && "General",
    can.futures && "Futures",
    can.trade && "Spot",
    can.transfer && "InnerTransfer",
    can.withdraw && "Withdrawal",
  ];
  return named.filter(Boolean).join(",");
}

function described(key: Key): Record<string, unknown> {
  return {
    remark: key.label,
    apiKey: key.publicId,
    apiVersion: 3,
    permission: permissions(key),
    ...(key.addresses.length > 0 ? { ipWhitelist: key.addresses.join(",") } : {}),
    createdAt: key.created,
    ...(key.expires === undefined ? {} : { expiredAt: key.expires }),
    uid: numberOf(key.account),
    isMaster: key.master,
    ...(key.master ? {} : { subName: key.account }),
  };
}

function symbolsOf(orders: readonly Order[]): readonly string[] {
  return [...new Set(orders.map(({ symbol }) => symbol))];
}

function paged(all: readonly unknown[], { parameters }: Context): unknown {
  const size = Math.min(Math.max(Number(parameters.get("pageSize") ?? 50), 10), 500);
  const current = Number(parameters.get("currentPage") ?? 1);
  return {
    currentPage: current,
    pageSize: size,
    totalNum: all.length,
    totalPage: Math.ceil(all.length / size),
    items: all.slice((current - 1) * size, current * size),
  };
}

function shown(order: Order): unknown {
  return {
    id: order.id,
    symbol: order.symbol,
    side: order.side,
    type: "limit",
    price: order.price,
    size: order.quantity,
    createdAt: order.at,
    active: true,
    isActive: true,
    status: order.kind.endsWith("stop") ? "NEW" : "open",
    ...(order.kind.endsWith("stop") ? { stop: "loss", stopPrice: order.price } : {}),
  };
}

function filled(fill: Fill): unknown {
  return {
    id: Number(fill.id),
    tradeId: fill.id,
    symbol: fill.symbol,
    orderId: fill.orderId,
    side: fill.side,
    price: fill.price,
    size: fill.quantity,
    createdAt: fill.at,
    tradeTime: fill.at * 1_000_000,
    liquidity: "maker",
    type: "limit",
  };
}
