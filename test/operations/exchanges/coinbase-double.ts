import { createPublicKey, verify } from "node:crypto";
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
  type Reason,
  type Route,
} from "./exchange-double";
import { numberOf } from "./number-of";
import { keyPair } from "./signatures";

/**
 * Coinbase Advanced Trade with keys of the developer platform: a token signed by ES256 or EdDSA, bound to one call, for two
 * minutes. One book, `spot`. How an address outside of the key's list is refused was found in no document: unverified. Source:
 * docs.cdp.coinbase.com (API key authentication; Advanced Trade: data API, orders, REST overview).
 */
export class CoinbaseDouble extends ExchangeDouble {
  readonly id = "coinbase";
  readonly hosts: Readonly<Record<string, Network>> = { "api.coinbase.com": "mainnet" };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /api/v3/brokerage/time": {
      needs: "nothing",
      run: ({ call }) => ({
        iso: new Date(call.now).toISOString(),
        epochSeconds: String(Math.floor(call.now / 1000)),
        epochMillis: String(call.now),
      }),
    },
    "GET /api/v3/brokerage/key_permissions": {
      needs: "key",
      run: ({ key }) => ({
        can_view: key.can.read,
        can_trade: key.can.trade,
        can_transfer: key.can.transfer,
        can_receive: false,
        portfolio_uuid: `00000000-0000-4000-8000-${String(numberOf(key.account)).padStart(12, "0")}`,
        portfolio_type: "DEFAULT",
      }),
    },
    "GET /api/v3/brokerage/accounts": {
      needs: "read",
      run: () => ({ accounts: [], has_next: false, cursor: "", size: 0 }),
    },
    "GET /api/v3/brokerage/orders/historical/batch": { needs: "read", run: (context) => this.#orders(context) },
    "POST /api/v3/brokerage/orders/batch_cancel": { needs: "trade", run: (context) => this.#cancel(context) },
    "GET /api/v3/brokerage/orders/historical/fills": { needs: "read", run: (context) => this.#fills(context) },
  };

  protected authenticate({ state, call }: Omit<Context, "key">): Key {
    const [, token = ""] = /^Bearer (.*)$/u.exec(call.headers.authorization ?? "") ?? [];
    const [head = "", body = "", signature = ""] = token.split(".");
    const header = claims(head);
    const said = claims(body);
    const key = this.known({ state, call }, typeof said.sub === "string" ? said.sub : undefined);
    if (header.kid !== key.publicId || header.alg !== (key.kind === "ed25519" ? "EdDSA" : "ES256"))
      this.refuse("signature");
    const publicKey = createPublicKey(key.check);
    const given = Buffer.from(signature, "base64url");
    const message = Buffer.from(`${head}.${body}`);
    const good =
      key.kind === "ed25519"
        ? verify(null, message, publicKey, given)
        : verify("sha256", message, { key: publicKey, dsaEncoding: "ieee-p1363" }, given);
    if (!good) this.refuse("signature");
    if (said.iss !== "cdp" && said.iss !== "coinbase-cloud") this.refuse("signature");
    const now = call.now / 1000;
    const [from, until] = [Number(said.nbf), Number(said.exp)];
    if (!(from <= now + 1 && now <= until && until - from <= 120)) this.refuse("clock");
    if (!named(said, call)) this.refuse("signature");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random, kind: CredentialKind = "ecdsa-p256"): Minted {
    if (kind === "ed25519") {
      const publicId = random.uuid();
      const { publicPem, privatePem } = keyPair("ed25519");
      // The seed and the public key, one after the other, end the two encodings.
      const half = (pem: string): Buffer =>
        Buffer.from(pem.replace(/-----[^-]+-----|\s/gu, ""), "base64").subarray(-32);
      const secret = Buffer.concat([half(privatePem), half(publicPem)]).toString("base64");
      return { publicId, kind, check: publicPem, passphrase: "", credential: { apiKey: publicId, secret } };
    }
    const publicId = `organizations/${random.uuid()}/apiKeys/${random.uuid()}`;
    const { publicPem, privatePem } = keyPair("ecdsa-p256");
    const credential = { apiKey: publicId, secret: privatePem };
    return { publicId, kind: "ecdsa-p256", check: publicPem, passphrase: "", credential };
  }

  refusal(reason: Reason, seconds = 1): Answer {
    const no = (status: number, error: string, message: string): Answer => ({
      status,
      body: { error, error_details: message, message },
    });
    switch (reason) {
      case "unknown-key":
      case "disabled-key":
      case "expired-key":
      case "malformed-key":
      case "wrong-network":
      case "signature":
      case "passphrase":
      case "clock":
      case "nonce":
      case "address":
        return { status: 401, headers: { "content-type": "text/plain" }, body: "Unauthorized\n" };
      case "permission":
        return no(403, "PERMISSION_DENIED", "Missing required scopes");
      case "bad-request":
        return no(400, "INVALID_ARGUMENT", "invalid argument");
      case "no-such-order":
        return no(404, "NOT_FOUND", "order not found");
      case "rate-limited":
        return {
          ...no(429, "rate_limit_exceeded", "Rate limit exceeded"),
          headers: { "retry-after": String(seconds) },
        };
      case "banned":
        return no(403, "PERMISSION_DENIED", "Forbidden");
      case "region":
        return no(451, "REGION", "Unavailable For Legal Reasons");
      case "unavailable":
        return no(503, "UNAVAILABLE", "Service unavailable");
      case "unknown-route":
        return { status: 404, headers: { "content-type": "text/plain" }, body: "404 page not found" };
    }
  }

  protected override orderId(serial: number): string {
    return `11111111-0000-4000-8000-${String(serial).padStart(12, "0")}`;
  }

  #orders(context: Context): unknown {
    const { parameters } = context;
    const statuses = parameters.getAll("order_status");
    const wanted = statuses.length === 0 || statuses.some((one) => ["OPEN", "PENDING", "QUEUED"].includes(one));
    const all = wanted ? this.ordersOf(context, ["spot"], parameters.get("product_ids")).map(shown) : [];
    const { list, cursor } = page(all, parameters);
    return { orders: list, sequence: "0", has_next: cursor !== "", cursor };
  }

  #cancel(context: Context): unknown {
    const ids = context.json.order_ids;
    if (!Array.isArray(ids) || ids.length === 0 || ids.length > 100) this.refuse("bad-request");
    const results = (ids as string[]).map((id) => {
      const found = this.ordersOf(context, ["spot"]).filter((order) => order.id === id);
      this.cancel(context.state, found);
      return found.length > 0
        ? { success: true, failure_reason: "UNKNOWN_CANCEL_FAILURE_REASON", order_id: id }
        : { success: false, failure_reason: "UNKNOWN_CANCEL_ORDER", order_id: id };
    });
    return { results };
  }

  #fills(context: Context): unknown {
    const { parameters, call } = context;
    const at = (name: string, otherwise: number): number => {
      const said = parameters.get(name);
      return said === null ? otherwise : Date.parse(said);
    };
    const since = at("start_sequence_timestamp", 0);
    const until = at("end_sequence_timestamp", call.now);
    const all = this.fillsOf(context, ["spot"], since, until).toReversed().map(filled);
    const { list, cursor } = page(all, parameters);
    return { fills: list, cursor };
  }
}

