import { createHash } from "node:crypto";
import type { Network } from "../../../exchanges/exchange";
import type { Random } from "../../detection/generate/random";
import {
  type Answer,
  type Context,
  ExchangeDouble,
  type Fill,
  type Key,
  type Minted,
  type Order,
  type Permissions,
  placed,
  type Reason,
  type Route,
} from "./exchange-double";
import { numberOf } from "./number-of";
import { isHmac } from "./signatures";
import { wordOf } from "./word-of";

/**
 * Gate, API version 4. Books: `spot`, `margin`, `spot price` (triggered by a price), and for each settle currency `futures usdt`,
 * `futures usdt price`, `delivery usdt`, `delivery usdt price`. Cancelling without an account takes spot and margin orders. Source: www.gate.com/docs/developers/apiv4 (authentication, error handling, account, spot, futures,
 * sub-account).
 */
export class GateDouble extends ExchangeDouble {
  readonly id = "gate";
  readonly hosts: Readonly<Record<string, Network>> = {
    "api.gateio.ws": "mainnet",
    "fx-api.gateio.ws": "mainnet",
    "api-testnet.gateapi.io": "testnet",
    "fx-api-testnet.gateio.ws": "testnet",
  };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /api/v4/spot/time": { needs: "nothing", run: ({ call }) => ({ server_time: call.now }) },
    "GET /api/v4/account/detail": {
      needs: "key",
      run: ({ key }) => ({
        user_id: numberOf(key.account),
        ip_whitelist: key.addresses,
        currency_pairs: [],
        key: { mode: 1 },
        tier: 0,
        copy_trading_role: 0,
      }),
    },
    "GET /api/v4/account/main_keys": {
      needs: "key",
      run: (context) => this.keysOf(context.state, context.key.account).map(described),
    },
    "GET /api/v4/wallet/total_balance": {
      needs: "read",
      run: () => ({ total: { currency: "USDT", amount: "0" }, details: {} }),
    },
    "GET /api/v4/spot/accounts": { needs: "read", run: () => [] },
    "GET /api/v4/spot/open_orders": {
      needs: "read",
      run: (context) => {
        const orders = this.ordersOf(context, [context.parameters.get("account") === "margin" ? "margin" : "spot"]);
        const pairs = [...new Set(orders.map(({ symbol }) => symbol))];
        return paged(
          pairs.map((pair) => {
            const own = orders.filter(({ symbol }) => symbol === pair);
            return { currency_pair: pair, total: own.length, orders: own.map(shown) };
          }),
          context,
        );
      },
    },
    "DELETE /api/v4/spot/orders": {
      needs: "trade",
      run: (context) => this.#cancelled(context, ["spot", "margin"], "currency_pair"),
    },
    "GET /api/v4/spot/price_orders": { needs: "read", run: (context) => this.#open(context, "spot price", "market") },
    "DELETE /api/v4/spot/price_orders": {
      needs: "trade",
      run: (context) => this.#cancelled(context, ["spot price"], "market"),
    },
    "POST /api/v4/spot/countdown_cancel_all": {
      needs: "trade",
      run: (context) => this.#countdown(context, "spot", "currency_pair"),
    },
    "GET /api/v4/spot/my_trades": { needs: "read", run: (context) => this.#trades(context, "spot", "currency_pair") },
    ...this.#contracts("futures"),
    ...this.#contracts("delivery"),
    "POST /api/v4/futures/{settle}/countdown_cancel_all": {
      needs: "futures",
      run: (context) => this.#countdown(context, `futures ${settleOf(context)}`, "contract"),
    },
    "GET /api/v4/futures/{settle}/my_trades_timerange": {
      needs: "read",
      run: (context) => this.#trades(context, `futures ${settleOf(context)}`, "contract"),
    },
    "GET /api/v4/futures/{settle}/my_trades": {
      needs: "read",
      run: (context) => this.#trades(context, `futures ${settleOf(context)}`, "contract"),
    },
    "GET /api/v4/options/orders": { needs: "read", run: () => [] },
    "DELETE /api/v4/options/orders": { needs: "futures", run: () => [] },
    "GET /api/v4/sub_accounts": {
      needs: "manage",
      run: ({ state, key }) =>
        Object.entries(state.parents)
          .filter(([, parent]) => parent === key.account)
          .map(([name]) => ({ user_id: Number(name), login_name: name, state: 1, type: 1, create_time: 1 })),
    },
    "GET /api/v4/sub_accounts/{user}/keys": {
      needs: "manage",
      run: (context) => this.keysOf(context.state, this.#subAccount(context)).map(described),
    },
    "POST /api/v4/sub_accounts/{user}/keys": { needs: "manage", run: (context) => this.#create(context) },
    "GET /api/v4/sub_accounts/{user}/keys/{key}": {
      needs: "manage",
      run: (context) => described(this.#subKey(context)),
    },
    "PUT /api/v4/sub_accounts/{user}/keys/{key}": {
      needs: "manage",
      run: (context) => {
        const key = this.#subKey(context);
        const { json, call } = context;
        // The list is removed where none is passed.
        key.addresses = Array.isArray(json.ip_whitelist) ? json.ip_whitelist.map(String) : [];
        if (Array.isArray(json.perms)) Object.assign(key.can, permitted(json.perms as Perm[]));
        key.modified = call.now;
        return undefined;
      },
    },
    "DELETE /api/v4/sub_accounts/{user}/keys/{key}": {
      needs: "manage",
      run: (context) => {
        this.#subKey(context).state = "deleted";
        return undefined;
      },
    },
  };

  protected override wrapped(result: unknown): Answer {
    return result === undefined ? { status: 204, body: "" } : { status: 200, body: result };
  }

  protected authenticate({ state, call }: Omit<Context, "key">): Key {
    const { headers } = call;
    const timestamp = headers.timestamp ?? "";
    if (headers.key === undefined || headers.sign === undefined || timestamp === "") this.refuse("malformed-key");
    const key = this.known({ state, call }, headers.key);
    if (!(Math.abs(call.now / 1000 - Number(timestamp)) <= 60)) this.refuse("clock");
    const digest = createHash("sha512").update(call.body).digest("hex");
    // The documents sign the query without percent escapes.
    const good = [decodeURIComponent(call.query), call.query].some((query) =>
      isHmac("sha512", key.check, [call.method, call.path, query, digest, timestamp].join("\n"), "hex", headers.sign),
    );
    if (!good) this.refuse("signature");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random): Minted {
    const publicId = random.hex(32);
    const secret = random.hex(64);
    return { publicId, kind: "hmac", check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
  }

  refusal(reason: Reason, seconds = 1): Answer {
    const no = (status: number, label: string, message: string): Answer => ({ status, body: { label, message } });
    switch (reason) {
      case "malformed-key":
        return no(400, "MISSING_REQUIRED_HEADER", "Missing required header");
      case "unknown-key":
      case "disabled-key":
      case "expired-key":
      case "wrong-network":
      case "passphrase":
        return no(401, "INVALID_KEY", "Invalid key provided");
      case "signature":
        return no(401, "INVALID_SIGNATURE", "Signature mismatch");
      case "address":
        return no(403, "IP_FORBIDDEN", "IP address not whitelisted");
      case "permission":
        return no(403, "READ_ONLY", "Key has no write permission");
      case "clock":
      case "nonce":
        return no(403, "REQUEST_EXPIRED", "gap between request Timestamp and server time exceeds 60");
      case "bad-request":
        return no(400, "INVALID_PARAM_VALUE", "Invalid parameter value");
      case "no-such-order":
        return no(404, "ORDER_NOT_FOUND", "Order not found");
      case "rate-limited":
        return {
          ...no(429, "TOO_MANY_REQUESTS", "Request Rate limit Exceeded"),
          headers: { "x-gate-ratelimit-reset-timestamp": String(Math.floor(Date.now() / 1000) + seconds) },
        };
      case "banned":
        return no(403, "FORBIDDEN", "Request forbidden");
      case "region":
        return no(403, "FORBIDDEN", "Restricted region");
      case "unavailable":
        return no(503, "TOO_BUSY", "System is busy. Please try again later");
      case "unknown-route":
        return no(404, "NOT_FOUND", "Not found");
    }
  }

  #contracts(market: string): Readonly<Record<string, Route>> {
    const book = (context: Context): string => `${market} ${settleOf(context)}`;
    const path = `/api/v4/${market}/{settle}`;
    return {
      [`GET ${path}/orders`]: { needs: "read", run: (context) => this.#open(context, book(context), "contract") },
      [`DELETE ${path}/orders`]: {
        needs: "futures",
        run: (context) => this.#cancelled(context, [book(context)], "contract"),
      },
      [`GET ${path}/price_orders`]: {
        needs: "read",
        run: (context) => this.#open(context, `${book(context)} price`, "contract"),
      },
      [`DELETE ${path}/price_orders`]: {
        needs: "futures",
        run: (context) => this.#cancelled(context, [`${book(context)} price`], "contract"),
      },
    };
  }

  #open(context: Context, kind: string, symbol: string): unknown {
    if (context.parameters.get("status") !== "open") this.refuse("bad-request");
    return paged(this.ordersOf(context, [kind], context.parameters.get(symbol)).map(shown), context);
  }

  #cancelled(context: Context, kinds: readonly string[], symbol: string): unknown {
    return this.cancel(context.state, this.ordersOf(context, kinds, context.parameters.get(symbol))).map((order) => ({
      ...shown(order),
      status: "cancelled",
    }));
  }

  #countdown(context: Context, kind: string, symbol: string): unknown {
    const seconds = Number(context.json.timeout ?? Number.NaN);
    if (!(seconds === 0 || seconds >= 5)) this.refuse("bad-request");
    const named = wordOf(context.json[symbol]);
    this.arm(context, seconds, [kind], named);
    return { triggerTime: seconds === 0 ? 0 : context.call.now + seconds * 1000 };
  }

  #trades(context: Context, kind: string, symbol: string): unknown {
    const { parameters, call } = context;
    const from = Number(parameters.get("from") ?? 0) * 1000;
    const to = parameters.has("to") ? Number(parameters.get("to")) * 1000 + 999 : call.now;
    const wanted = parameters.get(symbol);
    const all = this.fillsOf(context, [kind], from, to)
      .filter((fill) => wanted === null || fill.symbol === wanted)
      .toReversed();
    return paged(all.map(filled), context);
  }

  #subAccount(context: Context): string {
    return this.own(context, placed("/api/v4/sub_accounts/{user}", context.call.path).user);
  }

