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
  Refusal,
  type Route,
} from "./exchange-double";
import { isHmac, isSigned, keyPair } from "./signatures";
import { wordOf } from "./word-of";

/**
 * Deribit: JSON-RPC over HTTP, by GET with parameters or by POST; every answer says whether it is the test network. Books:
 * `future`, `option`, `spot`, and each with ` trigger`. That a key used from an address outside of its list is answered as invalid
 * credentials was found in no document: unverified. Source: docs.deribit.com (authentication, errors, account management,
 * trading).
 */
export class DeribitDouble extends ExchangeDouble {
  readonly id = "deribit";
  readonly hosts: Readonly<Record<string, Network>> = { "www.deribit.com": "mainnet", "test.deribit.com": "testnet" };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "public/get_time": { needs: "nothing", run: ({ call }) => call.now },
    "public/test": { needs: "nothing", run: () => ({ version: "1.2.26" }) },
    "public/auth": { needs: "nothing", run: (context) => this.#login(context) },
    "private/get_account_summary": { needs: "read", run: ({ key, json }) => summary(key, String(json.currency)) },
    "private/get_account_summaries": {
      needs: "read",
      run: ({ key }) => ({ id: key.serial, email: "bot@example.com", type: "main", summaries: [summary(key, "BTC")] }),
    },
    "private/get_open_orders": { needs: "read", run: (context) => this.#open(context).map(shown) },
    "private/get_open_orders_by_currency": { needs: "read", run: (context) => this.#open(context).map(shown) },
    "private/cancel_all": {
      needs: "trade",
      run: (context) => this.cancel(context.state, this.ordersOf(context, books)).length,
    },
    "private/cancel_all_by_currency": {
      needs: "trade",
      run: (context) => this.cancel(context.state, this.#open(context)).length,
    },
    "private/cancel_all_by_kind_or_type": {
      needs: "trade",
      run: (context) => this.cancel(context.state, this.#open(context)).length,
    },
    "private/get_user_trades_by_currency_and_time": { needs: "read", run: (context) => this.#trades(context) },
    "private/get_user_trades_by_currency": { needs: "read", run: (context) => this.#trades(context) },
    "private/list_api_keys": {
      needs: "key",
      run: (context) => this.keysOf(context.state, context.key.account).map(described),
    },
    "private/create_api_key": { needs: "manage", run: (context) => this.#create(context) },
    "private/enable_api_key": {
      needs: "manage",
      run: (context) => this.#change(context, (key) => (key.state = "enabled")),
    },
    "private/disable_api_key": {
      needs: "manage",
      run: (context) => this.#change(context, (key) => (key.state = "disabled")),
    },
    "private/edit_api_key": {
      needs: "manage",
      run: (context) =>
        this.#change(context, (key) => {
          const { json } = context;
          if (json.max_scope === undefined) this.refuse("bad-request");
          Object.assign(key.can, scoped(words(json.max_scope)));
          if (json.ip_whitelist !== undefined) key.addresses = words(json.ip_whitelist);
          if (json.enabled !== undefined) key.state = wordOf(json.enabled) === "true" ? "enabled" : "disabled";
          if (typeof json.name === "string") key.label = json.name;
        }),
    },
    "private/change_scope_in_api_key": {
      needs: "manage",
      run: (context) => this.#change(context, (key) => Object.assign(key.can, scoped(words(context.json.max_scope)))),
    },
    "private/remove_api_key": {
      needs: "manage",
      run: (context) => {
        this.#change(context, (key) => (key.state = "deleted"));
        return "ok";
      },
    },
    "private/get_cancel_on_disconnect": { needs: "read", run: () => ({ scope: "account", enabled: false }) },
    "private/logout": { needs: "key", run: () => "ok" },
  };

  override routeOf(call: Call): string {
    const { method } = parsed(call);
    return method;
  }

  protected override argumentsOf(call: Call): Readonly<Record<string, unknown>> {
    if (call.method === "GET") return Object.fromEntries(new URLSearchParams(call.query));
    return (super.argumentsOf(call).params ?? {}) as Record<string, unknown>;
  }

  override answer(call: Call, state = this.state): Answer {
    if (!call.path.startsWith("/api/v2")) return this.refusal("unknown-route");
    const { method, id } = parsed(call);
    const begin = call.now * 1000;
    const answered = super.answer(call, state);
    const frame = {
      jsonrpc: "2.0",
      id,
      usIn: begin,
      usOut: begin + 500,
      usDiff: 500,
      testnet: call.network === "testnet",
    };
    return typeof answered.body === "object" && method !== ""
      ? { ...answered, body: { ...frame, ...answered.body } }
      : answered;
  }

  protected override wrapped(result: unknown): Answer {
    return { status: 200, body: { result } };
  }

  protected authenticate(context: Omit<Context, "key">): Key {
    const { state, call } = context;
    const said = call.headers.authorization ?? "";
    const [scheme = "", rest = ""] = said.split(/ (.*)/su);
    switch (scheme.toLowerCase()) {
      case "bearer": {
        const publicId = state.tokens[rest];
        if (publicId === undefined) throw new Refusal(no(13009, "unauthorized", { reason: "invalid_token" }));
        return this.#admitted(context, publicId);
      }
      case "deri-hmac-sha256": {
        const words = Object.fromEntries(
          rest.split(",").map((one) => one.trim().split(/=(.*)/su).slice(0, 2)),
        ) as Record<string, string>;
        const key = this.#admitted(context, words.id);
        const target = call.query === "" ? call.path : `${call.path}?${call.query}`;
        const message = `${words.ts ?? ""}\n${words.nonce ?? ""}\n${call.method}\n${target}\n${call.body}\n`;
        if (Math.abs(call.now - Number(words.ts ?? 0)) > 60_000) this.refuse("clock");
        if (!isHmac("sha256", key.check, message, "hex", words.sig)) this.refuse("signature");
        return key;
      }
      case "basic": {
        const [id, secret] = Buffer.from(rest, "base64").toString().split(":");
        const key = this.#admitted(context, id);
        if (secret !== key.check) this.refuse("passphrase");
        return key;
      }
      default:
        throw new Refusal(no(13009, "unauthorized", { reason: "missing_token" }));
    }
  }

  protected mint(random: Random, kind: CredentialKind = "hmac"): Minted {
    const publicId = random.alnum(8);
    if (kind === "hmac") {
      const secret = random.bytes(32).toString("base64url");
      return { publicId, kind, check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
    }
    const { publicPem, privatePem } = keyPair(kind === "rsa" ? "rsa" : "ed25519");
    return { publicId, kind, check: publicPem, passphrase: "", credential: { apiKey: publicId, secret: privatePem } };
  }

  refusal(reason: Reason, seconds = 1): Answer {
    switch (reason) {
      case "unknown-key":
      case "disabled-key":
      case "expired-key":
      case "malformed-key":
      case "wrong-network":
      case "passphrase":
      case "address":
        return no(13004, "invalid_credentials");
      case "signature":
        return no(13009, "unauthorized", { reason: "invalid_signature" });
      case "clock":
      case "nonce":
        return no(13009, "unauthorized", { reason: "timestamp_expired" });
      case "permission":
        return no(13021, "forbidden", undefined, 403);
      case "bad-request":
        return no(-32602, "Invalid params");
      case "no-such-order":
        return no(10004, "order_not_found");
      case "rate-limited":
        return { ...no(10028, "too_many_requests", undefined, 429), headers: { "retry-after": String(seconds) } };
      case "banned":
        return no(10028, "too_many_requests", { wait: seconds }, 429);
      case "region":
        return no(12005, "country_is_banned", undefined, 403);
      case "unavailable":
        return no(11051, "system_maintenance", undefined, 503);
      case "unknown-route":
        return no(-32601, "Method not found");
    }
  }

  protected override orderId(serial: number): string {
    return `BTC-${String(serial)}`;
  }

  #admitted({ state, call }: Pick<Context, "state" | "call">, publicId: string | undefined): Key {
    const key = this.known({ state, call }, publicId);
    this.listed(key, call);
    return key;
  }

  #login(context: Context): unknown {
    const { json, state, call } = context;
    const key = this.#admitted(context, String(json.client_id));
    if (json.grant_type === "client_signature") {
      const stamp = String(json.timestamp);
      const message = `${stamp}\n${typeof json.nonce === "string" ? json.nonce : ""}\n${typeof json.data === "string" ? json.data : ""}`;
      if (Math.abs(call.now - Number(stamp)) > 60_000) this.refuse("clock");
      const given = String(json.signature);
      const good =
        key.kind === "hmac" ? isHmac("sha256", key.check, message, "hex", given) : isSigned(key.check, message, given);
      if (!good) throw new Refusal(no(13004, "invalid_credentials"));
    } else if (json.grant_type !== "client_credentials") this.refuse("bad-request");
    else if (json.client_secret !== key.check) this.refuse("passphrase");
    const token = `${String(call.now)}.${String(++state.serial)}.${key.publicId}`;
    state.tokens[token] = key.publicId;
    return {
      access_token: token,
      expires_in: 900,
      refresh_token: `${token}.r`,
      scope: scope(key).join(" "),
      token_type: "bearer",
      enabled_features: [],
    };
  }

  #open(context: Context): readonly Order[] {
    const { currency, kind, type } = context.json as Record<string, string | undefined>;
    return this.ordersOf(context, books).filter(
      (order) =>
        (currency === undefined || currency === "any" || order.symbol.startsWith(currency)) &&
        (kind === undefined || kind === "any" || order.kind.startsWith(kind)) &&
        (type === undefined || type === "all" || type.startsWith("trigger") === order.kind.endsWith(" trigger")),
    );
  }

  #trades(context: Context): unknown {
    const { json, call } = context;
    const since = Number(json.start_timestamp ?? 0);
    const until = Number(json.end_timestamp ?? call.now);
    const count = Math.min(Number(json.count ?? 10), 1000);
    const currency = typeof json.currency === "string" ? json.currency : "";
    if (currency === "") this.refuse("bad-request");
    const all = this.fillsOf(context, books, since, until).filter(
      ({ symbol }) => currency === "any" || symbol.startsWith(currency),
    );
    const ordered = json.sorting === "asc" ? all : all.toReversed();
    return { trades: ordered.slice(0, count).map(filled), has_more: ordered.length > count };
  }

  #create(context: Context): unknown {
    const { json, state, call, key } = context;
    const made = this.newKey(
      state,
      {
        account: key.account,
        network: key.network,
        label: typeof json.name === "string" ? json.name : "",
        addresses: json.ip_whitelist === undefined ? [] : words(json.ip_whitelist),
        can: { ...scoped(words(json.max_scope)) },
      },
      call.now,
    );
    state.keys.push(made);
    return described(made);
  }

  #change(context: Context, how: (key: Key) => unknown): unknown {
    const key = this.keysOf(context.state, context.key.account).find(
      ({ serial }) => serial === Number(context.json.id),
    );
    if (key === undefined) return this.refuse("bad-request");
    how(key);
    key.modified = context.call.now;
    return described(key);
  }
}

