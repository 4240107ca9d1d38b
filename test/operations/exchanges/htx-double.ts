import type { CredentialKind, Network } from "../../../exchanges/exchange";
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
  type Reason,
  type Route,
} from "./exchange-double";
import { numberOf } from "./number-of";
import { isHmac, isSigned, keyPair } from "./signatures";
import { wordOf } from "./word-of";

/**
 * HTX (Huobi). Books: `spot`, `algo` (spot orders that wait for a price), `linear` (USDT contracts, on the contract hosts).
 * Answers of version 1 have `status`, those of versions 2 and 5 `code`; all come with HTTP status 200. Which error an address
 * outside of the key's list gets was found in no document: unverified. Making a key takes a code of the parent user's
 * authenticator. Source: huobiapi.github.io/docs/spot/v1 and usdt_swap/v1; ccxt for paths of keys; npm htx-api for version 5.
 */
export class HtxDouble extends ExchangeDouble {
  readonly id = "htx";
  readonly hosts: Readonly<Record<string, Network>> = {
    "api.huobi.pro": "mainnet",
    "api-aws.huobi.pro": "mainnet",
    "api.hbdm.com": "mainnet",
    "api.hbdm.vn": "mainnet",
  };

  protected readonly routes: Readonly<Record<string, Route>> = {
    "GET /v1/common/timestamp": { needs: "nothing", run: ({ call }) => call.now },
    "GET /v2/user/uid": { needs: "read", run: ({ key }) => numberOf(key.account) },
    // Keys of the parent user and of its sub-users; a sub-user may not ask.
    "GET /v2/user/api-key": {
      needs: "read",
      run: (context) => {
        const { key, state, parameters } = context;
        if (!key.master) this.refuse("permission");
        const uid = parameters.get("uid");
        const account = [key.account, ...Object.keys(state.parents)].find((name) =>
          [name, String(numberOf(name))].includes(uid ?? ""),
        );
        if (account === undefined || (account !== key.account && state.parents[account] !== key.account))
          this.refuse("bad-request");
        const wanted = parameters.get("accessKey");
        return this.keysOf(state, account)
          .filter(({ publicId }) => wanted === null || publicId === wanted)
          .map((one) => described(one, context.call.now));
      },
    },
    "GET /v1/account/accounts": {
      needs: "read",
      run: ({ key }) => [{ id: numberOf(`${key.account} spot`), type: "spot", subtype: "", state: "working" }],
    },
    "GET /v1/order/openOrders": {
      needs: "read",
      run: (context) => {
        const { parameters } = context;
        const size = Math.min(Number(parameters.get("size") ?? 100), 500);
        const all = this.ordersOf(context, ["spot"], parameters.get("symbol"));
        const from = parameters.get("from");
        const begin = from === null ? 0 : all.findIndex(({ id }) => id === from) + 1;
        return all.slice(begin, begin + size).map(shown);
      },
    },
    "POST /v1/order/orders/batchCancelOpenOrders": {
      needs: "trade",
      run: (context) => {
        const { json, state } = context;
        const size = Math.min(Number(json.size ?? 100), 100);
        const symbols = wordOf(json.symbol)?.split(",");
        const all = this.ordersOf(context, ["spot"]).filter(({ symbol }) => symbols?.includes(symbol) ?? true);
        const gone = this.cancel(state, all.slice(0, size));
        return {
          "success-count": gone.length,
          "failed-count": 0,
          "next-id": all.length > size ? Number(all[size]?.id) : -1,
        };
      },
    },
    "GET /v2/algo-orders/opening": {
      needs: "read",
      run: (context) => this.ordersOf(context, ["algo"], context.parameters.get("symbol")).map(algo),
    },
    "POST /v2/algo-orders/cancellation": {
      needs: "trade",
      run: (context) => {
        const { clientOrderIds } = context.json;
        if (!Array.isArray(clientOrderIds) || clientOrderIds.length === 0 || clientOrderIds.length > 50)
          this.refuse("bad-request");
        const wanted = clientOrderIds as string[];
        const gone = this.cancel(
          context.state,
          this.ordersOf(context, ["algo"]).filter(({ id }) => wanted.includes(`c${id}`)),
        );
        const accepted = gone.map(({ id }) => `c${id}`);
        return { accepted, rejected: wanted.filter((id) => !accepted.includes(id)) };
      },
    },
    "POST /v2/algo-orders/cancel-all-after": {
      needs: "trade",
      run: (context) => {
        const seconds = Number(context.json.timeout ?? Number.NaN);
        if (!(seconds === 0 || seconds >= 5)) this.refuse("bad-request");
        this.arm(context, seconds, ["spot", "algo"]);
        const { now } = context.call;
        return { currentTime: now, triggerTime: seconds === 0 ? 0 : now + seconds * 1000 };
      },
    },
    "GET /v1/order/matchresults": {
      needs: "read",
      run: (context) => {
        const { parameters, call } = context;
        const day = 24 * 3600_000;
        const end = Number(parameters.get("end-time") ?? call.now);
        const start = Number(parameters.get("start-time") ?? end - 2 * day);
        if (end - start > 2 * day) this.refuse("bad-request");
        const size = Math.min(Number(parameters.get("size") ?? 100), 500);
        const symbol = parameters.get("symbol");
        const all = this.fillsOf(context, ["spot"], start, end)
          .filter((fill) => symbol === null || fill.symbol === symbol)
          .toReversed();
        const from = parameters.get("from");
        const begin = from === null ? 0 : all.findIndex(({ id }) => id === from);
        return all.slice(Math.max(begin, 0), Math.max(begin, 0) + size).map(filled);
      },
    },
    "POST /linear-swap-api/v1/swap_cross_openorders": {
      needs: "read",
      run: (context) => {
        const orders = this.ordersOf(context, ["linear"], wordOf(context.json.contract_code)).map((order) => ({
          order_id_str: order.id,
          contract_code: order.symbol,
          direction: order.side,
          price: Number(order.price),
          volume: 1,
          created_at: order.at,
        }));
        return { orders, total_page: 1, current_page: 1, total_size: orders.length };
      },
    },
    "POST /linear-swap-api/v1/swap_cross_cancelall": {
      needs: "trade",
      run: (context) => {
        const contract = wordOf(context.json.contract_code);
        if (contract === undefined) this.refuse("bad-request");
        const gone = this.cancel(context.state, this.ordersOf(context, ["linear"], contract));
        if (gone.length === 0) this.refuse("no-such-order");
        return { errors: [], successes: gone.map(({ id }) => id).join(",") };
      },
    },
    "GET /v5/trade/order/opens": {
      needs: "read",
      run: (context) => {
        const { parameters } = context;
        const all = this.ordersOf(context, ["linear"], parameters.get("contract_code"));
        const from = parameters.get("from");
        const begin = from === null ? 0 : all.findIndex(({ id }) => id === from) + 1;
        const limit = Math.min(Number(parameters.get("limit") ?? 10), 100);
        return all.slice(begin, begin + limit).map((order) => ({
          id: order.id,
          order_id: order.id,
          contract_code: order.symbol,
          side: order.side,
          type: "limit",
          price: order.price,
          volume: "1",
          created_time: String(order.at),
        }));
      },
    },
    "POST /v5/trade/cancel_all_orders": {
      needs: "trade",
      run: (context) =>
        this.cancel(context.state, this.ordersOf(context, ["linear"], wordOf(context.json.contract_code))).map(
          ({ id }) => ({ order_id: id }),
        ),
    },
    "GET /v2/sub-user/user-list": {
      needs: "manage",
      run: ({ state, key }) =>
        Object.entries(state.parents)
          .filter(([, parent]) => parent === key.account)
          .map(([name]) => ({ uid: Number(name), userState: "normal" })),
    },
    "POST /v2/sub-user/api-key-generation": {
      needs: "manage",
      run: (context) => {
        const { json, state, call, key } = context;
        const account = this.own(context, wordOf(json.subUid));
        const permission = wordOf(json.permission);
        const note = wordOf(json.note);
        if (permission === undefined || note === undefined || json.otpToken === undefined) this.refuse("bad-request");
        const addresses = split(wordOf(json.ipAddresses) ?? "");
        if (addresses.length > 20) this.refuse("bad-request");
        const made = this.newKey(
          state,
          { account, network: key.network, label: note, addresses, can: permitted(permission) },
          call.now,
        );
        state.keys.push(made);
        return {
          note,
          accessKey: made.publicId,
          secretKey: made.check,
          permission,
          ipAddresses: made.addresses.join(","),
        };
      },
    },
    "POST /v2/sub-user/api-key-modification": {
      needs: "manage",
      run: (context) => {
        const { json, call } = context;
        const key = this.#subKey(context);
        const list = wordOf(json.ipAddresses);
        const permission = wordOf(json.permission);
        if (list !== undefined) key.addresses = split(list);
        if (permission !== undefined) Object.assign(key.can, permitted(permission));
        key.modified = call.now;
        return { note: key.label, permission: permissions(key), ipAddresses: key.addresses.join(",") };
      },
    },
    "POST /v2/sub-user/api-key-deletion": {
      needs: "manage",
      run: (context) => {
        this.#subKey(context).state = "deleted";
        return null;
      },
    },
  };