  #subKey(context: Context): Key {
    const { key } = placed("/api/v4/sub_accounts/{user}/keys/{key}", context.call.path);
    const found = this.keysOf(context.state, this.#subAccount(context)).find(({ publicId }) => publicId === key);
    return found ?? this.refuse("bad-request");
  }

  #create(context: Context): unknown {
    const { json, state, call, key } = context;
    const made = this.newKey(
      state,
      {
        account: this.#subAccount(context),
        network: key.network,
        label: wordOf(json.name) ?? "",
        addresses: Array.isArray(json.ip_whitelist) ? json.ip_whitelist.map(String) : [],
        can: permitted((json.perms ?? []) as Perm[]),
      },
      call.now,
    );
    state.keys.push(made);
    return { ...described(made), secret: made.check };
  }
}

interface Perm {
  readonly name: string;
  readonly read_only?: boolean;
}

function permitted(perms: readonly Perm[]): Partial<Permissions> {
  const writes = (name: string): boolean => perms.some((perm) => perm.name === name && perm.read_only !== true);
  return {
    read: perms.length > 0,
    trade: writes("spot"),
    futures: writes("futures"),
    transfer: writes("wallet"),
    withdraw: writes("withdrawal"),
  };
}

function described({ can, ...key }: Key): Record<string, unknown> {
  const perm = (name: string, writes: boolean): Perm => ({ name, read_only: !writes });
  const seconds = (at: number): string => String(Math.floor(at / 1000));
  return {
    state: key.state === "enabled" ? 1 : 3,
    mode: 1,
    name: key.label,
    currency_pairs: [],
    user_id: numberOf(key.account),
    ip_whitelist: key.addresses,
    perms: [
      perm("spot", can.trade),
      perm("futures", can.futures),
      perm("account", false),
      ...(can.transfer ? [perm("wallet", true)] : []),
      ...(can.withdraw ? [perm("withdrawal", true)] : []),
    ],
    key: key.publicId,
    created_at: seconds(key.created),
    updated_at: seconds(key.modified),
    last_access: seconds(key.lastUsed ?? 0),
  };
}

