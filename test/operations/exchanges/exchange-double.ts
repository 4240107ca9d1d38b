import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { CredentialKind, Network } from "../../../exchanges/exchange";
import { Random } from "../../detection/generate/random";

/** A request as the exchange sees it. */
export interface Call {
  readonly host: string;
  readonly network: Network;
  readonly method: string;
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The client's address. */
  readonly from: string;
  /** The exchange's clock, in milliseconds. */
  readonly now: number;
}

/** What the exchange answers: a body that is no text goes out as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a key may do. `futures` counts where the exchange tells derivatives apart; `manage` is over keys of sub-accounts. */
export interface Permissions {
  read: boolean;
  trade: boolean;
  futures: boolean;
  withdraw: boolean;
  transfer: boolean;
  manage: boolean;
}

/** An API key as the exchange keeps it. */
export interface Key {
  readonly publicId: string;
  readonly kind: CredentialKind;
  /** What the owner keeps, by ccxt's names: the value of a bot's secret. */
  readonly credential: Readonly<Record<string, string>>;
  /** What the exchange checks signatures with: the shared secret, or the public half as PEM. */
  readonly check: string;
  readonly passphrase: string;
  readonly account: string;
  readonly network: Network;
  readonly master: boolean;
  label: string;
  state: "enabled" | "disabled" | "deleted";
  can: Permissions;
  /** Empty: from anywhere. */
  addresses: string[];
  created: number;
  modified: number;
  expires: number | undefined;
  lastUsed: number | undefined;
  /** The exchange's own number for the key. */
  readonly serial: number;
}

/** An open order. `kind` is the book that the exchange keeps it in, such as `spot` or `conditional`. */
export interface Order {
  readonly id: string;
  readonly account: string;
  readonly network: Network;
  readonly kind: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly price: string;
  readonly quantity: string;
  readonly at: number;
}

/** An order that was filled. */
export interface Fill extends Order {
  readonly orderId: string;
}

/** A dead man's switch that is armed. */
export interface Deadline {
  readonly account: string;
  readonly network: Network;
  /** Where the exchange arms it symbol by symbol. */
  readonly symbol?: string;
  readonly kinds: readonly string[];
  readonly seconds: number;
  readonly at: number;
}

/** All that the exchange knows: plain data, so that it can be copied whole. */
export interface State {
  keys: Key[];
  orders: Order[];
  fills: Fill[];
  deadlines: Deadline[];
  /** Sub-accounts, and whose they are. */
  parents: Record<string, string>;
  /** Highest nonce of a key, and nonces that were used. */
  nonces: Record<string, number>;
  /** Sessions: token, and the public id of its key. */
  tokens: Record<string, string>;
  serial: number;
}

/** Why an exchange refuses, in one set of words for all of them. */
export type Reason =
  | "unknown-key"
  | "disabled-key"
  | "expired-key"
  | "malformed-key"
  | "signature"
  | "passphrase"
  | "address"
  | "permission"
  | "clock"
  | "nonce"
  | "wrong-network"
  | "unknown-route"
  | "bad-request"
  | "no-such-order"
  | "rate-limited"
  | "banned"
  | "region"
  | "unavailable";

/** Thrown to refuse a call. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super("refused");
  }
}

/** What a call needs: `nothing` is public, `key` takes any key that is in force. */
export type Need = "nothing" | "key" | keyof Permissions;

/** One call that the exchange has. */
export interface Route {
  readonly needs: Need;
  readonly run: (context: Context) => unknown;
}

/** What a route works on. */
export interface Context {
  readonly state: State;
  readonly call: Call;
  /** Of the key that signed; of a public call, one that owns nothing. */
  readonly key: Key;
  /** Parameters of query and form body. */
  readonly parameters: URLSearchParams;
  /** The body as JSON, or an empty object. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a key is made with; the rest is usual for a bot's key. */
export interface KeyWishes {
  readonly network?: Network;
  readonly kind?: CredentialKind;
  readonly account?: string;
  readonly master?: boolean;
  readonly label?: string;
  readonly can?: Partial<Permissions>;
  readonly addresses?: readonly string[];
  readonly created?: number;
  readonly expires?: number;
}

/** The halves of a new credential. */
export type Minted = Pick<Key, "publicId" | "kind" | "credential" | "check" | "passphrase">;

const nobody = { account: "", publicId: "" } as Key;

/** An exchange, as far as its documentation tells what a client of ours gets to see. */
export abstract class ExchangeDouble {
  abstract readonly id: string;
  /** Hosts of its request API. */
  abstract readonly hosts: Readonly<Record<string, Network>>;
  state: State = {
    keys: [],
    orders: [],
    fills: [],
    deadlines: [],
    parents: {},
    nonces: {},
    tokens: {},
    serial: 1000,
  };
  /** What its clock is ahead of ours, in milliseconds. */
  clockAhead = 0;

