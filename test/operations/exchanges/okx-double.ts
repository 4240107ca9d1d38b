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
  Refusal,
  type Route,
} from "./exchange-double";
import { numberOf } from "./number-of";
import { isHmac } from "./signatures";

/**
 * OKX, API version 5. One host serves live and demo trading; the header `x-simulated-trading: 1` chooses. Books: `SPOT`, `SWAP` …
 * for plain orders, `algo conditional`, `algo trigger` … for the others. Source: www.okx.com/docs-v5 (overview, trade, algo
 * trading, sub-account, error code).
 */
export class OkxDouble extends ExchangeDouble {
  readonly id = "okx";
  readonly hosts: Readonly<Record<string, Network>> = { "www.okx.com": "mainnet" };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /api/v5/public/time": { needs: "nothing", run: ({ call }) => [{ ts: String(call.now) }] },
    "GET /api/v5/account/config": { needs: "read", run: ({ key }) => [config(key)] },
    "GET /api/v5/account/balance": {
      needs: "read",
      run: ({ call }) => [{ uTime: String(call.now), totalEq: "0", details: [] }],
    },
    "GET /api/v5/trade/orders-pending": {
      needs: "read",
      run: (context) => {
        const type = context.parameters.get("instType");
        return page(
          this.ordersOf(context, type === null ? types : [type], context.parameters.get("instId")).map(shown),
          context,
          "ordId",
        );
      },
    },
    "GET /api/v5/trade/orders-algo-pending": {
      needs: "read",
      run: (context) => {
        const wanted = context.parameters.get("ordType");
        if (wanted === null || wanted.split(",").some((one) => !algos.includes(one))) this.refuse("bad-request");
        return page(
          this.ordersOf(
            context,
            wanted.split(",").map((one) => `algo ${one}`),
          ).map(shown),
          context,
          "algoId",
        );
      },
    },
    "POST /api/v5/trade/cancel-batch-orders": {
      needs: "trade",
      run: (context) => this.#batch(context, types, "ordId", 20),
    },
    "POST /api/v5/trade/cancel-algos": {
      needs: "trade",
      run: (context) =>
        this.#batch(
          context,
          algos.map((one) => `algo ${one}`),
          "algoId",
          10,
        ),
    },
    "POST /api/v5/trade/cancel-order": {
      needs: "trade",
      run: (context) => this.#batch({ ...context, json: [context.json] as never }, types, "ordId", 1),
    },
    "POST /api/v5/trade/mass-cancel": {
      needs: "trade",
      run: (context) => {
        if (context.json.instType !== "OPTION") this.refuse("bad-request");
        this.cancel(context.state, this.ordersOf(context, ["OPTION"]));
        return [{ result: true }];
      },
    },
    "POST /api/v5/trade/cancel-all-after": {
      needs: "trade",
      run: (context) => {
        const seconds = Number(context.json.timeOut ?? Number.NaN);
        if (!(seconds === 0 || (seconds >= 10 && seconds <= 120))) this.refuse("bad-request");
        this.arm(context, seconds, types);
        const { now } = context.call;
        return [{ triggerTime: seconds === 0 ? "0" : String(now + seconds * 1000), tag: "", ts: String(now) }];
      },
    },
    "GET /api/v5/trade/fills": { needs: "read", run: (context) => this.#fills(context, 3) },
    "GET /api/v5/trade/fills-history": {
      needs: "read",
      run: (context) =>
        context.parameters.get("instType") === null ? this.refuse("bad-request") : this.#fills(context, 90),
    },
    "GET /api/v5/users/subaccount/list": {
      needs: "read",
      run: ({ state, key }) =>
        Object.entries(state.parents)
          .filter(([, parent]) => parent === key.account)
          .map(([name]) => ({
            enable: true,
            subAcct: name,
            type: "1",
            label: "",
            uid: String(numberOf(name)),
            ts: "1",
          })),
    },
    "GET /api/v5/users/subaccount/apikey": {
      needs: "manage",
      run: (context) => {
        const account = this.own(context, context.parameters.get("subAcct"));
        const wanted = context.parameters.get("apiKey");
        return this.keysOf(context.state, account)
          .filter(({ publicId }) => wanted === null || publicId === wanted)
          .map(described);
      },
    },
    "POST /api/v5/users/subaccount/apikey": { needs: "manage", run: (context) => this.#create(context) },
    "POST /api/v5/users/subaccount/modify-apikey": {
      needs: "manage",
      run: (context) => {
        const { json, call } = context;
        const key = this.#subKey(context);
        if (typeof json.ip === "string") key.addresses = json.ip.split(",").filter((one) => one !== "");
        if (typeof json.perm === "string") Object.assign(key.can, permissionsOf(json.perm));
        if (typeof json.label === "string") key.label = json.label;
        key.modified = call.now;
        return [described(key)];
      },
    },
    "POST /api/v5/users/subaccount/delete-apikey": {
      needs: "manage",
      run: (context) => {
        this.#subKey(context).state = "deleted";
        return [{ subAcct: context.json.subAcct }];
      },
    },
  };

  protected override wrapped(data: unknown): Answer {
    return { status: 200, body: { code: "0", msg: "", data } };
  }

  override answer(call: Call, state = this.state): Answer {
    return super.answer(
      { ...call, network: call.headers["x-simulated-trading"] === "1" ? "testnet" : "mainnet" },
      state,
    );
  }

  protected authenticate({ state, call }: Omit<Context, "key">): Key {
    const { headers } = call;
    const publicId = headers["ok-access-key"];
    const timestamp = headers["ok-access-timestamp"] ?? "";
    if (publicId === undefined || publicId === "") this.refuse("malformed-key");
    const key = this.known({ state, call }, publicId);
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u.test(timestamp)
      ? Date.parse(timestamp)
      : Number(timestamp || Number.NaN);
    if (Number.isNaN(at)) throw new Refusal(no("50112", "Invalid OK-ACCESS-TIMESTAMP"));
    if (Math.abs(call.now - at) > 30_000) this.refuse("clock");
    if (headers["ok-access-passphrase"] !== key.passphrase) this.refuse("passphrase");
    const target = call.query === "" ? call.path : `${call.path}?${call.query}`;
    const message = timestamp + call.method + target + call.body;
    if (!isHmac("sha256", key.check, message, "base64", headers["ok-access-sign"])) this.refuse("signature");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random): Minted {
    const publicId = random.uuid();
    const secret = random.hex(32).toUpperCase();
    const passphrase = `Pass-${random.alnum(11)}`;
    return {
      publicId,
      kind: "hmac",
      check: secret,
      passphrase,
      credential: { apiKey: publicId, secret, password: passphrase },
    };
  }

  refusal(reason: Reason, seconds = 2): Answer {
    switch (reason) {
      case "malformed-key":
        return no("50103", 'Request header "OK-ACCESS-KEY" cannot be empty.');
      case "unknown-key":
        return no("50119", "API key doesn't exist.");
      case "disabled-key":
        return no("50100", "API frozen, please contact customer service.");
      case "expired-key":
        return no("50111", "Invalid OK-ACCESS-KEY.");
      case "wrong-network":
        return no("50101", "APIKey does not match current environment.");
      case "clock":
      case "nonce":
        return no("50102", "Timestamp request expired.");
      case "signature":
        return no("50113", "Invalid Sign");
      case "passphrase":
        return no("50105", 'Request header "OK-ACCESS-PASSPHRASE" incorrect.');
      case "address":
        return no("50110", "Your IP is not included in your API key's IP whitelist.");
      case "permission":
        return no("50120", "This API key doesn't have permission to use this function");
      case "bad-request":
        return no("51000", "Parameter error", 200);
      case "no-such-order":
        return no("51400", "Cancellation failed as the order has been filled, canceled or does not exist", 200);
      case "rate-limited":
        return { ...no("50011", "Too Many Requests", 429), headers: { "retry-after": String(seconds) } };
      case "banned":
        return no("50061", "Too many sub-account requests", 429);
      case "region":
        return no("50124", "This service is unavailable in your region.", 403);
      case "unavailable":
        return no("50001", "Service temporarily unavailable. Try again later", 503);
      case "unknown-route":
        return no("404", "Not Found", 404);
    }
  }

  /** A result for each order that was named, as `sCode`; any failure shows in `code`. */
  #batch(context: Context, kinds: readonly string[], id: "ordId" | "algoId", most: number): unknown {
    const asked = (Array.isArray(context.json) ? context.json : []) as readonly Record<string, string>[];
    if (asked.length === 0 || asked.length > most) this.refuse("bad-request");
    return asked.map((one) => {
      const found = this.ordersOf(context, kinds, one.instId).filter((order) => order.id === one[id]);
      if (one.instId === undefined || found.length === 0) {
        return {
          [id]: one[id] ?? "",
          sCode: "51400",
          sMsg: "Cancellation failed as the order has been filled, canceled or does not exist.",
        };
      }
      this.cancel(context.state, found);
      return { [id]: one[id], clOrdId: "", sCode: "0", sMsg: "", ts: String(context.call.now) };
    });
  }

  #fills(context: Context, days: number): unknown {
    const { parameters, call } = context;
    const type = parameters.get("instType");
    const oldest = call.now - days * 24 * 3600_000;
    const since = Math.max(oldest, Number(parameters.get("begin") ?? 0));
    const fills = this.fillsOf(
      context,
      type === null ? types : [type],
      since,
      Number(parameters.get("end") ?? call.now),
    )
      .toReversed()
      .map((fill) => filled(fill));
    return page(fills, context, "billId");
  }

  #create(context: Context): unknown {
    const { json, state, call, key } = context;
    const account = this.own(context, json.subAcct as string | undefined);
    const { label, passphrase } = json;
    if (typeof label !== "string" || typeof passphrase !== "string" || passphrase.length < 8)
      this.refuse("bad-request");
    const addresses = typeof json.ip === "string" ? json.ip.split(",").filter((one) => one !== "") : [];
    if (addresses.length > 20) throw new Refusal(no("59503", "Only 20 IPs can be bound to one API key.", 200));
    if (this.keysOf(state, account).length >= 50)
      throw new Refusal(no("59501", "Only 50 API keys can be created.", 200));
    const perm = typeof json.perm === "string" ? json.perm : "read_only";
    const made = this.newKey(
      state,
      { account, network: key.network, label, addresses, can: permissionsOf(perm) },
      call.now,
    );
    const kept = { ...made, passphrase, credential: { ...made.credential, password: passphrase } };
    state.keys.push(kept);
    return [{ ...described(kept), secretKey: kept.check, passphrase }];
  }

  #subKey(context: Context): Key {
    const account = this.own(context, context.json.subAcct as string | undefined);
    const found = this.keysOf(context.state, account).find(({ publicId }) => publicId === context.json.apiKey);
    return found ?? this.refuse("unknown-key");
  }
}