  protected override wrapped(data: unknown, { call }: Context): Answer {
    const frame = /^\/v[25]\//u.test(call.path) ? { code: 200, message: "success" } : { status: "ok", ts: call.now };
    return { status: 200, body: { ...frame, data } };
  }

  protected authenticate({ state, call, parameters }: Omit<Context, "key">): Key {
    const key = this.known({ state, call }, parameters.get("AccessKeyId") ?? undefined);
    const timestamp = parameters.get("Timestamp") ?? "";
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u.test(timestamp) ? Date.parse(`${timestamp}Z`) : Number.NaN;
    // Five minutes, as the documents say.
    if (!(Math.abs(call.now - at) <= 300_000)) this.refuse("clock");
    const method = parameters.get("SignatureMethod");
    if (method !== (key.kind === "ed25519" ? "Ed25519" : "HmacSHA256")) this.refuse("signature");
    const pairs = call.query.split("&").filter((pair) => !pair.startsWith("Signature="));
    const sorted = pairs.toSorted((one, other) => (one < other ? -1 : 1)).join("&");
    const message = [call.method, call.host, call.path, sorted].join("\n");
    const given = parameters.get("Signature") ?? "";
    const good =
      key.kind === "ed25519"
        ? isSigned(key.check, message, given)
        : isHmac("sha256", key.check, message, "base64", given);
    if (!good) this.refuse("signature");
    this.listed(key, call);
    return key;
  }