  readonly #random: Random;

  constructor(seed: string) {
    this.#random = new Random(`exchange double ${seed}`);
  }

  /** Calls by method and path; a part in braces of the path stands for any text. */
  protected abstract readonly routes: Readonly<Record<string, Route>>;
  /** Whose key signed, or a Refusal. */
  protected abstract authenticate(context: Omit<Context, "key">): Key;
  /** A new credential of a kind. */
  protected abstract mint(random: Random, kind: CredentialKind | undefined): Minted;
  /** How this exchange says no. */
  abstract refusal(reason: Reason, seconds?: number): Answer;

  /** What identifies a call: `GET /path`. Exchanges that say it in the body say so here. */
  routeOf(call: Call): string {
    return `${call.method} ${call.path}`;
  }

  /** What a body in JSON says. */
  protected argumentsOf({ body }: Call): Readonly<Record<string, unknown>> {
    try {
      const parsed: unknown = JSON.parse(body);
      return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  }

  /** A success, wrapped as this exchange wraps it. */
  protected wrapped(result: unknown, _context: Context): Answer {
    return { status: 200, body: result };
  }

  /** Answers a call on this state. */
  answer(call: Call, state: State = this.state): Answer {
    this.#expire(state, call.now);
    try {
      const found = this.#route(this.routeOf(call));
      if (found === undefined) return this.refusal("unknown-route");
      const context = { state, call, parameters: parametersOf(call), json: this.argumentsOf(call) };
      if (found.needs === "nothing")
        return this.wrapped(found.run({ ...context, key: nobody }), { ...context, key: nobody });
      const key = this.authenticate(context);
      if (found.needs !== "key" && !key.can[found.needs]) this.refuse("permission");
      key.lastUsed = call.now;
      return this.wrapped(found.run({ ...context, key }), { ...context, key });
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  /** Makes a key, as its owner does on the exchange's page. */
  issue(wishes: KeyWishes = {}): Key {
    const key = this.newKey(this.state, wishes, Date.now());
    this.state.keys.push(key);
    return key;
  }

  /** Opens an order, as a bot did. */
  open(order: Partial<Order> & Pick<Order, "account" | "kind" | "symbol">): Order {
    const id = this.orderId(++this.state.serial);
    const opened: Order = {
      id,
      network: "mainnet",
      side: "buy",
      price: "20000.5",
      quantity: "0.01",
      at: Date.now() + this.clockAhead,
      ...order,
    };
    this.state.orders.push(opened);
    return opened;
  }

  /** Fills an order: one that is open, or one that the exchange alone knows of. */
  fill(fill: Partial<Fill> & Pick<Fill, "account" | "kind" | "symbol">): Fill {
    const serial = ++this.state.serial;
    const filled: Fill = {
      id: String(serial),
      orderId: this.orderId(serial),
      network: "mainnet",
      side: "buy",
      price: "20000.5",
      quantity: "0.01",
      at: Date.now() + this.clockAhead,
      ...fill,
    };
    this.state.fills.push(filled);
    return filled;
  }

  /** Open orders of an account. */
  openOrders(account: string): readonly Order[] {
    this.#expire(this.state, Date.now() + this.clockAhead);
    return this.state.orders.filter((order) => order.account === account);
  }

  protected orderId(serial: number): string {
    return String(serial);
  }

  protected newKey(state: State, wishes: KeyWishes, now: number): Key {
    const minted = this.mint(this.#random, wishes.kind);
    const created = wishes.created ?? now;
    return {
      ...minted,
      account: wishes.account ?? "main",
      network: wishes.network ?? "mainnet",
      master: wishes.master ?? false,
      label: wishes.label ?? "bot",
      state: "enabled",
      can: {
        read: true,
        trade: true,
        futures: true,
        withdraw: false,
        transfer: false,
        manage: wishes.master ?? false,
        ...wishes.can,
      },
      addresses: [...(wishes.addresses ?? [])],
      created,
      modified: created,
      expires: wishes.expires,
      lastUsed: undefined,
      serial: ++state.serial,
    };
  }

  protected refuse(reason: Reason, seconds?: number): never {
    throw new Refusal(this.refusal(reason, seconds));
  }

  protected refuseWith(answer: Answer): never {
    throw new Refusal(answer);
  }

  /** The key of this public id, in force on this network; or the refusal that fits. */
  protected known({ state, call }: Pick<Context, "state" | "call">, publicId: string | undefined): Key {
    const key = state.keys.find((one) => one.publicId === publicId);
    if (key === undefined || key.state === "deleted") this.refuse("unknown-key");
    if (key.network !== call.network) this.refuse("wrong-network");
    if (key.state === "disabled") this.refuse("disabled-key");
    if (key.expires !== undefined && key.expires <= call.now) this.refuse("expired-key");
    return key;
  }

  /** Refuses an address that the key is not bound to. */
  protected listed(key: Key, { from }: Call): void {
    if (!allows(key.addresses, from)) this.refuse("address");
  }

  /** Orders of the key's account. */
  protected ordersOf(
    { state, key, call }: Context,
    kinds: readonly string[],
    symbol?: string | null,
  ): readonly Order[] {
    return state.orders.filter(
      (order) =>
        order.account === key.account &&
        order.network === call.network &&
        kinds.includes(order.kind) &&
        (symbol === undefined || symbol === null || symbol === "" || order.symbol === symbol),
    );
  }

  protected fillsOf(
    { state, key, call }: Context,
    kinds: readonly string[],
    since: number,
    until: number,
  ): readonly Fill[] {
    return state.fills
      .filter(
        (fill) =>
          fill.account === key.account &&
          fill.network === call.network &&
          kinds.includes(fill.kind) &&
          fill.at >= since &&
          fill.at <= until,
      )
      .sort((one, other) => one.at - other.at);
  }

  /** Takes orders off the book. */
  protected cancel(state: State, orders: readonly Order[]): readonly Order[] {
    state.orders = state.orders.filter((order) => !orders.includes(order));
    return orders;
  }

  /** Arms the dead man's switch of the key's account, or disarms it with 0 seconds. */
  protected arm({ state, key, call }: Context, seconds: number, kinds: readonly string[], symbol?: string): void {
    state.deadlines = state.deadlines.filter(
      (one) =>
        one.account !== key.account ||
        one.network !== call.network ||
        one.symbol !== symbol ||
        one.kinds.join() !== kinds.join(),
    );
    if (seconds <= 0) return;
    const armed = { account: key.account, network: call.network, kinds, seconds, at: call.now + seconds * 1000 };
    state.deadlines.push(symbol === undefined ? armed : { ...armed, symbol });
  }

  /** Keys of an account that are not deleted. */
  protected keysOf(state: State, account: string): readonly Key[] {
    return state.keys.filter((key) => key.account === account && key.state !== "deleted");
  }

  /** A sub-account of the key's own account. */
  protected own({ state, key }: Context, subAccount: string | null | undefined): string {
    if (subAccount === undefined || subAccount === null || state.parents[subAccount] !== key.account)
      this.refuse("bad-request");
    return subAccount;
  }

  #route(name: string): Route | undefined {
    return this.routes[name] ?? Object.entries(this.routes).find(([pattern]) => matches(pattern, name))?.[1];
  }

  #expire(state: State, now: number): void {
    for (const due of state.deadlines.filter(({ at }) => at <= now)) {
      this.cancel(
        state,
        state.orders.filter(
          (order) =>
            order.account === due.account &&
            order.network === due.network &&
            due.kinds.includes(order.kind) &&
            (due.symbol === undefined || due.symbol === order.symbol),
        ),
      );
    }
    state.deadlines = state.deadlines.filter(({ at }) => at > now);
  }
}

/** Whether a list of addresses and ranges allows an address; an empty one allows all. */
export function allows(list: readonly string[], address: string): boolean {
  if (list.length === 0) return true;
  const blocks = new BlockList();
  for (const entry of list) {
    const [first = "", bits] = entry.split("/");
    if (bits !== undefined) blocks.addSubnet(first, Number(bits), isIPv6(first) ? "ipv6" : "ipv4");
    else if (isIPv4(first)) blocks.addAddress(first);
    else if (isIPv6(first)) blocks.addAddress(first, "ipv6");
  }
  return blocks.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** The values in braces of a route's path. */
export function placed(pattern: string, path: string): Readonly<Record<string, string>> {
  const words = path.split("/");
  return Object.fromEntries(
    pattern
      .split("/")
      .map((part, index) => [part, words[index] ?? ""] as const)
      .filter(([part]) => part.startsWith("{"))
      .map(([part, word]) => [part.slice(1, -1), decodeURIComponent(word)]),
  );
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("/");
  const words = name.split("/");
  return parts.length === words.length && parts.every((part, index) => part.startsWith("{") || part === words[index]);
}

function parametersOf({ query, body, headers }: Call): URLSearchParams {
  const parameters = new URLSearchParams(query);
  if (!(headers["content-type"] ?? "").includes("json") && !/^\s*[[{]/u.test(body)) {
    for (const [name, value] of new URLSearchParams(body)) parameters.append(name, value);
  }
  return parameters;
}