const books: readonly string[] = ["future", "option", "spot", "future trigger", "option trigger", "spot trigger"];

function no(code: number, message: string, data?: object, status = 400): Answer {
  return { status, body: { error: { code, message, ...(data === undefined ? {} : { data }) } } };
}

/** Method and id of a call in either form. */
function parsed(call: Call): { readonly method: string; readonly id: unknown } {
  if (call.method === "POST") {
    try {
      const { method, id } = JSON.parse(call.body) as { method?: string; id?: unknown };
      return { method: method ?? call.path.slice("/api/v2/".length), id };
    } catch {
      return { method: "", id: undefined };
    }
  }
  return { method: call.path.slice("/api/v2/".length), id: undefined };
}

function words(list: unknown): string[] {
  if (Array.isArray(list)) return list.map(String);
  if (typeof list !== "string") return [];
  const text = list.trim();
  return text.startsWith("[") ? (JSON.parse(text) as string[]) : text.split(/[ ,]+/u).filter((one) => one !== "");
}

function scope({ can }: Key): readonly string[] {
  return [
    `account:${can.manage ? "read_write" : "read"}`,
    `trade:${can.trade ? "read_write" : can.read ? "read" : "none"}`,
    `wallet:${can.withdraw || can.transfer ? "read_write" : "read"}`,
    "block_trade:read",
  ];
}

