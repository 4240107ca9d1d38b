import { concat, getBytes, keccak256, toBeHex, verifyTypedData, Wallet } from "ethers";
import type { Network } from "../../../exchanges/exchange";
import { Random } from "../../detection/generate/random";
import {
  type Answer,
  type Call,
  type Context,
  ExchangeDouble,
  type Key,
  type KeyWishes,
  type Minted,
  type Order,
  type Reason,
  type Route,
  type State,
} from "./exchange-double";
import { packed } from "./packed";

/**
 * Hyperliquid. Accounts and agents are addresses: an agent is a key whose account is another address; the account's own wallet is
 * a key with `master`. Reading takes no signature. Books: `perp` and `spot`. There is no allow-list. The signature binds the
 * network. Source: hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api (info endpoint, exchange endpoint, nonces and API
 * wallets), hyperliquid-python-sdk (signing).
 */
export class HyperliquidDouble extends ExchangeDouble {
  readonly id = "hyperliquid";
  readonly hosts: Readonly<Record<string, Network>> = {
    "api.hyperliquid.xyz": "mainnet",
    "api.hyperliquid-testnet.xyz": "testnet",
  };

  readonly #wallets = new Map<string, Wallet>();

  protected readonly routes: Readonly<Record<string, Route>> = {
    "info userRole": {
      needs: "nothing",
      run: ({ state, json, call }) => {
        const user = addressOf(json.user);
        const key = state.keys.find(
          (one) => one.publicId === user && one.network === call.network && one.state === "enabled",
        );
        if (key === undefined) return { role: state.keys.some(({ account }) => account === user) ? "user" : "missing" };
        if (key.master) return { role: "user" };
        return expired(key, call) ? { role: "missing" } : { role: "agent", data: { user: key.account } };
      },
    },
    "info extraAgents": {
      needs: "nothing",
      run: ({ state, json, call }) =>
        agentsOf(state, addressOf(json.user), call.network)
          .filter((key) => !expired(key, call))
          .map((key) => ({
            name: key.label,
            address: key.publicId,
            validUntil: key.expires ?? key.created + 180 * day,
          })),
    },
    "info meta": {
      needs: "nothing",
      run: () => ({ universe: coins.map((name) => ({ name, szDecimals: 5, maxLeverage: 40 })) }),
    },
    "info spotMeta": { needs: "nothing", run: () => ({ universe: [], tokens: [] }) },
    "info allMids": { needs: "nothing", run: () => Object.fromEntries(coins.map((name) => [name, "20000.5"])) },
    "info clearinghouseState": {
      needs: "nothing",
      run: ({ call }) => ({ assetPositions: [], withdrawable: "0.0", time: call.now }),
    },
    "info spotClearinghouseState": { needs: "nothing", run: () => ({ balances: [] }) },
    "info exchangeStatus": { needs: "nothing", run: ({ call }) => ({ time: call.now, specialStatuses: null }) },
    "info openOrders": { needs: "nothing", run: (context) => this.#open(context).map((order) => shown(order, false)) },
    "info frontendOpenOrders": {
      needs: "nothing",
      run: (context) => this.#open(context).map((order) => shown(order, true)),
    },
    "info userFills": { needs: "nothing", run: (context) => this.#fills(context, 0, context.call.now).toReversed() },
    "info userFillsByTime": {
      needs: "nothing",
      run: (context) =>
        this.#fills(context, Number(context.json.startTime), Number(context.json.endTime ?? context.call.now)),
    },
    "exchange cancel": {
      needs: "trade",
      run: (context) => {
        const { cancels } = context.json.action as { cancels: { a: number; o: number }[] };
        const statuses = cancels.map(({ a, o }) => {
          const found = this.ordersOf(context, ["perp", "spot"], coins[a]).filter(({ id }) => Number(id) === o);
          if (found.length === 0) return { error: "Order was never placed, already canceled, or filled." };
          this.cancel(context.state, found);
          return "success";
        });
        return { type: "cancel", data: { statuses } };
      },
    },
    // Does nothing but use up its nonce.
    "exchange noop": { needs: "key", run: () => ({ type: "default" }) },
    "exchange scheduleCancel": {
      needs: "trade",
      run: (context) => {
        const { time } = context.json.action as { time?: number };
        if (time !== undefined && time < context.call.now + 5000) this.refuse("bad-request");
        this.arm(context, time === undefined ? 0 : (time - context.call.now) / 1000, ["perp", "spot"]);
        return { type: "default" };
      },
    },
    "exchange approveAgent": {
      needs: "manage",
      run: (context) => {
        const { state, call, key } = context;
        const { agentAddress, agentName } = context.json.action as { agentAddress: string; agentName?: string | null };
        const address = addressOf(agentAddress);
        if (state.keys.some(({ publicId }) => publicId === address)) this.refuse("bad-request");
        const [, name = agentName ?? "", until] = /^(.*?)(?: valid_until (\d+))?$/u.exec(agentName ?? "") ?? [];
        // An agent of the same name is replaced.
        for (const one of agentsOf(state, key.account, call.network)) if (one.label === name) one.state = "deleted";
        state.keys.push({
          ...this.newKey(
            state,
            {
              account: key.account,
              network: call.network,
              label: name,
              ...(until === undefined ? {} : { expires: Number(until) }),
            },
            call.now,
          ),
          publicId: address,
          check: address,
          credential: {},
        });
        return { type: "default" };
      },
    },
  };

  override routeOf(call: Call): string {
    const { type, action } = super.argumentsOf(call) as { type?: string; action?: { type?: string } };
    return call.path === "/exchange" ? `exchange ${action?.type ?? ""}` : `info ${type ?? ""}`;
  }

  /** The address of an account that tests know by a name, and its own wallet. */
  wallet(account: string): Wallet {
    const known = this.#wallets.get(account) ?? new Wallet(`0x${new Random(`hyperliquid account ${account}`).hex(64)}`);
    this.#wallets.set(account, known);
    return known;
  }

  protected override newKey(state: State, wishes: KeyWishes, now: number): Key {
    const account = wishes.account?.startsWith("0x")
      ? wishes.account
      : addressOf(this.wallet(wishes.account ?? "main").address);
    const key = super.newKey(state, { ...wishes, account }, now);
    const credential = { walletAddress: account, privateKey: key.credential.privateKey ?? "" };
    if (wishes.master !== true) return { ...key, credential };
    const { privateKey } = this.wallet(wishes.account ?? "main");
    return { ...key, publicId: account, check: account, credential: { walletAddress: account, privateKey } };
  }

  protected override wrapped(response: unknown, { call }: Context): Answer {
    return { status: 200, body: call.path === "/exchange" ? { status: "ok", response } : response };
  }

  protected authenticate({ state, call, json }: Omit<Context, "key">): Key {
    const { action, nonce: typed, signature, vaultAddress } = json as unknown as Signed;
    const signer = addressOf(
      action.type === "approveAgent"
        ? userSigner(action, signature)
        : actionSigner(action, typed, vaultAddress, call.network, signature),
    );
    const key = state.keys.find(
      (one) =>
        one.publicId === signer && one.network === call.network && one.state === "enabled" && !expired(one, call),
    );
    if (key === undefined) {
      return this.#err(`User or API Wallet ${signer} does not exist.`);
    }
    // Nonces lie within two days before and one day after the exchange's clock, and are used once.
    if (!(typed > call.now - 2 * day && typed < call.now + day)) this.refuse("clock");
    if (state.nonces[`${signer} ${String(typed)}`] !== undefined) this.refuse("nonce");
    state.nonces[`${signer} ${String(typed)}`] = typed;
    return key;
  }

  protected mint(random: Random): Minted {
    const wallet = new Wallet(`0x${random.hex(64)}`);
    const address = addressOf(wallet.address);
    const { privateKey } = wallet;
    return { publicId: address, kind: "secp256k1", check: address, passphrase: "", credential: { privateKey } };
  }

  refusal(reason: Reason): Answer {
    const no = (response: string): Answer => ({ status: 200, body: { status: "err", response } });
    switch (reason) {
      case "unknown-key":
      case "disabled-key":
      case "expired-key":
      case "malformed-key":
      case "signature":
      case "passphrase":
      case "wrong-network":
      case "address":
        return no("User or API Wallet 0x0000000000000000000000000000000000000000 does not exist.");
      case "permission":
        return no("Must be signed by the account's own wallet.");
      case "clock":
      case "nonce":
        return no("Invalid nonce: duplicate nonce or outside of the window");
      case "bad-request":
        return {
          status: 422,
          headers: { "content-type": "text/plain" },
          body: "Failed to deserialize the JSON body into the target type",
        };
      case "no-such-order":
        return no("Order was never placed, already canceled, or filled.");
      case "rate-limited":
        return { status: 429, body: null };
      case "banned":
        return {
          status: 403,
          headers: { "content-type": "text/html" },
          body: "<html><body>403 Forbidden</body></html>",
        };
      case "region":
        return {
          status: 403,
          headers: { "content-type": "text/html" },
          body: "<html><body>403 Forbidden</body></html>",
        };
      case "unavailable":
        return {
          status: 502,
          headers: { "content-type": "text/html" },
          body: "<html><body>502 Bad Gateway</body></html>",
        };
      case "unknown-route":
        return {
          status: 422,
          headers: { "content-type": "text/plain" },
          body: "Failed to deserialize the JSON body into the target type",
        };
    }
  }

  #err(response: string): never {
    return this.refuseWith({ status: 200, body: { status: "err", response } });
  }

  #open({ state, json, call }: Context): readonly Order[] {
    const user = addressOf(json.user);
    return state.orders.filter(({ account, network }) => account === user && network === call.network);
  }