function no(code: string, msg: string, status = 401): Answer {
  return { status, body: { code, msg, data: [] } };
}

const types: readonly string[] = ["SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION"];
const algos: readonly string[] = ["conditional", "oco", "trigger", "move_order_stop", "iceberg", "twap", "chase"];

function permissionsOf(perm: string): Partial<Permissions> {
  const named = perm.split(",").map((one) => one.trim());
  return {
    read: true,
    trade: named.includes("trade"),
    futures: named.includes("trade"),
    withdraw: named.includes("withdraw"),
  };
}

function perm(key: Key): string {
  return [
    ...(key.can.read ? ["read_only"] : []),
    ...(key.can.trade ? ["trade"] : []),
    ...(key.can.withdraw ? ["withdraw"] : []),
  ].join(",");
}

function config(key: Key): unknown {
  const uid = String(numberOf(key.account));
  return {
    uid,
    mainUid: key.master ? uid : String(numberOf("main")),
    acctLv: "2",
    posMode: "net_mode",
    autoLoan: false,
    level: "Lv1",
    label: key.label,
    roleType: "0",
    kycLv: "2",
    ip: key.addresses.join(","),
    perm: perm(key),
    type: key.master ? "0" : "1",
    enableSpotBorrow: false,
  };
}

function described(key: Key): Record<string, unknown> {
  return {
    subAcct: key.account,
    label: key.label,
    apiKey: key.publicId,
    perm: perm(key),
    ip: key.addresses.join(","),
    ts: String(key.created),
  };
}

function shown(order: Order): Record<string, string> {
  const algo = order.kind.startsWith("algo ");
  return {
    instId: order.symbol,
    instType: algo ? "SWAP" : order.kind,
    side: order.side,
    sz: order.quantity,
    px: order.price,
    state: "live",
    cTime: String(order.at),
    uTime: String(order.at),
    ...(algo
      ? { algoId: order.id, ordType: order.kind.slice(5), triggerPx: order.price }
      : { ordId: order.id, ordType: "limit" }),
  };
}

function filled(fill: Fill): Record<string, string> {
  return {
    instType: fill.kind,
    instId: fill.symbol,
    tradeId: fill.id,
    ordId: fill.orderId,
    billId: fill.id,
    side: fill.side,
    fillPx: fill.price,
    fillSz: fill.quantity,
    fillTime: String(fill.at),
    ts: String(fill.at),
  };
}

/** A page of at most 100, after the id that was named. */
function page(all: readonly Record<string, string>[], { parameters }: Context, id: string): unknown {
  const after = parameters.get("after");
  const begin = after === null ? 0 : all.findIndex((one) => one[id] === after) + 1;
  return all.slice(begin, begin + Math.min(Number(parameters.get("limit") ?? 100), 100));
}