/** Whether a token names this very call; the documents have both `uri` and `uris`. */
function named(said: Readonly<Record<string, unknown>>, { method, host, path }: Call): boolean {
  const own = `${method} ${host}${path}`;
  return said.uri === own || (Array.isArray(said.uris) && said.uris.includes(own));
}

function claims(part: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function page(
  all: readonly unknown[],
  parameters: URLSearchParams,
): { readonly list: readonly unknown[]; readonly cursor: string } {
  const begin = Number(parameters.get("cursor") ?? 0);
  const end = begin + Math.min(Number(parameters.get("limit") ?? 100), 1000);
  return { list: all.slice(begin, end), cursor: end < all.length ? String(end) : "" };
}

function shown(order: Order): unknown {
  return {
    order_id: order.id,
    product_id: order.symbol,
    side: order.side.toUpperCase(),
    status: "OPEN",
    order_type: "LIMIT",
    created_time: new Date(order.at).toISOString(),
    filled_size: "0",
    order_configuration: { limit_limit_gtc: { base_size: order.quantity, limit_price: order.price, post_only: false } },
  };
}

function filled(fill: Fill): unknown {
  return {
    entry_id: fill.id,
    trade_id: fill.id,
    order_id: fill.orderId,
    trade_time: new Date(fill.at).toISOString(),
    trade_type: "FILL",
    price: fill.price,
    size: fill.quantity,
    commission: "0",
    product_id: fill.symbol,
    sequence_timestamp: new Date(fill.at).toISOString(),
    liquidity_indicator: "MAKER",
    size_in_quote: false,
    side: fill.side.toUpperCase(),
  };
}