  /** At most 2,000, oldest first. */
  #fills({ state, json, call }: Context, since: number, until: number): readonly unknown[] {
    const user = addressOf(json.user);
    return state.fills
      .filter(({ account, network, at }) => account === user && network === call.network && at >= since && at <= until)
      .sort((one, other) => one.at - other.at)
      .slice(0, 2000)
      .map((fill) => ({
        coin: fill.symbol,
        px: fill.price,
        sz: fill.quantity,
        side: fill.side === "buy" ? "B" : "A",
        time: fill.at,
        oid: Number(fill.orderId),
        tid: Number(fill.id),
        dir: "Open Long",
        hash: "0x",
        crossed: false,
        fee: "0.0",
      }));
  }
}

interface Signed {
  readonly action: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly nonce: number;
  readonly signature: { readonly r: string; readonly s: string; readonly v: number };
  readonly vaultAddress?: string | null;
}

const day = 24 * 3600_000;
const coins = ["BTC", "ETH", "SOL"];
const nobody = "0x0000000000000000000000000000000000000000";

function addressOf(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}

function expired(key: Key, { now }: Call): boolean {
  return key.expires !== undefined && key.expires <= now;
}

function agentsOf(state: State, account: string, network: Network): readonly Key[] {
  return state.keys.filter(
    (key) => key.account === account && key.network === network && !key.master && key.state === "enabled",
  );
}