  protected mint(random: Random, kind: CredentialKind = "hmac"): Minted {
    const part = (length: number): string => random.hex(length);
    const publicId = `${part(8)}-${part(8)}-${random.text("abcdefghijklmnopqrstuvwxyz0123456789", 10)}-${part(5)}`;
    if (kind === "ed25519") {
      const { publicPem, privatePem } = keyPair("ed25519");
      return { publicId, kind, check: publicPem, passphrase: "", credential: { apiKey: publicId, secret: privatePem } };
    }
    const secret = `${part(8)}-${part(8)}-${part(8)}-${part(5)}`;
    return { publicId, kind: "hmac", check: secret, passphrase: "", credential: { apiKey: publicId, secret } };
  }

  refusal(reason: Reason, seconds = 1): Answer {
    const no = (code: string, message: string): Answer => ({
      status: 200,
      body: { status: "error", "err-code": code, "err-msg": message, data: null },
    });
    switch (reason) {
      case "unknown-key":
      case "disabled-key":
      case "wrong-network":
      case "malformed-key":
      case "address":
        return no("api-signature-not-valid", "Signature not valid: Incorrect Access key");
      case "expired-key":
        return no("api-key-invalid", "api key is invalid or has expired");
      case "signature":
      case "passphrase":
        return no("api-signature-not-valid", "Signature not valid: Verification failure");
      case "clock":
      case "nonce":
        return no("api-signature-not-valid", "Signature not valid: Invalid submission time or incorrect time format");
      case "permission":
        return no("api-not-support-temp-addr", "API key has no permission");
      case "bad-request":
        return no("invalid-parameter", "invalid parameter");
      case "no-such-order":
        return no("order-orderstate-error", "Incorrect order state");
      case "rate-limited":
        return {
          ...no("api-request-too-many", "too many requests"),
          status: 429,
          headers: { "ratelimit-reset": String(Date.now() + seconds * 1000) },
        };
      case "banned":
        return { status: 405, headers: { "content-type": "text/html" }, body: "<html><body>405</body></html>" };
      case "region":
        return {
          status: 403,
          headers: { "content-type": "text/html" },
          body: "<html><body>403 Forbidden</body></html>",
        };
      case "unavailable":
        return no("gateway-internal-error", "system is busy");
      case "unknown-route":
        return { status: 404, body: { status: "error", "err-code": "404", "err-msg": "not found", data: null } };
    }
  }

