import { createHash } from "node:crypto";
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
  type Reason,
  type Route,
} from "./exchange-double";
import { isHmac } from "./signatures";

/**
 * Kraken spot. Every answer has HTTP status 200; refusals stand in `error`. One book, `spot`. That a key used from an address
 * outside of its list is answered `EAPI:Invalid key` was found in no document: unverified. Source: docs.kraken.com/api-reference
 * (account data, trading), guides/spot-rest-auth.
 */
export class KrakenDouble extends ExchangeDouble {
  readonly id = "kraken";
  readonly hosts: Readonly<Record<string, Network>> = { "api.kraken.com": "mainnet" };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /0/public/Time": {
      needs: "nothing",
      run: ({ call }) => ({ unixtime: Math.floor(call.now / 1000), rfc1123: new Date(call.now).toUTCString() }),
    },
    "GET /0/public/SystemStatus": {
      needs: "nothing",
      run: ({ call }) => ({ status: "online", timestamp: new Date(call.now).toISOString() }),
    },
    "POST /0/private/GetApiKeyInfo": {
      needs: "key",
      run: ({ key, state }) => information(key, state.nonces[key.publicId] ?? 0),
    },
    "POST /0/private/Balance": { needs: "read", run: () => ({ ZUSD: "0.0000" }) },
    "POST /0/private/OpenOrders": {
      needs: "read",
      run: (context) => ({
        open: Object.fromEntries(this.ordersOf(context, ["spot"]).map((order) => [order.id, shown(order)])),
      }),
    },
    "POST /0/private/CancelAll": {
      needs: "trade",
      run: (context) => ({ count: this.cancel(context.state, this.ordersOf(context, ["spot"])).length }),
    },
    "POST /0/private/CancelOrder": {
      needs: "trade",
      run: (context) => {
        const found = this.ordersOf(context, ["spot"]).filter(({ id }) => id === field(context, "txid"));
        if (found.length === 0) this.refuse("no-such-order");
        return { count: this.cancel(context.state, found).length };
      },
    },
    "POST /0/private/CancelAllOrdersAfter": {
      needs: "trade",
      run: (context) => {
        const seconds = Number(field(context, "timeout") ?? Number.NaN);
        if (!(seconds >= 0 && seconds <= 86_400)) this.refuse("bad-request");
        this.arm(context, seconds, ["spot"]);
        const { now } = context.call;
        return {
          currentTime: new Date(now).toISOString(),
          triggerTime: seconds === 0 ? "0" : new Date(now + seconds * 1000).toISOString(),
        };
      },
    },
    "POST /0/private/TradesHistory": { needs: "read", run: (context) => this.#trades(context) },
  };

  protected override wrapped(result: unknown): Answer {
    return { status: 200, body: { error: [], result } };
  }

  protected authenticate(context: Omit<Context, "key">): Key {
    const { state, call } = context;
    const nonce = field(context, "nonce");
    const key = this.known({ state, call }, call.headers["api-key"]);
    if (nonce === undefined || !/^\d+$/u.test(nonce)) this.refuse("nonce");
    if (!isKrakenSignature(key.check, call, nonce)) this.refuse("signature");
    if (BigInt(nonce) <= BigInt(state.nonces[key.publicId] ?? 0)) this.refuse("nonce");
    state.nonces[key.publicId] = Number(nonce);
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random): Minted {
    const publicId = random.bytes(42).toString("base64");
    const secret = random.bytes(64).toString("base64");
    return { publicId, kind: "hmac", check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
  }

  refusal(reason: Reason): Answer {
    const no = (error: string): Answer => ({ status: 200, body: { error: [error] } });
    switch (reason) {
      case "unknown-key":
      case "disabled-key":
      case "expired-key":
      case "malformed-key":
      case "wrong-network":
      case "address":
      case "passphrase":
        return no("EAPI:Invalid key");
      case "signature":
        return no("EAPI:Invalid signature");
      case "nonce":
      case "clock":
        return no("EAPI:Invalid nonce");
      case "permission":
        return no("EGeneral:Permission denied");
      case "bad-request":
        return no("EGeneral:Invalid arguments");
      case "no-such-order":
        return no("EOrder:Unknown order");
      case "rate-limited":
        return no("EAPI:Rate limit exceeded");
      case "banned":
        return no("EGeneral:Temporary lockout");
      case "unavailable":
        return no("EService:Unavailable");
      case "region":
        return {
          status: 403,
          headers: { "content-type": "text/html" },
          body: "<html><body>403 Forbidden</body></html>",
        };
      case "unknown-route":
        return no("EGeneral:Unknown method");
    }
  }

  protected override orderId(serial: number): string {
    const digits = String(serial).padStart(6, "0");
    return `O${digits.slice(0, 1)}DBL2-${digits.slice(0, 5)}-${digits}`;
  }

  /** Fifty trades a page, newest first; times in seconds, the start not included. */
  #trades(context: Context): unknown {
    const start = Number(field(context, "start") ?? 0) * 1000;
    const end = Number(field(context, "end") ?? context.call.now / 1000) * 1000;
    const begin = Number(field(context, "ofs") ?? 0);
    const all = this.fillsOf(context, ["spot"], start + 1, end).toReversed();
    return {
      count: all.length,
      trades: Object.fromEntries(all.slice(begin, begin + 50).map((fill) => [fill.id, filled(fill)])),
    };
  }
}