/** Who signed an action of trading: over the hash of the packed action, the nonce and the vault, as a phantom agent of the network. */
export function actionSigner(
  action: unknown,
  nonce: number,
  vaultAddress: string | null | undefined,
  network: Network,
  signature: Signed["signature"],
): string {
  const vault = vaultAddress === null || vaultAddress === undefined ? "0x00" : concat(["0x01", vaultAddress]);
  const connectionId = keccak256(concat([packed(action), toBeHex(nonce, 8), vault]));
  const domain = { name: "Exchange", version: "1", chainId: 1337, verifyingContract: nobody };
  const types = {
    Agent: [
      { name: "source", type: "string" },
      { name: "connectionId", type: "bytes32" },
    ],
  };
  return recovered(domain, types, { source: network === "mainnet" ? "a" : "b", connectionId }, signature);
}

/** Who signed an action of the account itself. */
function userSigner(action: Signed["action"], signature: Signed["signature"]): string {
  const { signatureChainId, hyperliquidChain, agentAddress, agentName, nonce } = action as Record<
    string,
    string | null
  >;
  const domain = {
    name: "HyperliquidSignTransaction",
    version: "1",
    chainId: Number(signatureChainId),
    verifyingContract: nobody,
  };
  const types = {
    "HyperliquidTransaction:ApproveAgent": [
      { name: "hyperliquidChain", type: "string" },
      { name: "agentAddress", type: "address" },
      { name: "agentName", type: "string" },
      { name: "nonce", type: "uint64" },
    ],
  };
  return recovered(domain, types, { hyperliquidChain, agentAddress, agentName: agentName ?? "", nonce }, signature);
}

function recovered(
  domain: Parameters<typeof verifyTypedData>[0],
  types: Parameters<typeof verifyTypedData>[1],
  value: Parameters<typeof verifyTypedData>[2],
  { r, s, v }: Signed["signature"],
): string {
  try {
    const padded = (part: string): string => toBeHex(part, 32);
    return verifyTypedData(domain, types, value, concat([padded(r), padded(s), getBytes(toBeHex(v, 1))]));
  } catch {
    return nobody;
  }
}

function shown(order: Order, whole: boolean): unknown {
  return {
    coin: order.symbol,
    limitPx: order.price,
    oid: Number(order.id),
    side: order.side === "buy" ? "B" : "A",
    sz: order.quantity,
    timestamp: order.at,
    ...(whole
      ? {
          orderType: "Limit",
          origSz: order.quantity,
          reduceOnly: false,
          isTrigger: false,
          triggerPx: "0.0",
          tif: "Gtc",
          cloid: null,
        }
      : {}),
  };
}