  #subKey(context: Context): Key {
    const account = this.own(context, wordOf(context.json.subUid));
    const wanted = wordOf(context.json.accessKey);
    return (
      this.keysOf(context.state, account).find(({ publicId }) => publicId === wanted) ?? this.refuse("bad-request")
    );
  }
}

function split(list: string): string[] {
  return list.split(",").filter((one) => one !== "");
}

function permitted(permission: string): Partial<Permissions> {
  const named = split(permission);
  return {
    read: named.includes("readOnly"),
    trade: named.includes("trade"),
    futures: named.includes("trade"),
    withdraw: named.includes("withdraw"),
  };
}

function permissions({ can }: Key): string {
  return [can.read && "readOnly", can.trade && "trade", can.withdraw && "withdraw"].filter(Boolean).join(",");
}

function described(key: Key, now: number): unknown {
  const day = 24 * 3600_000;
  const expired = key.expires !== undefined && key.expires <= now;
  return {
    accessKey: key.publicId,
    note: key.label,
    permission: permissions(key),
    ipAddresses: key.addresses.join(","),
    validDays: key.expires === undefined ? -1 : Math.max(0, Math.ceil((key.expires - now) / day)),
    status: expired ? "expired" : "normal",
    createTime: key.created,
    updateTime: key.modified,
  };
}

function shown(order: Order): unknown {
  return {
    id: Number(order.id),
    symbol: order.symbol,
    price: order.price,
    amount: order.quantity,
    type: `${order.side}-limit`,
    state: "submitted",
    source: "api",
    "created-at": order.at,
    "filled-amount": "0.0",
  };
}

function algo(order: Order): unknown {
  return {
    orderId: order.id,
    clientOrderId: `c${order.id}`,
    symbol: order.symbol,
    orderSide: order.side,
    orderType: "limit",
    orderPrice: order.price,
    stopPrice: order.price,
    orderSize: order.quantity,
    orderStatus: "created",
    orderOrigTime: order.at,
  };
}

function filled(fill: Fill): unknown {
  return {
    id: Number(fill.id),
    "match-id": Number(fill.id),
    "trade-id": Number(fill.id),
    "order-id": Number(fill.orderId),
    symbol: fill.symbol,
    type: `${fill.side}-limit`,
    price: fill.price,
    "filled-amount": fill.quantity,
    "filled-fees": "0",
    "created-at": fill.at,
    role: "maker",
  };
}