function settleOf({ call }: Context): string {
  return placed("/api/v4/futures/{settle}", call.path).settle ?? "";
}

function paged(all: readonly unknown[], { parameters }: Context): unknown {
  const size = Math.min(Number(parameters.get("limit") ?? 100), 1000);
  const begin = parameters.has("offset")
    ? Number(parameters.get("offset"))
    : (Number(parameters.get("page") ?? 1) - 1) * size;
  return all.slice(begin, begin + size);
}

function shown(order: Order): Record<string, unknown> {
  return {
    id: order.kind === "spot" || order.kind === "margin" ? order.id : Number(order.id),
    currency_pair: order.symbol,
    contract: order.symbol,
    market: order.symbol,
    // Of a contract's order with a trigger price, the contract stands in the order that it will become.
    ...(!order.kind.startsWith("spot") && order.kind.endsWith(" price")
      ? { contract: undefined, initial: { contract: order.symbol, size: order.side === "buy" ? 1 : -1 } }
      : {}),
    side: order.side,
    price: order.price,
    amount: order.quantity,
    size: order.side === "buy" ? 1 : -1,
    status: "open",
    type: "limit",
    create_time: Math.floor(order.at / 1000),
    create_time_ms: order.at,
  };
}

function filled(fill: Fill): unknown {
  return {
    id: fill.kind === "spot" ? fill.id : Number(fill.id),
    trade_id: fill.id,
    order_id: fill.orderId,
    currency_pair: fill.symbol,
    contract: fill.symbol,
    side: fill.side,
    size: fill.side === "buy" ? Number(fill.quantity) : -Number(fill.quantity),
    amount: fill.quantity,
    price: fill.price,
    role: "maker",
    create_time: fill.kind === "spot" ? String(Math.floor(fill.at / 1000)) : fill.at / 1000,
    create_time_ms: `${String(fill.at)}.000000`,
  };
}
