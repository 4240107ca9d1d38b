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
import { isHmac, isSigned, keyPair } from "./signatures";

/**
 * Binance: spot (`/api`, `/sapi`), USD-M and COIN-M futures, and the keys of sub-accounts through their master. Books: `spot`,
 * `margin`, `usdm`, `usdm-algo` (conditional orders), `coinm`, `coinm-algo` (as ccxt lists it). Sources: binance-spot-api-docs (rest-api.md, errors.md, testnet);
 * developers.binance.com (Wallet: API key permission; Sub-account: API management; USD-M and COIN-M futures: trade).
 */
export class BinanceDouble extends ExchangeDouble {
  readonly id = "binance";
  readonly hosts: Readonly<Record<string, Network>> = {
    "api.binance.com": "mainnet",
    "api1.binance.com": "mainnet",
    "api2.binance.com": "mainnet",
    "api3.binance.com": "mainnet",
    "api4.binance.com": "mainnet",
    "api-gcp.binance.com": "mainnet",
    "fapi.binance.com": "mainnet",
    "dapi.binance.com": "mainnet",
    "testnet.binance.vision": "testnet",
    "api1.testnet.binance.vision": "testnet",
    "testnet.binancefuture.com": "testnet",
  };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /api/v3/ping": { needs: "nothing", run: () => ({}) },
    "GET /api/v3/time": { needs: "nothing", run: ({ call }) => ({ serverTime: call.now }) },
    "GET /api/v3/exchangeInfo": {
      needs: "nothing",
      run: ({ call, state }) => exchangeInfo(call, symbolsOf(state.orders)),
    },
    "GET /api/v3/account": { needs: "read", run: ({ key, call }) => account(key, call) },
    "GET /api/v3/openOrders": { needs: "read", run: (context) => this.#list(context, "spot") },
    "DELETE /api/v3/openOrders": { needs: "trade", run: (context) => this.#cancelled(context, "spot") },
    "GET /api/v3/openOrderList": { needs: "read", run: () => [] },
    "DELETE /api/v3/order": { needs: "trade", run: (context) => this.#cancelOne(context, "spot") },
    "GET /api/v3/myTrades": { needs: "read", run: (context) => this.#trades(context, "spot", 24 * 3600_000, true) },
    "GET /sapi/v1/account/apiRestrictions": { needs: "key", run: ({ key }) => restrictions(key) },
    "GET /sapi/v1/account/status": { needs: "read", run: () => ({ data: "Normal" }) },
    "GET /sapi/v1/margin/openOrders": { needs: "read", run: (context) => this.#list(context, "margin") },
    "DELETE /sapi/v1/margin/openOrders": { needs: "trade", run: (context) => this.#cancelled(context, "margin") },
    "GET /sapi/v1/sub-account/list": { needs: "manage", run: (context) => subAccounts(context) },
    "POST /sapi/v1/sub-account/subAccountApi": { needs: "manage", run: (context) => this.#create(context, 1) },
    "POST /sapi/v2/sub-account/subAccountApi": { needs: "manage", run: (context) => this.#create(context, 2) },
    "DELETE /sapi/v1/sub-account/subAccountApi": {
      needs: "manage",
      run: (context) => {
        this.#subKey(context).state = "deleted";
        return {};
      },
    },
    "GET /sapi/v1/sub-account/subAccountApi/ipRestriction": {
      needs: "manage",
      run: (context) => restriction(this.#subKey(context)),
    },
    "POST /sapi/v2/sub-account/subAccountApi/ipRestriction": { needs: "manage", run: (context) => this.#bind(context) },
    "DELETE /sapi/v1/sub-account/subAccountApi/ipRestriction/ipList": {
      needs: "manage",
      run: (context) => this.#unbind(context),
    },
    "GET /fapi/v1/ping": { needs: "nothing", run: () => ({}) },
    "GET /fapi/v1/time": { needs: "nothing", run: ({ call }) => ({ serverTime: call.now }) },
    "GET /fapi/v1/exchangeInfo": {
      needs: "nothing",
      run: ({ call, state }) => exchangeInfo(call, symbolsOf(state.orders)),
    },
    "GET /fapi/v2/account": { needs: "read", run: ({ call }) => futuresAccount(call) },
    "GET /fapi/v3/account": { needs: "read", run: ({ call }) => futuresAccount(call) },
    "GET /fapi/v2/balance": { needs: "read", run: () => [] },
    "GET /fapi/v3/balance": { needs: "read", run: () => [] },
    "GET /fapi/v1/openOrders": { needs: "read", run: (context) => this.#list(context, "usdm") },
    "GET /fapi/v1/openAlgoOrders": { needs: "read", run: (context) => this.#list(context, "usdm-algo") },
    "DELETE /fapi/v1/allOpenOrders": { needs: "futures", run: (context) => this.#swept(context, "usdm", done) },
    "DELETE /fapi/v1/algoOpenOrders": { needs: "futures", run: (context) => this.#swept(context, "usdm-algo", done) },
    "DELETE /fapi/v1/order": { needs: "futures", run: (context) => this.#cancelOne(context, "usdm") },
    "POST /fapi/v1/countdownCancelAll": { needs: "futures", run: (context) => this.#countdown(context, "usdm") },
    "GET /fapi/v1/userTrades": {
      needs: "read",
      run: (context) => this.#trades(context, "usdm", 7 * 24 * 3600_000, false),
    },
    "GET /dapi/v1/time": { needs: "nothing", run: ({ call }) => ({ serverTime: call.now }) },
    "GET /dapi/v1/openOrders": { needs: "read", run: (context) => this.#list(context, "coinm") },
    "GET /dapi/v1/openAlgoOrders": { needs: "read", run: (context) => this.#list(context, "coinm-algo") },
    "DELETE /dapi/v1/algoOpenOrders": { needs: "futures", run: (context) => this.#swept(context, "coinm-algo", done) },
    "DELETE /dapi/v1/algoOrder": {
      needs: "futures",
      run: (context) => this.#cancelOne(context, "coinm-algo", "algoId"),
    },
    "DELETE /dapi/v1/allOpenOrders": { needs: "futures", run: (context) => this.#swept(context, "coinm", done) },
    "POST /dapi/v1/countdownCancelAll": { needs: "futures", run: (context) => this.#countdown(context, "coinm") },
    "GET /dapi/v1/userTrades": {
      needs: "read",
      run: (context) => this.#trades(context, "coinm", 7 * 24 * 3600_000, false),
    },
  };

  override answer(call: Call, state = this.state): Answer {
    // Each host serves paths of its own; the test networks have no /sapi at all.
    const served =
      /^(?:fapi|dapi)/u.exec(call.host)?.[0] ?? (call.host === "testnet.binancefuture.com" ? "[fd]api" : "s?api");
    const path = new RegExp(`^/(?:${served})/`, "u");
    if (!path.test(call.path) || (call.network === "testnet" && call.path.startsWith("/sapi/"))) {
      return this.refusal("unknown-route");
    }
    return super.answer(call, state);
  }

  protected authenticate({ state, call, parameters }: Omit<Context, "key">): Key {
    const publicId = call.headers["x-mbx-apikey"] ?? "";
    if (!/^[A-Za-z\d]{64}$/u.test(publicId)) this.refuse("malformed-key");
    const key = this.known({ state, call }, publicId);
    const timestamp = Number(parameters.get("timestamp") ?? Number.NaN);
    const signature = parameters.get("signature");
    if (Number.isNaN(timestamp) || signature === null) this.refuse("bad-request");
    const receiveWindow = Number(parameters.get("recvWindow") ?? 5000);
    if (receiveWindow > 60_000) this.refuse("bad-request");
    if (!(timestamp < call.now + 1000 && call.now - timestamp <= receiveWindow)) this.refuse("clock");
    if (!isBinanceSignature(key, signedPart(call), signature)) this.refuse("signature");
    this.listed(key, call);
    if (/^\/[fd]api\//u.test(call.path) && !key.can.futures) this.refuse("permission");
    return key;
  }

  protected mint(random: Random, kind: CredentialKind = "hmac"): Minted {
    const publicId = random.alnum(64);
    if (kind === "hmac") {
      const secret = random.alnum(64);
      return { publicId, kind, check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
    }
    const { publicPem, privatePem } = keyPair(kind === "rsa" ? "rsa" : "ed25519");
    return { publicId, kind, check: publicPem, passphrase: "", credential: { apiKey: publicId, secret: privatePem } };
  }

  refusal(reason: Reason, seconds = 30): Answer {
    const no = (status: number, code: number, msg: string): Answer => ({ status, body: { code, msg } });
    switch (reason) {
      case "malformed-key":
        return no(401, -2014, "API-key format invalid.");
      case "unknown-key":
      case "wrong-network":
        return no(401, -2008, "Invalid Api-Key ID.");
      case "disabled-key":
      case "expired-key":
      case "address":
      case "permission":
        return no(401, -2015, "Invalid API-key, IP, or permissions for action.");
      case "signature":
      case "passphrase":
        return no(400, -1022, "Signature for this request is not valid.");
      case "clock":
      case "nonce":
        return no(400, -1021, "Timestamp for this request is outside of the recvWindow.");
      case "no-such-order":
        return no(400, -2011, "Unknown order sent.");
      case "bad-request":
        return no(400, -1102, "A mandatory parameter was not sent, was empty/null, or malformed.");
      case "rate-limited":
        return { ...no(429, -1003, "Too many requests."), headers: { "retry-after": String(seconds) } };
      case "banned":
        return {
          ...no(418, -1003, "Way too much request weight used; IP banned."),
          headers: { "retry-after": String(seconds) },
        };
      case "region":
        return no(451, 0, "Service unavailable from a restricted location.");
      case "unavailable":
        return no(503, -1008, "Request throttled by system-level protection.");
      case "unknown-route":
        return {
          status: 404,
          headers: { "content-type": "text/html" },
          body: "<html><body>404 Not Found</body></html>",
        };
    }
  }

  #list(context: Context, kind: string): unknown {
    return this.ordersOf(context, [kind], context.parameters.get("symbol")).map(shown);
  }

  #cancelled(context: Context, kind: string): unknown {
    const symbol = context.parameters.get("symbol");
    if (symbol === null) this.refuse("bad-request");
    const orders = this.ordersOf(context, [kind], symbol);
    if (orders.length === 0) this.refuse("no-such-order");
    return this.cancel(context.state, orders).map((order) => ({ ...shown(order), status: "CANCELED" }));
  }

  #swept(context: Context, kind: string, answer: unknown): unknown {
    const symbol = context.parameters.get("symbol");
    if (symbol === null) this.refuse("bad-request");
    this.cancel(context.state, this.ordersOf(context, [kind], symbol));
    return answer;
  }

  #cancelOne(context: Context, kind: string, name = "orderId"): unknown {
    const { parameters, state } = context;
    const orders = this.ordersOf(context, [kind], parameters.get("symbol")).filter(
      ({ id }) => id === parameters.get(name),
    );
    if (orders.length === 0) this.refuse("no-such-order");
    return this.cancel(state, orders).map((order) => ({ ...shown(order), status: "CANCELED" }))[0];
  }

  #countdown(context: Context, kind: string): unknown {
    const symbol = context.parameters.get("symbol");
    const milliseconds = Number(context.parameters.get("countdownTime") ?? Number.NaN);
    if (symbol === null || Number.isNaN(milliseconds)) this.refuse("bad-request");
    this.arm(context, milliseconds / 1000, [kind], symbol);
    return { symbol, countdownTime: String(milliseconds) };
  }

  /** Trades of at most so long a time, at most 1,000, oldest first. */
  #trades(context: Context, kind: string, longest: number, symbolNeeded: boolean): unknown {
    const { parameters, call } = context;
    const symbol = parameters.get("symbol");
    if (symbol === null && symbolNeeded) this.refuse("bad-request");
    const end = Number(parameters.get("endTime") ?? call.now);
    const start = Number(parameters.get("startTime") ?? end - longest);
    if (end - start > longest) {
      return this.refuse("bad-request");
    }
    const from = Number(parameters.get("fromId") ?? 0);
    const limit = Math.min(Number(parameters.get("limit") ?? 500), 1000);
    return this.fillsOf(context, [kind], start, end)
      .filter((fill) => (symbol === null || fill.symbol === symbol) && Number(fill.id) >= from)
      .slice(0, limit)
      .map(trade);
  }

  #create(context: Context, version: 1 | 2): unknown {
    const { parameters, state, call, key } = context;
    const account = this.own(context, parameters.get("email"));
    const publicKey = parameters.get("publicKey");
    const bound = parameters.get("status") === "2";
    const list = (parameters.get("ipAddress") ?? "").split(",").filter((one) => one !== "");
    if (parameters.get("apiName") === null || !["1", "2"].includes(parameters.get("status") ?? ""))
      this.refuse("bad-request");
    if (bound && (list.length === 0 || list.join(",").length > 500)) this.refuse("bad-request");
    if (version === 2 && publicKey !== null && new URLSearchParams(call.query).has("publicKey"))
      this.refuse("bad-request");
    const on = (name: string): boolean => parameters.get(name) === "true";
    const made = this.newKey(
      state,
      {
        account,
        network: key.network,
        label: parameters.get("apiName") ?? "",
        addresses: bound ? list : [],
        can: { trade: on("canTrade"), futures: on("canFuturesTrade"), transfer: on("canUniversalTransfer") },
      },
      call.now,
    );
    state.keys.push(publicKey === null ? made : { ...made, kind: "ed25519", check: pemOf(publicKey), credential: {} });
    return {
      apiName: made.label,
      apiKey: made.publicId,
      ...(publicKey === null ? { secretKey: made.check } : {}),
      canTrade: made.can.trade,
      canMarginLoanRepay: false,
      canFuturesTrade: made.can.futures,
      canUniversalTransfer: made.can.transfer,
      canVanillaOptions: false,
      status: bound ? 2 : 1,
      ...(bound ? { ipList: made.addresses } : {}),
    };
  }

  #subKey(context: Context): Key {
    const account = this.own(context, context.parameters.get("email"));
    const key = this.keysOf(context.state, account).find(
      ({ publicId }) => publicId === context.parameters.get("subAccountApiKey"),
    );
    return key ?? this.refuse("unknown-key");
  }

  #bind(context: Context): unknown {
    const key = this.#subKey(context);
    const { parameters, call } = context;
    const list = (parameters.get("ipAddress") ?? "").split(",").filter((one) => one !== "");
    const bound = parameters.get("status") === "2";
    // "Add IP restriction": what the key was bound to before stays.
    key.addresses = bound ? [...new Set([...key.addresses, ...list])] : [];
    key.modified = call.now;
    return {
      status: bound ? "2" : "1",
      ...(bound ? { ipList: key.addresses } : {}),
      updateTime: key.modified,
      apiKey: key.publicId,
    };
  }

  #unbind(context: Context): unknown {
    const key = this.#subKey(context);
    const gone = (context.parameters.get("ipAddress") ?? "").split(",");
    key.addresses = key.addresses.filter((address) => !gone.includes(address));
    key.modified = context.call.now;
    return restriction(key);
  }
}

const done = { code: 200, msg: "The operation of cancel all open order is done." };

/** What is signed: the query and the body as they were sent, joined without a sign between them, without the signature. */
export function signedPart({ query, body }: Pick<Call, "query" | "body">): string {
  return [query, body].map((part) => part.replace(/(?:^|&)signature=[^&]*/u, "")).join("");
}

/** HMAC as hexadecimal digits of either case, or RSA or Ed25519 in base64, as the key is. */
export function isBinanceSignature(
  { kind, check }: Pick<Key, "kind" | "check">,
  message: string,
  given: string,
): boolean {
  return kind === "hmac"
    ? isHmac("sha256", check, message, "hex", given.toLowerCase())
    : isSigned(check, message, given);
}

function pemOf(publicKey: string): string {
  return publicKey.includes("BEGIN")
    ? publicKey
    : `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----\n`;
}

function symbolsOf(orders: readonly Order[]): readonly string[] {
  return [...new Set(["BTCUSDT", "ETHUSDT", ...orders.map(({ symbol }) => symbol)])];
}

function exchangeInfo({ now }: Call, symbols: readonly string[]): unknown {
  return {
    timezone: "UTC",
    serverTime: now,
    rateLimits: [],
    exchangeFilters: [],
    symbols: symbols.map((symbol) => ({ symbol, status: "TRADING" })),
  };
}

function account(key: Key, { now }: Call): unknown {
  return {
    makerCommission: 15,
    takerCommission: 15,
    buyerCommission: 0,
    sellerCommission: 0,
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: now,
    accountType: "SPOT",
    balances: [],
    permissions: ["SPOT"],
    uid: numberOf(key.account),
  };
}

function futuresAccount({ now }: Call): unknown {
  return {
    feeTier: 0,
    canTrade: true,
    canDeposit: true,
    canWithdraw: true,
    updateTime: now,
    assets: [],
    positions: [],
  };
}

function restrictions(key: Key): unknown {
  return {
    ipRestrict: key.addresses.length > 0,
    createTime: key.created,
    enableReading: key.can.read,
    enableWithdrawals: key.can.withdraw,
    enableInternalTransfer: key.can.transfer,
    enableMargin: false,
    enableFutures: key.can.futures,
    permitsUniversalTransfer: key.can.transfer,
    enableVanillaOptions: false,
    enableFixApiTrade: false,
    enableFixReadOnly: false,
    enableSpotAndMarginTrading: key.can.trade,
    enablePortfolioMarginTrading: false,
  };
}

function subAccounts({ state, key }: Context): unknown {
  return {
    subAccounts: Object.entries(state.parents)
      .filter(([, parent]) => parent === key.account)
      .map(([email]) => ({
        subUserId: numberOf(email),
        email,
        isFreeze: false,
        createTime: 1,
        isManagedSubAccount: false,
      })),
  };
}

function restriction(key: Key): unknown {
  return {
    ipRestrict: String(key.addresses.length > 0),
    ...(key.addresses.length > 0 ? { ipList: key.addresses } : {}),
    updateTime: key.modified,
    apiKey: key.publicId,
  };
}

function shown(order: Order): Record<string, unknown> {
  const common = {
    symbol: order.symbol,
    price: order.price,
    side: order.side.toUpperCase(),
    time: order.at,
    updateTime: order.at,
  };
  if (order.kind.endsWith("-algo")) {
    return {
      ...common,
      algoId: Number(order.id),
      algoType: "CONDITIONAL",
      algoStatus: "NEW",
      quantity: order.quantity,
      triggerPrice: order.price,
    };
  }
  return {
    ...common,
    orderId: Number(order.id),
    clientOrderId: `c${order.id}`,
    origQty: order.quantity,
    executedQty: "0",
    status: "NEW",
    timeInForce: "GTC",
    type: "LIMIT",
  };
}

function trade(fill: Fill): unknown {
  return {
    symbol: fill.symbol,
    id: Number(fill.id),
    orderId: Number(fill.orderId),
    price: fill.price,
    qty: fill.quantity,
    commission: "0",
    commissionAsset: "BNB",
    time: fill.at,
    ...(fill.kind === "spot"
      ? { isBuyer: fill.side === "buy", isMaker: true, isBestMatch: true }
      : { side: fill.side.toUpperCase(), buyer: fill.side === "buy", maker: true }),
  };
}