function scoped(list: readonly string[]): Partial<Permissions> {
  const writes = (part: string): boolean => list.includes(`${part}:read_write`);
  return {
    read: true,
    manage: writes("account"),
    trade: writes("trade"),
    futures: writes("trade"),
    withdraw: writes("wallet"),
    transfer: writes("wallet"),
  };
}

/** As documented, the secret included: whoever reads this has to leave it out. */
function described(key: Key): unknown {
  return {
    id: key.serial,
    timestamp: key.modified,
    client_id: key.publicId,
    client_secret: key.kind === "hmac" ? key.check : "fingerprint",
    max_scope: scope(key).join(" "),
    enabled: key.state === "enabled",
    default: false,
    name: key.label,
    enabled_features: [],
    ip_whitelist: key.addresses,
    ...(key.kind === "hmac" ? {} : { public_key: key.check }),
  };
}

function summary(key: Key, currency: string): unknown {
  return {
    id: key.serial,
    currency,
    balance: 0,
    equity: 0,
    type: "main",
    username: key.account,
    system_name: key.account,
  };
}

function shown(order: Order): unknown {
  return {
    order_id: order.id,
    instrument_name: order.symbol,
    direction: order.side,
    price: Number(order.price),
    amount: Number(order.quantity),
    order_state: order.kind.endsWith(" trigger") ? "untriggered" : "open",
    order_type: order.kind.endsWith(" trigger") ? "stop_limit" : "limit",
    creation_timestamp: order.at,
    last_update_timestamp: order.at,
    filled_amount: 0,
    label: "",
  };
}

function filled(fill: Fill): unknown {
  return {
    trade_id: fill.id,
    order_id: fill.orderId,
    instrument_name: fill.symbol,
    direction: fill.side,
    price: Number(fill.price),
    amount: Number(fill.quantity),
    timestamp: fill.at,
    order_type: "limit",
    state: "filled",
  };
}
