import type { Network } from "../../../exchanges/exchange";
import type { Random } from "../../detection/generate/random";
import {
  type Answer,
  type Call,
  type Context,
  ExchangeDouble,
  type Key,
  type Minted,
  type Reason,
  type Route,
} from "./exchange-double";
import { numberOf } from "./number-of";
import { isHmac } from "./signatures";

/**
 * BitMEX. One book, `order`, triggered orders included. Source: www.bitmex.com/app/apiKeysUsage, /app/restAPI and the API explorer
 * (APIKey, Order, Execution); BitMEX/api-connectors (APIKey.md). That a key used from an address outside of its list is answered
 * 403 is from no document: unverified.
 */
export class BitmexDouble extends ExchangeDouble {
  readonly id = "bitmex";
  readonly hosts: Readonly<Record<string, Network>> = { "www.bitmex.com": "mainnet", "testnet.bitmex.com": "testnet" };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /api/v1": {
      needs: "nothing",
      run: ({ call }) => ({ name: "BitMEX API", version: "2.0.0", timestamp: call.now }),
    },
    "GET /api/v1/apiKey": {
      needs: "key",
      run: (context) => this.keysOf(context.state, context.key.account).map(described),
    },
    "GET /api/v1/user": {
      needs: "read",
      run: ({ key }) => ({ id: numberOf(key.account), username: key.account, email: "bot@example.com" }),
    },
    "GET /api/v1/user/margin": {
      needs: "read",
      run: ({ key }) => ({ account: numberOf(key.account), currency: "XBt", amount: 0 }),
    },
    "GET /api/v1/order": {
      needs: "read",
      run: (context) => {
        const { parameters } = context;
        const filter = JSON.parse(parameters.get("filter") ?? "{}") as { open?: boolean };
        const begin = Number(parameters.get("start") ?? 0);
        const count = Math.min(Number(parameters.get("count") ?? 100), 500);
        const orders = filter.open === false ? [] : this.ordersOf(context, ["order"], parameters.get("symbol"));
        return orders.slice(begin, begin + count).map((order) => shown(order, "New"));
      },
    },
    "DELETE /api/v1/order/all": {
      needs: "trade",
      run: (context) => {
        const symbol = context.parameters.get("symbol") ?? (context.json.symbol as string | undefined);
        return this.cancel(context.state, this.ordersOf(context, ["order"], symbol)).map((order) =>
          shown(order, "Canceled"),
        );
      },
    },
    "POST /api/v1/order/cancelAllAfter": {
      needs: "trade",
      run: (context) => {
        const milliseconds = Number(context.json.timeout ?? context.parameters.get("timeout") ?? Number.NaN);
        if (Number.isNaN(milliseconds)) this.refuse("bad-request");
        this.arm(context, milliseconds / 1000, ["order"]);
        const { now } = context.call;
        return {
          now: new Date(now).toISOString(),
          cancelTime: milliseconds === 0 ? 0 : new Date(now + milliseconds).toISOString(),
        };
      },
    },
    "GET /api/v1/execution/tradeHistory": {
      needs: "read",
      run: (context) => {
        const { parameters, call } = context;
        const at = (name: string, otherwise: number): number => {
          const said = parameters.get(name);
          return said === null ? otherwise : Date.parse(said);
        };
        const begin = Number(parameters.get("start") ?? 0);
        const count = Math.min(Number(parameters.get("count") ?? 100), 500);
        const all = this.fillsOf(context, ["order"], at("startTime", 0), at("endTime", call.now));
        const ordered = parameters.get("reverse") === "true" ? all.toReversed() : all;
        return ordered.slice(begin, begin + count).map((fill) => ({
          execID: fill.id,
          orderID: fill.orderId,
          symbol: fill.symbol,
          side: fill.side === "buy" ? "Buy" : "Sell",
          lastQty: Number(fill.quantity),
          lastPx: Number(fill.price),
          execType: "Trade",
          ordStatus: "Filled",
          transactTime: new Date(fill.at).toISOString(),
          timestamp: new Date(fill.at).toISOString(),
        }));
      },
    },
  };

  protected authenticate({ state, call }: Omit<Context, "key">): Key {
    const { headers } = call;
    const expires = headers["api-expires"] ?? "";
    if (headers["api-key"] === undefined || !/^\d+$/u.test(expires)) this.refuse("malformed-key");
    const key = this.known({ state, call }, headers["api-key"]);
    if (!isBitmexSignature(key.check, call, expires)) this.refuse("signature");
    if (Number(expires) <= call.now / 1000) this.refuse("clock");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random): Minted {
    const publicId = random.bytes(18).toString("base64url");
    const secret = random.bytes(36).toString("base64url");
    return { publicId, kind: "hmac", check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
  }

  refusal(reason: Reason, seconds = 1): Answer {
    const no = (status: number, message: string, name = "HTTPError"): Answer => ({
      status,
      body: { error: { message, name } },
    });
    switch (reason) {
      case "unknown-key":
      case "expired-key":
      case "malformed-key":
      case "wrong-network":
      case "passphrase":
        return no(401, "Invalid API Key.");
      case "disabled-key":
        return no(401, "This key is disabled.");
      case "signature":
        return no(401, "Signature not valid.");
      case "clock":
      case "nonce":
        return no(401, "This request has expired - `expires` is in the past.");
      case "address":
        return no(403, "This IP address is not allowed to use this key.");
      case "permission":
        return no(403, "Access Denied");
      case "bad-request":
        return no(400, "Invalid parameter.", "ValidationError");
      case "no-such-order":
        return no(404, "Not Found");
      case "rate-limited":
        return {
          ...no(429, `Rate limit exceeded, retry in ${String(seconds)} seconds.`, "RateLimitError"),
          headers: { "retry-after": String(seconds) },
        };
      case "banned":
        return no(403, "Forbidden");
      case "region":
        return no(403, "Access from your region is restricted.");
      case "unavailable":
        return no(503, "The system is currently overloaded. Please try again later.");
      case "unknown-route":
        return no(404, "Not Found");
    }
  }

  protected override orderId(serial: number): string {
    return `22222222-0000-4000-8000-${String(serial).padStart(12, "0")}`;
  }
}

/** HMAC-SHA256 in hexadecimal digits over verb, path with query, expiry and body. */
export function isBitmexSignature(
  secret: string,
  { method, path, query, body, headers }: Pick<Call, "method" | "path" | "query" | "body" | "headers">,
  expires: string,
): boolean {
  const target = query === "" ? path : `${path}?${query}`;
  return isHmac("sha256", secret, method + target + expires + body, "hex", headers["api-signature"]);
}

function described(key: Key): unknown {
  return {
    id: key.publicId,
    secret: "",
    name: key.label,
    nonce: 0,
    cidr: key.addresses[0] ?? "0.0.0.0/0",
    cidrs: key.addresses.length > 0 ? key.addresses : ["0.0.0.0/0"],
    permissions: [...(key.can.trade ? ["order"] : []), ...(key.can.withdraw ? ["withdraw"] : [])],
    enabled: key.state === "enabled",
    userId: numberOf(key.account),
    created: new Date(key.created).toISOString(),
  };
}

function shown(
  order: { id: string; symbol: string; side: string; quantity: string; price: string; at: number },
  ordStatus: string,
): unknown {
  return {
    orderID: order.id,
    symbol: order.symbol,
    side: order.side === "buy" ? "Buy" : "Sell",
    orderQty: Number(order.quantity),
    price: Number(order.price),
    ordType: "Limit",
    ordStatus,
    transactTime: new Date(order.at).toISOString(),
    timestamp: new Date(order.at).toISOString(),
  };
}