/** HMAC-SHA512 over the path and the SHA-256 of nonce and body, with the decoded secret. */
export function isKrakenSignature(
  secret: string,
  { path, query, body, headers }: Pick<Call, "path" | "query" | "body" | "headers">,
  nonce: string,
): boolean {
  const target = query === "" ? path : `${path}?${query}`;
  const digest = createHash("sha256")
    .update(nonce + body)
    .digest();
  const message = Buffer.concat([Buffer.from(target), digest]);
  return isHmac("sha512", Buffer.from(secret, "base64"), message, "base64", headers["api-sign"]);
}

/** A field of a form or of a JSON body. */
function field({ parameters, json }: Omit<Context, "key">, name: string): string | undefined {
  const said = parameters.get(name) ?? json[name];
  return typeof said === "string" || typeof said === "number" ? String(said) : undefined;
}

function information(key: Key, nonce: number): unknown {
  const seconds = (at: number | undefined): string => String(Math.floor((at ?? 0) / 1000));
  return {
    apiKeyName: key.label,
    apiKey: key.publicId,
    nonce: String(nonce),
    nonceWindow: 0,
    permissions: [
      ...(key.can.read ? ["query-funds", "query-open-trades", "query-closed-trades"] : []),
      ...(key.can.trade ? ["modify-trades", "close-trades"] : []),
      ...(key.can.withdraw ? ["withdraw-funds"] : []),
    ],
    iban: "AA00 N84G DOUB LE00",
    validUntil: seconds(key.expires),
    queryFrom: "0",
    queryTo: "0",
    createdTime: seconds(key.created),
    modifiedTime: seconds(key.modified),
    ipAllowlist: key.addresses,
    lastUsed: seconds(key.lastUsed),
  };
}

function shown(order: Order): unknown {
  return {
    refid: null,
    userref: 0,
    status: "open",
    opentm: order.at / 1000,
    starttm: 0,
    expiretm: 0,
    descr: {
      pair: order.symbol,
      type: order.side,
      ordertype: "limit",
      price: order.price,
      price2: "0",
      leverage: "none",
    },
    vol: order.quantity,
    vol_exec: "0.00000000",
    cost: "0.00000",
    fee: "0.00000",
    price: "0.00000",
  };
}

function filled(fill: Fill): unknown {
  return {
    ordertxid: fill.orderId,
    postxid: "TKH2SE-M7IF5-CFI7LT",
    pair: fill.symbol,
    time: fill.at / 1000,
    type: fill.side,
    ordertype: "limit",
    price: fill.price,
    cost: "0",
    fee: "0",
    vol: fill.quantity,
    margin: "0",
    misc: "",
  };
}
