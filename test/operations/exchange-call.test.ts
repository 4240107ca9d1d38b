import { createHash } from "node:crypto";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ExchangeId } from "../../exchanges/exchange";
import { exchanges } from "../../exchanges/exchanges";
import { hostFiles } from "../../infra/host-files";
import { platformHosts } from "../../infra/platform-hosts";
import type { BotHost } from "./bot-host";
import type { ExchangeDouble, Key, KeyWishes } from "./exchanges/exchange-double";
import { type Fact, sideBySide } from "./side-by-side";
import { World } from "./world";

// A place may wait for those before it, on a machine that has other things to do.
jest.setTimeout(900_000);

/** What the script answers. */
interface Told {
  readonly ok: boolean;
  readonly call: string;
  readonly exchange: string;
  readonly network: string;
  readonly version: string | null;
  readonly milliseconds: number;
  readonly result?: Record<string, unknown>;
  readonly error?: {
    readonly kind: string;
    readonly code: string | null;
    readonly httpStatus: number | null;
    readonly retryAfterSeconds: number | null;
    readonly message: string;
    readonly mayHaveHappened?: true;
  };
}

let world: World;
let secrets: SecretsManagerClient;
beforeAll(async () => {
  world = await World.start();
  secrets = new SecretsManagerClient({
    region: World.region,
    endpoint: world.ministack.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterAll(() => world.stop());

/** A bot's host and the secret it reads, which holds nothing yet. */
class Bot {
  static #count = 0;
  /** Everything that the script ever printed on this host. */
  printed = "";
  readonly #secrets: string[] = [];

  private constructor(
    readonly host: BotHost,
    readonly secretName: string,
    readonly double: ExchangeDouble,
  ) {}

  /** `double`: the exchange that stands for this one, where one has several hosts and ids. */
  static async start(exchange: string, double = exchange): Promise<Bot> {
    const number = ++Bot.#count;
    const secretName = `bot-${String(number)}-exchange`;
    await secrets.send(new CreateSecretCommand({ Name: secretName }));
    const host = await world.startHost(
      {
        instanceId: `i-0000000000000${String(number).padStart(4, "0")}`,
        tags: {},
        address: `10.201.0.${String(number)}`,
      },
      hostFiles({
        exchange: exchanges[exchange as ExchangeId],
        network: "mainnet",
        platformHosts: platformHosts({ region: World.region, bucket: "bot-artifacts" }),
      }).archive,
      {
        BULKHEAD_EXCHANGE: exchange,
        BULKHEAD_NETWORK: "mainnet",
        BULKHEAD_SECRET_NAME: secretName,
        AWS_REGION: World.region,
      },
    );
    world.metadata.instances.set(host.address, {
      instanceId: host.instanceId,
      address: "203.0.113.7",
      privateAddress: host.address,
      region: World.region,
      account: World.account,
      roleName: "bot",
      credentials: () => ({
        Code: "Success",
        Type: "AWS-HMAC",
        AccessKeyId: "test",
        SecretAccessKey: "test",
        Token: "test",
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    });
    return new Bot(host, secretName, world.exchanges.double(double));
  }

  /** Makes a key that is bound to the host, and puts it into the secret. */
  async issue(wishes: KeyWishes = {}, stage = "AWSCURRENT"): Promise<Key> {
    const key = this.double.issue({ addresses: [this.host.address], ...wishes });
    await this.put(JSON.stringify(key.credential), stage);
    return key;
  }

  async put(text: string, stage = "AWSCURRENT"): Promise<void> {
    this.#secrets.push(text);
    await secrets.send(
      new PutSecretValueCommand({ SecretId: this.secretName, SecretString: text, VersionStages: [stage] }),
    );
  }

  async call(call: string, given: object = {}, version = "AWSCURRENT"): Promise<Told> {
    const { status, out, err } = await this.raw(JSON.stringify({ call, version, arguments: given }));
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out.length).toBeLessThanOrEqual(20_001);
    return JSON.parse(out) as Told;
  }

  async raw(request: string, words = ""): Promise<{ status: number; out: string; err: string }> {
    const ran = await this.host.run(
      `/usr/local/lib/bulkhead/operator/exchange-call ${words} <<'BULKHEAD-REQUEST'\n${request}\nBULKHEAD-REQUEST\n`,
    );
    this.printed += ran.out + ran.err;
    return ran;
  }

  /** Parts of a credential in what was printed. */
  leaks(): string[] {
    const values = this.#secrets.flatMap((text) => {
      try {
        return Object.values(JSON.parse(text) as Record<string, string>);
      } catch {
        return [text];
      }
    });
    const parts = values.flatMap((value) =>
      Array.from({ length: Math.max(0, value.length - 7) }, (_, at) => value.slice(at, at + 8)),
    );
    return parts.filter((part) => !/^-+|PRIVATE|BEGIN|END /u.test(part) && this.printed.includes(part));
  }
}

const value = (known: unknown): unknown => ({ value: known });
const fingerprint = (exchange: string, publicId: string): string =>
  createHash("sha256").update(`${exchange}|${publicId}`).digest("hex").slice(0, 16);

/** The facts of one exchange that differ from the others'. */
interface Trial {
  /** Of the bot's key. */
  readonly wishes?: KeyWishes;
  readonly orders: readonly (readonly [kind: string, symbol: string])[];
  /** A route that reads orders of one kind, and whether they are cancelled without having been read. */
  readonly reading: readonly [route: string, kind: string, symbol: string, isBlind: boolean];
  readonly record: Readonly<Record<string, unknown>>;
  readonly refused: Readonly<Record<"gone" | "elsewhere" | "forged", string | null>>;
  /** Of fills: the book, the symbol, what has to be asked for, and whether the exchange can say that these are all. */
  readonly fills: readonly [kind: string, symbol: string, asked: object, isComplete: boolean];
  /** Books that a dead man's switch empties; null where there is none. */
  readonly deadMan: readonly string[] | null;
  /** Calls about keys that the exchange has, beside `introspect`. */
  readonly keys: readonly string[];
  /** The sub-account that a master key makes and changes keys of. */
  readonly subAccount?: string;
}

const bound = { restricted: value(true) };
const unbound = { restricted: { untold: expect.any(String) as string } };
const told = { gone: "bad-key", elsewhere: "address-refused", forged: "bad-signature" } as const;
const lumped = { gone: "ambiguous", elsewhere: "ambiguous", forged: "ambiguous" } as const;
const managed = ["list-keys", "create-key", "set-addresses", "delete-key"];

const trials: Readonly<Record<string, Trial>> = {
  binance: {
    orders: [
      ["spot", "BTCUSDT"],
      ["margin", "BTCUSDT"],
      ["usdm", "BTCUSDT"],
      ["usdm-algo", "BTCUSDT"],
      ["coinm", "BTCUSD_PERP"],
      ["coinm-algo", "BTCUSD_PERP"],
    ],
    reading: ["GET /sapi/v1/margin/openOrders", "margin", "BTCUSDT", false],
    record: bound,
    refused: { gone: "bad-key", elsewhere: "ambiguous", forged: "bad-signature" },
    fills: ["spot", "BTCUSDT", { symbols: ["BTCUSDT"] }, false],
    deadMan: null,
    keys: ["create-key"],
    subAccount: "sub@example.com",
  },
  bybit: {
    orders: [
      ["spot Order", "BTCUSDT"],
      ["spot tpslOrder", "BTCUSDT"],
      ["linear Order", "BTCUSDT"],
      ["linear StopOrder", "BTCUSDT"],
      ["inverse Order", "BTCUSD"],
      ["option Order", "BTCUSDT"],
    ],
    reading: ["GET /v5/order/realtime", "linear Order", "BTCUSDT", true],
    record: bound,
    refused: told,
    fills: ["spot Order", "BTCUSDT", {}, true],
    deadMan: null,
    keys: managed,
    subAccount: "70001",
  },
  okx: {
    orders: [
      ["SPOT", "BTC-USDT"],
      ["SWAP", "BTC-USDT-SWAP"],
      ["algo conditional", "BTC-USDT"],
      ["algo oco", "BTC-USDT"],
      ["algo trigger", "BTC-USDT"],
      ["algo twap", "BTC-USDT"],
    ],
    reading: ["GET /api/v5/trade/orders-algo-pending", "algo oco", "BTC-USDT", false],
    record: bound,
    refused: told,
    fills: ["SPOT", "BTC-USDT", {}, true],
    deadMan: ["SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION"],
    keys: managed,
    subAccount: "grid",
  },
  kraken: {
    orders: [["spot", "XBTUSD"]],
    reading: ["POST /0/private/OpenOrders", "spot", "XBTUSD", true],
    record: bound,
    refused: { gone: "ambiguous", elsewhere: "ambiguous", forged: "bad-signature" },
    fills: ["spot", "XBTUSD", {}, true],
    deadMan: ["spot"],
    keys: [],
  },
  deribit: {
    orders: [
      ["future", "BTC-PERPETUAL"],
      ["option trigger", "BTC-25DEC26-100000-C"],
    ],
    reading: ["private/get_open_orders", "future", "BTC-PERPETUAL", true],
    record: bound,
    refused: { gone: "ambiguous", elsewhere: "ambiguous", forged: "bad-signature" },
    fills: ["future", "BTC-PERPETUAL", {}, true],
    deadMan: null,
    keys: [...managed, "disable-key", "enable-key"],
    // A key makes and changes those of its own account alone.
    subAccount: "main",
  },
  coinbase: {
    orders: [["spot", "BTC-USD"]],
    reading: ["GET /api/v3/brokerage/orders/historical/batch", "spot", "BTC-USD", false],
    record: unbound,
    refused: lumped,
    fills: ["spot", "BTC-USD", {}, true],
    deadMan: null,
    keys: [],
  },
  kucoin: {
    orders: [
      ["spot", "BTC-USDT"],
      ["spot stop", "BTC-USDT"],
      ["spot oco", "BTC-USDT"],
      ["margin", "BTC-USDT"],
      ["margin isolated", "BTC-USDT"],
      ["futures", "XBTUSDTM"],
      ["futures stop", "XBTUSDTM"],
    ],
    reading: ["GET /api/v3/oco/orders", "spot oco", "BTC-USDT", true],
    record: bound,
    refused: told,
    fills: ["spot", "BTC-USDT", { symbols: ["BTC-USDT"] }, false],
    deadMan: ["spot"],
    keys: ["list-keys", "create-key"],
    subAccount: "gridsub",
  },
  bitget: {
    orders: [
      ["spot", "BTCUSDT"],
      ["spot plan", "BTCUSDT"],
      ["USDT-FUTURES", "BTCUSDT"],
      ["USDT-FUTURES plan", "BTCUSDT"],
      ["COIN-FUTURES", "BTCUSD"],
    ],
    reading: ["GET /api/v2/mix/order/orders-plan-pending", "USDT-FUTURES plan", "BTCUSDT", false],
    record: bound,
    refused: told,
    fills: ["spot", "BTCUSDT", {}, true],
    deadMan: null,
    keys: ["list-keys", "create-key"],
    subAccount: "70003",
  },
  gate: {
    orders: [
      ["spot", "BTC_USDT"],
      ["margin", "BTC_USDT"],
      ["spot price", "BTC_USDT"],
      ["futures usdt", "BTC_USDT"],
      ["futures usdt price", "BTC_USDT"],
      ["delivery usdt", "BTC_USDT_20261225"],
      ["delivery usdt price", "BTC_USDT_20261225"],
    ],
    reading: ["GET /api/v4/delivery/usdt/orders", "delivery usdt", "BTC_USDT_20261225", false],
    record: bound,
    refused: told,
    fills: ["spot", "BTC_USDT", {}, false],
    deadMan: ["spot", "futures usdt", "futures btc"],
    keys: managed,
    subAccount: "70004",
  },
  bitmex: {
    orders: [["order", "XBTUSD"]],
    reading: ["GET /api/v1/order", "order", "XBTUSD", true],
    record: bound,
    refused: told,
    fills: ["order", "XBTUSD", {}, true],
    deadMan: ["order"],
    keys: ["list-keys"],
  },
  htx: {
    orders: [
      ["spot", "btcusdt"],
      ["algo", "btcusdt"],
      ["linear", "BTC-USDT"],
    ],
    // Of keys a parent user alone is told.
    wishes: { master: true },
    reading: ["GET /v5/trade/order/opens", "linear", "BTC-USDT", true],
    record: bound,
    refused: { gone: "bad-key", elsewhere: "bad-key", forged: "bad-signature" },
    fills: ["spot", "btcusdt", {}, false],
    deadMan: ["spot", "algo"],
    keys: ["list-keys", "set-addresses", "delete-key"],
    subAccount: "70005",
  },
  bingx: {
    orders: [
      ["spot", "BTC-USDT"],
      ["swap", "BTC-USDT"],
      ["cswap", "BTC-USD"],
    ],
    reading: ["GET /openApi/swap/v2/trade/openOrders", "swap", "BTC-USDT", true],
    record: bound,
    refused: told,
    fills: ["swap", "BTC-USDT", {}, false],
    deadMan: ["spot", "swap"],
    keys: managed,
    subAccount: "70006",
  },
  hyperliquid: {
    orders: [["perp", "BTC"]],
    reading: ["info frontendOpenOrders", "perp", "BTC", false],
    record: unbound,
    refused: { gone: "bad-key", elsewhere: null, forged: null },
    fills: ["perp", "BTC", {}, true],
    deadMan: ["perp", "spot"],
    keys: ["list-keys"],
  },
};

/** Those that most bots trade on: they are asked more. */
const thorough = new Set(["binance", "bybit", "okx", "kraken", "deribit"]);

/** What any exchange is asked, of a bot's key. */
function ofAnyBot(exchange: string, trial: Trial, fact: Fact): void {
  const { wishes, orders, record, refused } = trial;
  let bot: Bot;
  let account: string;
  let key: Key;
  fact("makes the harmless call, and tells what the key may do", async () => {
    bot = await Bot.start(exchange);
    const master = bot.double.issue({ master: true }).credential.walletAddress;
    account = master ?? `account-${exchange}`;
    key = await bot.issue({ account, ...wishes });
    const ping = await bot.call("ping");
    expect(ping).toMatchObject({ ok: true, call: "ping", exchange, network: "mainnet" });
    expect(ping.version).toMatch(/^[\da-f-]{36}$/u);
    expect((await bot.call("introspect")).result?.record).toMatchObject({
      key: fingerprint(exchange, key.publicId),
      self: true,
      canRead: value(true),
      canTrade: value(true),
      canWithdraw: value(false),
      network: value("mainnet"),
      ...record,
    });
  });

  fact("says which calls there are, and of each that is missing why", async () => {
    const { ok, result } = await bot.call("self-test");
    const calls = [
      ...["cancel-all", "egress", "fills", "introspect", "open-orders", "ping", "self-test", "time"],
      ...(trial.deadMan === null ? [] : ["dead-man"]),
      ...trial.keys,
    ];
    expect({ ok, calls: result?.calls }).toEqual({ ok: true, calls: calls.toSorted() });
    const missing = result?.unsupported as Readonly<Record<string, string>>;
    expect(Object.keys(missing).filter((call) => calls.includes(call))).toEqual([]);
    // A reason of its own, not that there is none.
    for (const why of Object.values(missing)) expect(why).toMatch(/^(?!The exchange has no such call).{20,}\.$/u);
    if (trial.deadMan === null) {
      const answer = await bot.call("dead-man", { seconds: 30 });
      expect(answer.error).toMatchObject({ kind: "unsupported", message: missing["dead-man"] });
    }
  });

  fact("counts and cancels every kind of order, and reads until none is left", async () => {
    for (const [kind, symbol] of orders) {
      for (let count = 0; count < 2; count++) bot.double.open({ account, kind, symbol });
    }
    expect(await bot.call("open-orders")).toMatchObject({ ok: true, result: { count: orders.length * 2, unseen: [] } });
    const answer = await bot.call("cancel-all");
    expect(bot.double.openOrders(account)).toEqual([]);
    expect(answer).toMatchObject({ ok: true, result: { cancelled: orders.length * 2, left: 0, unseen: [] } });
  });

  fact("takes an answer 404 for no list of orders: what was not seen is not empty", async () => {
    const [route, kind, symbol, isBlind] = trial.reading;
    bot.double.open({ account, kind, symbol });
    const fault = { kind: "answer", answer: { status: 404, body: {} } } as const;
    world.exchanges.misbehave({ exchange, route, times: 1_000, fault });
    const answer = await bot.call("cancel-all");
    expect(answer).toMatchObject({ ok: false, error: { kind: "unexpected", httpStatus: 404 }, result: { left: null } });
    expect(answer.result?.unseen).not.toEqual([]);
    expect(bot.double.openOrders(account)).toHaveLength(isBlind ? 0 : 1);
    expect(await bot.call("open-orders")).toMatchObject({ ok: false, error: { kind: "unexpected" } });
    bot.double.state.orders = [];
  });

  fact("tells the fills of a time", async () => {
    const [kind, symbol, asked, complete] = trial.fills;
    const at = Date.now() - 3_600_000;
    const fill = bot.double.fill({ account, kind, symbol, at });
    bot.double.fill({ account, kind, symbol, at: at - 60_000 });
    expect(await bot.call("fills", { since: at - 1_000, until: at + 1_000, ...asked })).toMatchObject({
      ok: true,
      result: {
        fills: [{ at, symbol, orderId: fill.orderId, side: "buy", price: "20000.5", quantity: "0.01" }],
        complete,
      },
    });
  });

  if (trial.deadMan !== null) {
    fact("arms the dead man's switch, and disarms it", async () => {
      expect((await bot.call("dead-man", { seconds: 30 })).result).toMatchObject({ armed: true, seconds: 30 });
      const armed = bot.double.state.deadlines.filter((one) => one.account === account);
      expect(armed.flatMap(({ kinds }) => kinds)).toEqual(trial.deadMan);
      // Where the exchange takes a time of day, what the call took is lost.
      for (const { seconds } of armed) expect(Math.abs(seconds - 20)).toBeLessThanOrEqual(11);
      expect((await bot.call("dead-man", { seconds: 0 })).result).toMatchObject({ armed: false, seconds: 0 });
      expect(bot.double.state.deadlines.filter((one) => one.account === account)).toEqual([]);
    });
  }

  fact("says which of key, address and signature is refused, as far as the exchange does", async () => {
    if (refused.elsewhere !== null) {
      key.addresses = ["203.0.113.9"];
      expect((await bot.call("ping")).error?.kind).toBe(refused.elsewhere);
      key.addresses = [bot.host.address];
    }
    // Of the others every reason is tried, below.
    if (!thorough.has(exchange)) {
      if (refused.forged !== null) {
        world.exchanges.misbehave({ exchange, times: 1_000, fault: { kind: "refuse", reason: "signature" } });
        expect((await bot.call("ping")).error?.kind).toBe(refused.forged);
        world.exchanges.behave(exchange);
      }
      const fault = { kind: "refuse", reason: "rate-limited", seconds: 7 } as const;
      world.exchanges.misbehave({ exchange, times: 1_000, fault });
      expect((await bot.call("ping")).error?.kind).toBe("rate-limited");
      world.exchanges.behave(exchange);
    }
    key.state = "deleted";
    expect((await bot.call("ping")).error?.kind).toBe(refused.gone);
  });

  fact("prints no part of a credential", async () => {
    expect(bot.leaks()).toEqual([]);
    return Promise.resolve();
  });
}

/** What those are asked, too. */
function moreOfABot(exchange: string, { orders }: Trial, fact: Fact): void {
  let bot: Bot;
  const account = `more-${exchange}`;
  fact("tells of a key that may withdraw from anywhere", async () => {
    bot = await Bot.start(exchange);
    await bot.issue({ account, addresses: [], can: { withdraw: true } });
    expect((await bot.call("introspect")).result?.record).toMatchObject({
      canWithdraw: value(true),
      restricted: value(false),
      addresses: value([]),
    });
  });

  fact("tells the difference of the clocks", async () => {
    bot.double.clockAhead = 90_000;
    const skew = Number((await bot.call("time")).result?.skewMilliseconds);
    expect(Math.abs(skew + 90_000)).toBeLessThan(1_500);
  });

  const cancelling: Readonly<Record<string, string>> = {
    binance: "DELETE /api/v3/openOrders",
    bybit: "POST /v5/order/cancel-all",
    okx: "POST /api/v5/trade/cancel-batch-orders",
    kraken: "POST /0/private/CancelAll",
    deribit: "private/cancel_all",
  };
  fact("believes what it reads, not what it was answered", async () => {
    await bot.issue({ account });
    const [kind = "", symbol = ""] = orders[0] ?? [];
    const route = cancelling[exchange] ?? "";

    bot.double.open({ account, kind, symbol });
    world.exchanges.misbehave({ exchange, route, fault: { kind: "cut", when: "after" } });
    expect((await bot.call("cancel-all")).result).toMatchObject({ cancelled: 1, left: 0 });

    bot.double.open({ account, kind, symbol });
    world.exchanges.misbehave({ exchange, route, fault: { kind: "no-effect" } });
    expect((await bot.call("cancel-all")).result).toMatchObject({ cancelled: 1, left: 0 });
  });

  for (const [reason, kind] of [
    ["rate-limited", "rate-limited"],
    ["unavailable", "unavailable"],
    ["region", "region-refused"],
    ["signature", "bad-signature"],
    ["clock", "clock"],
    ["permission", exchange === "binance" ? "ambiguous" : "permission-missing"],
  ] as const) {
    fact(`maps what the exchange says: ${reason} is ${kind}`, async () => {
      world.exchanges.misbehave({ exchange, times: 1_000, fault: { kind: "refuse", reason, seconds: 7 } });
      expect(await bot.call("introspect")).toMatchObject({ ok: false, error: { kind } });
    });
  }

  fact("still prints no part of a credential", async () => {
    expect(bot.leaks()).toEqual([]);
    return Promise.resolve();
  });
}

/** What is the same on every exchange, tried on one. */
function whateverTheExchange(fact: Fact): void {
  const exchange = "binance";
  const account = "whatever";
  let bot: Bot;
  fact("says that the secret is empty", async () => {
    bot = await Bot.start(exchange);
    expect((await bot.call("ping")).error?.kind).toBe("no-credential");
    expect((await bot.call("ping", {}, "AWSPENDING")).error?.kind).toBe("no-credential");
  });

  fact("says that the secret holds something else", async () => {
    await bot.put("neither-JSON-nor-a-key");
    expect((await bot.call("ping")).error?.kind).toBe("malformed-credential");
  });

  fact("uses the version that it is asked to", async () => {
    // The second makes the first the previous one.
    await bot.issue({ account });
    await bot.issue({ account });
    const next = await bot.issue({ account }, "AWSPENDING");
    const pending = await bot.call("introspect", {}, "AWSPENDING");
    expect(pending.result?.record).toMatchObject({ key: fingerprint(exchange, next.publicId) });
    const again = await bot.call("introspect", {}, String(pending.version));
    expect(again).toMatchObject({
      version: pending.version,
      result: { record: { key: fingerprint(exchange, next.publicId) } },
    });
    expect((await bot.call("introspect", {}, "AWSPREVIOUS")).ok).toBe(true);
  });

  fact("tells what is left where nothing is cancelled", async () => {
    await bot.issue({ account });
    bot.double.open({ account, kind: "spot", symbol: "BTCUSDT" });
    const fault = { kind: "cut", when: "before" } as const;
    world.exchanges.misbehave({ exchange, route: "DELETE /api/v3/openOrders", times: 1_000, fault });
    expect(await bot.call("cancel-all")).toMatchObject({
      ok: false,
      error: { kind: "unreachable", mayHaveHappened: true },
      result: { left: 1 },
    });
    bot.double.state.orders = [];
  });

  fact("looks everywhere where nobody says what the key may do", async () => {
    bot.double.open({ account, kind: "usdm", symbol: "BTCUSDT" });
    const fault = { kind: "refuse", reason: "unavailable" } as const;
    world.exchanges.misbehave({ exchange, route: "GET /sapi/v1/account/apiRestrictions", times: 1_000, fault });
    expect((await bot.call("cancel-all")).result).toMatchObject({ cancelled: 1, left: 0, unseen: [] });
  });

  fact("takes a page in HTML, and a stranger's certificate, for no exchange", async () => {
    world.exchanges.misbehave({ exchange, times: 1_000, fault: { kind: "html" } });
    expect((await bot.call("ping")).error?.kind).toBe("not-the-exchange");
    world.exchanges.behave(exchange);
    for (const host of Object.keys(bot.double.hosts)) world.exchanges.impostors.add(host);
    expect((await bot.call("ping")).error?.kind).toBe("not-the-exchange");
  });

  fact("changes nothing where it is to look alone, and looks", async () => {
    const asked = async (request: object, words = "--look"): Promise<object> => {
      const { status, out } = await bot.raw(JSON.stringify(request), words);
      return {
        status,
        calls: world.exchanges.calls.length > 0,
        said: out === "" ? "" : (JSON.parse(out) as Told).call,
      };
    };
    world.exchanges.calls.length = 0;
    for (const request of [
      { call: "cancel-all" },
      { call: "dead-man", arguments: { seconds: 30 } },
      { call: "create-key", arguments: { into: "x", label: "y" } },
      { call: "set-addresses", arguments: { key: "0123456789abcdef", addresses: ["203.0.113.9"] } },
      { call: "disable-key", arguments: { key: "0123456789abcdef" } },
      { call: "enable-key", arguments: { key: "0123456789abcdef" } },
      { call: "delete-key", arguments: { key: "0123456789abcdef" } },
    ])
      expect([request, await asked(request)]).toEqual([request, { status: 2, calls: false, said: "" }]);
    expect(await asked({ call: "ping" }, "--look more")).toEqual({ status: 2, calls: false, said: "" });
    expect(await asked({ call: "ping" })).toEqual({ status: 0, calls: true, said: "ping" });
  });

  fact("signs with a key whose private half is an Ed25519 key", async () => {
    await bot.issue({ account, kind: "ed25519" });
    expect(await bot.call("ping")).toMatchObject({ ok: true });
  });

  fact("refuses a request that it can't read, and says why without repeating it", async () => {
    const marked = "marked-0123456789";
    for (const request of [
      "",
      "[]",
      "{",
      '{"call": "ping", "call": "cancel-all"}',
      `{"call": "${marked}"}`,
      `{"call": "ping", "exchange": "${marked}"}`,
      `{"call": "ping", "version": "${marked}"}`,
      `{"call": "ping", "arguments": {"${marked}": 1}}`,
      '{"call": "dead-man", "arguments": {"seconds": true}}',
      '{"call": "dead-man", "arguments": {"seconds": -1}}',
      `{"call": "set-addresses", "arguments": {"key": "0123456789abcdef", "addresses": ["${marked}"]}}`,
      `{"call": "ping", "arguments": "${"x".repeat(70_000)}"}`,
    ]) {
      const { status, out, err } = await bot.raw(request);
      expect({ request, status, out }).toEqual({ request, status: 2, out: "" });
      expect(err).toMatch(/^exchange-call: .+\n$/u);
      expect(err).not.toContain(marked);
    }
  });

  fact("has printed no part of a credential by then", async () => {
    expect(bot.leaks()).toEqual([]);
    return Promise.resolve();
  });
}

/** Of Binance's futures, whose hosts and calls are others. */
function ofFutures(fact: Fact): void {
  const exchange = "binance-usdm";
  const account = "futures";
  fact("asks USD-M futures by their own calls: harmless call, fills, dead man's switch", async () => {
    const bot = await Bot.start(exchange, "binance");
    await bot.issue({ account });
    expect(await bot.call("ping")).toMatchObject({ ok: true, exchange });
    const at = Date.now() - 3_600_000;
    const fill = bot.double.fill({ account, kind: "usdm", symbol: "BTCUSDT", at });
    expect((await bot.call("fills", { since: at - 1, until: at + 1, symbols: ["BTCUSDT"] })).result).toMatchObject({
      fills: [{ at, symbol: "BTCUSDT", orderId: fill.orderId, side: "buy", price: "20000.5", quantity: "0.01" }],
      complete: false,
    });
    bot.double.open({ account, kind: "usdm", symbol: "BTCUSDT" });
    expect((await bot.call("dead-man", { seconds: 30 })).result).toMatchObject({ armed: true, symbols: ["BTCUSDT"] });
    expect(bot.double.state.deadlines.filter((one) => one.account === account)).toMatchObject([
      { symbol: "BTCUSDT", kinds: ["usdm"], seconds: 30 },
    ]);
    expect(bot.leaks()).toEqual([]);
  });
}

/** Where a key may not see a kind of orders. */
function ofAKeyThatSeesLess(fact: Fact): void {
  const exchange = "kucoin";
  fact("cancels what the key may see, and knows nothing of the rest", async () => {
    const bot = await Bot.start(exchange);
    const account = "sees-less";
    await bot.issue({ account });
    bot.double.open({ account, kind: "spot", symbol: "BTC-USDT" });
    const fault = { kind: "refuse", reason: "permission" } as const;
    for (const route of ["GET futures:/api/v1/orders", "DELETE futures:/api/v3/orders"])
      world.exchanges.misbehave({ exchange, route, times: 1_000, fault });
    expect(await bot.call("open-orders")).toMatchObject({ ok: true, result: { count: 1, unseen: ["futures"] } });
    expect(await bot.call("cancel-all")).toMatchObject({
      ok: true,
      result: { cancelled: 1, left: null, unseen: ["futures"] },
    });
    expect(bot.double.openOrders(account)).toEqual([]);
  });
}

/** What a master key does on an operator's host, and a bot's host sees of it. */
function ofAMaster(exchange: string, trial: Trial, subAccount: string, fact: Fact): void {
  let operator: Bot;
  let bot: Bot;
  const has = (call: string): boolean => trial.keys.includes(call);
  const keys = (): readonly Key[] =>
    bot.double.state.keys.filter(({ account, master }) => account === subAccount && !master);
  const alive = (): readonly Key[] => keys().filter(({ state, can }) => state !== "deleted" && can.trade);
  const make = (into: string, under = subAccount): Promise<Told> =>
    operator.call("create-key", {
      subAccount: under,
      label: "grid-2",
      addresses: [bot.host.address],
      permissions: ["read", "trade"],
      into,
    });

  fact("has a master key on one host, and a sub-account's bot on another", async () => {
    operator = await Bot.start(exchange);
    bot = await Bot.start(exchange);
    await operator.issue({ account: "main", master: true, can: { transfer: true, manage: true } });
    if (subAccount !== "main") bot.double.state.parents[subAccount] = "main";
    await bot.issue({ account: subAccount });
  });

  if (has("create-key")) {
    fact("makes a key of a sub-account, stores it as pending, and the bot's host proves it", async () => {
      const answer = await make(bot.secretName);
      const fresh = keys().at(-1);
      expect(answer).toMatchObject({ ok: true, result: { key: fingerprint(exchange, fresh?.publicId ?? "") } });
      expect(await bot.call("introspect", {}, "AWSPENDING")).toMatchObject({
        version: answer.result?.stored,
        result: {
          record: {
            key: answer.result?.key,
            canTrade: value(true),
            canWithdraw: value(false),
            restricted: value(true),
          },
        },
      });
      // Nothing of the new credential was printed either.
      for (const [name, secret] of Object.entries(fresh?.credential ?? {})) {
        if (name === "apiKey") continue;
        for (let at = 0; at + 8 <= secret.length; at++)
          expect(operator.printed).not.toContain(secret.slice(at, at + 8));
      }
    });

    fact("leaves no new key behind that can trade and can't be stored", async () => {
      const before = alive().length;
      const answer = await make("no-such-secret");
      expect(answer).toMatchObject({ ok: false, error: { kind: "unexpected" } });
      expect(alive()).toHaveLength(before);
      // Bitget has no call that deletes it: then the answer names it.
      const isNamed = exchange === "bitget";
      expect(answer.error?.mayHaveHappened).toBe(isNamed ? true : undefined);
      expect(answer.result?.left).toBe(isNamed ? fingerprint(exchange, keys().at(-1)?.publicId ?? "") : null);
    });
  }

  if (exchange === "deribit") {
    fact("makes no key in the place of another account's", async () => {
      const before = bot.double.state.keys.length;
      expect((await make(bot.secretName, "somebody")).error?.kind).toBe("unsupported");
      expect(bot.double.state.keys).toHaveLength(before);
    });
  }

  if (has("set-addresses")) {
    fact("binds a key of a sub-account to other addresses", async () => {
      const fresh = await bot.issue({ account: subAccount });
      const key = fingerprint(exchange, fresh.publicId);
      const addresses = ["203.0.113.9"];
      expect(await operator.call("set-addresses", { key, subAccount, addresses })).toMatchObject({
        ok: true,
        result: { done: true },
      });
      expect((await bot.call("ping")).error?.kind).toBe(trial.refused.elsewhere);
      // Nothing else of it was changed.
      expect(fresh).toMatchObject({ addresses, label: "bot", state: "enabled", can: { trade: true, withdraw: false } });
    });
  }

  if (has("disable-key")) {
    fact("switches a key off, and on again", async () => {
      const key = fingerprint(exchange, (await bot.issue({ account: subAccount })).publicId);
      expect(await operator.call("disable-key", { key, subAccount })).toMatchObject({ ok: true });
      expect((await bot.call("ping")).error?.kind).toBe(trial.refused.gone);
      expect(await operator.call("enable-key", { key, subAccount })).toMatchObject({ ok: true });
      expect(await bot.call("ping")).toMatchObject({ ok: true });
    });
  }

  if (has("delete-key")) {
    fact("deletes a key of a sub-account", async () => {
      const key = fingerprint(exchange, (await bot.issue({ account: subAccount })).publicId);
      const listed = (await operator.call("list-keys", { subAccount })).result?.records as { key: string }[];
      expect(listed.map((one) => one.key)).toContain(key);
      expect(await operator.call("delete-key", { key, subAccount })).toMatchObject({ ok: true });
      expect((await bot.call("ping")).error?.kind).toBe(trial.refused.gone);
    });
  }

  fact("has printed no part of a master key", async () => {
    expect([...operator.leaks(), ...bot.leaks()]).toEqual([]);
    return Promise.resolve();
  });
}

sideBySide(
  3,
  Object.fromEntries(
    Object.entries(trials).map(([exchange, trial]) => [
      `on a host of ${exchange} the script`,
      (say: Fact) => {
        const fact: Fact = (title, act) => {
          say(title, async () => {
            try {
              await act();
            } finally {
              world.exchanges.behave(exchange);
            }
          });
        };
        ofAnyBot(exchange, trial, fact);
        if (thorough.has(exchange)) moreOfABot(exchange, trial, fact);
        if (exchange === "binance") {
          whateverTheExchange(fact);
          ofFutures(fact);
        }
        if (exchange === "kucoin") ofAKeyThatSeesLess(fact);
        if (trial.subAccount !== undefined) ofAMaster(exchange, trial, trial.subAccount, fact);
      },
    ]),
  ),
);
