import { createHash } from "node:crypto";
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ExchangeId } from "../../exchanges/exchange";
import { exchanges } from "../../exchanges/exchanges";
import { hostFiles } from "../../infra/host-files";
import { platformHosts } from "../../infra/platform-hosts";
import type { BotHost } from "./bot-host";
import type { ExchangeDouble, Key, KeyWishes } from "./exchanges/exchange-double";
import { World } from "./world";

jest.setTimeout(120_000);

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
afterEach(() => {
  world.exchanges.behave();
  world.aws.behave();
});

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

  static async start(exchange: string): Promise<Bot> {
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
    return new Bot(host, secretName, world.exchanges.double(exchange));
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

  async raw(request: string): Promise<{ status: number; out: string; err: string }> {
    const ran = await this.host.run(
      `/usr/local/lib/bulkhead/operator/exchange-call <<'BULKHEAD-REQUEST'\n${request}\nBULKHEAD-REQUEST\n`,
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

describe.each(["binance", "bybit", "okx", "kraken", "deribit"])("on a host of %s the script", (exchange) => {
  let bot: Bot;
  const account = `account-${exchange}`;
  beforeAll(async () => {
    bot = await Bot.start(exchange);
  });
  afterAll(() => {
    expect(bot.leaks()).toEqual([]);
  });

  test("makes the harmless call", async () => {
    await bot.issue({ account });
    const told = await bot.call("ping");
    expect(told).toMatchObject({ ok: true, call: "ping", exchange, network: "mainnet" });
    expect(told.version).toMatch(/^[\da-f-]{36}$/u);
  });

  test("tells what the key may do, and its fingerprint", async () => {
    const key = await bot.issue({ account });
    const told = await bot.call("introspect");
    expect(told).toMatchObject({
      ok: true,
      result: {
        record: {
          key: fingerprint(exchange, key.publicId),
          self: true,
          canRead: value(true),
          canTrade: value(true),
          canWithdraw: value(false),
          restricted: value(true),
          network: value("mainnet"),
        },
      },
    });
  });

  test("tells of a key that may withdraw from anywhere", async () => {
    await bot.issue({ account, addresses: [], can: { withdraw: true } });
    expect((await bot.call("introspect")).result?.record).toMatchObject({
      canWithdraw: value(true),
      restricted: value(false),
      addresses: value([]),
    });
  });

  test("tells the difference of the clocks", async () => {
    bot.double.clockAhead = 90_000;
    const skew = Number((await bot.call("time")).result?.skewMilliseconds);
    expect(Math.abs(skew + 90_000)).toBeLessThan(1_500);
  });

  const kinds: Readonly<Record<string, readonly string[]>> = {
    binance: ["spot", "margin", "usdm", "usdm-algo", "coinm"],
    bybit: ["spot Order", "spot tpslOrder", "linear Order", "linear StopOrder", "inverse Order", "option Order"],
    okx: ["SPOT", "SWAP", "algo conditional", "algo oco", "algo trigger", "algo twap"],
    kraken: ["spot"],
    deribit: ["future"],
  };
  const symbolOf = (kind: string): string =>
    ({ bybit: kind.startsWith("inverse") ? "BTCUSD" : "BTCUSDT", binance: "BTCUSDT", okx: "BTC-USDT" })[exchange] ??
    "BTC-PERPETUAL";

  test("counts and cancels every kind of order, and reads until none is left", async () => {
    await bot.issue({ account });
    for (const kind of kinds[exchange] ?? []) {
      for (let count = 0; count < 3; count++) bot.double.open({ account, kind, symbol: symbolOf(kind) });
    }
    const orders = bot.double.openOrders(account).length;
    expect((await bot.call("open-orders")).result).toMatchObject({ count: orders });
    const told = await bot.call("cancel-all");
    expect(bot.double.openOrders(account)).toEqual([]);
    expect(told).toMatchObject({ ok: true, result: { cancelled: orders, left: 0 } });
  });

  const cancelling: Readonly<Record<string, string>> = {
    binance: "DELETE /api/v3/openOrders",
    bybit: "POST /v5/order/cancel-all",
    okx: "POST /api/v5/trade/cancel-batch-orders",
    kraken: "POST /0/private/CancelAll",
    deribit: "private/cancel_all",
  };
  test("believes what it reads, not what it was answered", async () => {
    await bot.issue({ account });
    const kind = kinds[exchange]?.[0] ?? "";
    const route = cancelling[exchange] ?? "";
    const open = (): void => void bot.double.open({ account, kind, symbol: symbolOf(kind) });

    open();
    world.exchanges.misbehave({ exchange, route, fault: { kind: "cut", when: "after" } });
    expect((await bot.call("cancel-all")).result).toMatchObject({ cancelled: 1, left: 0 });

    open();
    world.exchanges.misbehave({ exchange, route, fault: { kind: "no-effect" } });
    expect((await bot.call("cancel-all")).result).toMatchObject({ cancelled: 1, left: 0 });
  });

  test.each([
    ["rate-limited", "rate-limited"],
    ["unavailable", "unavailable"],
    ["region", "region-refused"],
    ["signature", "bad-signature"],
    ["clock", "clock"],
    ["permission", exchange === "binance" ? "ambiguous" : "permission-missing"],
  ] as const)("maps what the exchange says: %s is %s", async (reason, kind) => {
    world.exchanges.misbehave({ exchange, times: 1_000, fault: { kind: "refuse", reason, seconds: 7 } });
    const told = await bot.call("introspect");
    expect(told).toMatchObject({ ok: false, error: { kind } });
  });
});

describe("whatever the exchange, the script", () => {
  const exchange = "binance";
  let bot: Bot;
  const account = "account-binance";
  beforeAll(async () => {
    bot = await Bot.start(exchange);
  });
  afterAll(() => {
    expect(bot.leaks()).toEqual([]);
  });

  test("says that the secret is empty", async () => {
    expect((await bot.call("ping")).error?.kind).toBe("no-credential");
    expect((await bot.call("ping", {}, "AWSPENDING")).error?.kind).toBe("no-credential");
  });

  test("says that the secret holds something else", async () => {
    await bot.put("not a credential");
    expect((await bot.call("ping")).error?.kind).toBe("malformed-credential");
  });

  test("uses the version that it is asked to", async () => {
    // The second makes the first the previous one.
    await bot.issue({ account });
    await bot.issue({ account });
    const next = await bot.issue({ account }, "AWSPENDING");
    const told = await bot.call("introspect", {}, "AWSPENDING");
    expect(told.result?.record).toMatchObject({ key: fingerprint(exchange, next.publicId) });
    const again = await bot.call("introspect", {}, String(told.version));
    expect(again).toMatchObject({
      version: told.version,
      result: { record: { key: fingerprint(exchange, next.publicId) } },
    });
    expect((await bot.call("introspect", {}, "AWSPREVIOUS")).ok).toBe(true);
  });

  test("tells what is left where nothing is cancelled", async () => {
    await bot.issue({ account });
    bot.double.open({ account, kind: "spot", symbol: "BTCUSDT" });
    world.exchanges.misbehave({
      exchange,
      route: "DELETE /api/v3/openOrders",
      times: 1_000,
      fault: { kind: "cut", when: "before" },
    });
    expect(await bot.call("cancel-all")).toMatchObject({
      ok: false,
      error: { kind: "unreachable", mayHaveHappened: true },
      result: { left: 1 },
    });
  });

  test("takes a page in HTML, and a stranger's certificate, for no exchange", async () => {
    await bot.issue({ account });
    world.exchanges.misbehave({ exchange, times: 1_000, fault: { kind: "html" } });
    expect((await bot.call("ping")).error?.kind).toBe("not-the-exchange");
    world.exchanges.behave();
    for (const host of Object.keys(bot.double.hosts)) world.exchanges.impostors.add(host);
    expect((await bot.call("ping")).error?.kind).toBe("not-the-exchange");
  });
});

/** What the exchanges with a shorter trial keep apart, and how they tell a refusal. */
interface Trial {
  readonly wishes?: KeyWishes;
  readonly orders: readonly (readonly [kind: string, symbol: string])[];
  readonly record: Readonly<Record<string, unknown>>;
  readonly refused: Readonly<Record<"gone" | "elsewhere" | "forged", string | null>>;
}

const trials: Readonly<Record<string, Trial>> = {
  coinbase: {
    orders: [["spot", "BTC-USD"]],
    record: { restricted: { untold: expect.any(String) as string } },
    refused: { gone: "ambiguous", elsewhere: "ambiguous", forged: "ambiguous" },
  },
  kucoin: {
    orders: [
      ["spot", "BTC-USDT"],
      ["spot stop", "BTC-USDT"],
      ["futures", "XBTUSDTM"],
      ["futures stop", "XBTUSDTM"],
    ],
    record: { restricted: value(true) },
    refused: { gone: "bad-key", elsewhere: "address-refused", forged: "bad-signature" },
  },
  bitget: {
    orders: [
      ["spot", "BTCUSDT"],
      ["spot plan", "BTCUSDT"],
      ["USDT-FUTURES", "BTCUSDT"],
      ["USDT-FUTURES plan", "BTCUSDT"],
      ["COIN-FUTURES", "BTCUSD"],
    ],
    record: { restricted: value(true) },
    refused: { gone: "bad-key", elsewhere: "address-refused", forged: "bad-signature" },
  },
  gate: {
    orders: [
      ["spot", "BTC_USDT"],
      ["spot price", "BTC_USDT"],
      ["futures usdt", "BTC_USDT"],
      ["futures usdt price", "BTC_USDT"],
    ],
    record: { restricted: value(true) },
    refused: { gone: "bad-key", elsewhere: "address-refused", forged: "bad-signature" },
  },
  bitmex: {
    orders: [["order", "XBTUSD"]],
    record: { restricted: value(true) },
    refused: { gone: "bad-key", elsewhere: "address-refused", forged: "bad-signature" },
  },
  htx: {
    orders: [
      ["spot", "btcusdt"],
      ["algo", "btcusdt"],
    ],
    // Of keys a parent user alone is told.
    wishes: { master: true },
    record: { restricted: value(true) },
    refused: { gone: "bad-key", elsewhere: "bad-key", forged: "bad-signature" },
  },
  bingx: {
    orders: [
      ["spot", "BTC-USDT"],
      ["swap", "BTC-USDT"],
      ["cswap", "BTC-USD"],
    ],
    record: { restricted: value(true) },
    refused: { gone: "bad-key", elsewhere: "address-refused", forged: "bad-signature" },
  },
  hyperliquid: {
    orders: [["perp", "BTC"]],
    record: { restricted: { untold: expect.any(String) as string } },
    refused: { gone: "bad-key", elsewhere: null, forged: null },
  },
};

describe.each(Object.entries(trials))(
  "on a host of %s, too, the script",
  (exchange, { wishes, orders, record, refused }) => {
    let bot: Bot;
    let account: string;
    let key: Key;
    beforeAll(async () => {
      bot = await Bot.start(exchange);
      const master = bot.double.issue({ master: true }).credential.walletAddress;
      account = master ?? `account-${exchange}`;
      key = await bot.issue({ account, ...wishes });
    });
    afterAll(() => {
      expect(bot.leaks()).toEqual([]);
    });

    test("makes the harmless call, and tells what the key may do", async () => {
      expect(await bot.call("ping")).toMatchObject({ ok: true, exchange });
      expect((await bot.call("introspect")).result?.record).toMatchObject({
        key: fingerprint(exchange, key.publicId),
        self: true,
        canTrade: value(true),
        canWithdraw: value(false),
        network: value("mainnet"),
        ...record,
      });
    });

    test("counts and cancels every kind of order", async () => {
      for (const [kind, symbol] of orders) {
        for (let count = 0; count < 2; count++) bot.double.open({ account, kind, symbol });
      }
      expect(await bot.call("open-orders")).toMatchObject({ ok: true, result: { count: orders.length * 2 } });
      const told = await bot.call("cancel-all");
      expect(bot.double.openOrders(account)).toEqual([]);
      expect(told).toMatchObject({ ok: true, result: { cancelled: orders.length * 2, left: 0 } });
    });

    test("says which of key, address and signature is refused, as far as the exchange does", async () => {
      if (refused.elsewhere !== null) {
        key.addresses = ["203.0.113.9"];
        expect((await bot.call("ping")).error?.kind).toBe(refused.elsewhere);
        key.addresses = [bot.host.address];
      }
      if (refused.forged !== null) {
        world.exchanges.misbehave({ exchange, times: 1_000, fault: { kind: "refuse", reason: "signature" } });
        expect((await bot.call("ping")).error?.kind).toBe(refused.forged);
        world.exchanges.behave();
      }
      world.exchanges.misbehave({
        exchange,
        times: 1_000,
        fault: { kind: "refuse", reason: "rate-limited", seconds: 7 },
      });
      expect((await bot.call("ping")).error?.kind).toBe("rate-limited");
      world.exchanges.behave();
      key.state = "deleted";
      expect((await bot.call("ping")).error?.kind).toBe(refused.gone);
    });
  },
);

describe.each([
  ["binance", "sub@example.com"],
  ["bybit", "70001"],
  ["okx", "grid"],
])("with a master key of %s the script", (exchange, subAccount) => {
  let operator: Bot;
  let bot: Bot;
  beforeAll(async () => {
    operator = await Bot.start(exchange);
    bot = await Bot.start(exchange);
    await operator.issue({ account: "main", master: true, can: { transfer: true, manage: true } });
    bot.double.state.parents[subAccount] = "main";
  });

  const made = (into: string): Promise<Told> =>
    operator.call("create-key", {
      subAccount,
      label: "grid-2",
      addresses: [bot.host.address],
      permissions: ["read", "trade"],
      into,
    });
  const keys = (): readonly Key[] => bot.double.state.keys.filter(({ account }) => account === subAccount);
  const alive = (): readonly Key[] => keys().filter(({ state }) => state !== "deleted");

  test("makes a key of a sub-account, stores it as pending, and the bot's host proves it", async () => {
    await bot.issue({ account: subAccount });
    const told = await made(bot.secretName);
    const fresh = keys().at(-1);
    expect(told).toMatchObject({ ok: true, result: { key: fingerprint(exchange, fresh?.publicId ?? "") } });
    expect(await bot.call("ping", {}, "AWSPENDING")).toMatchObject({ ok: true, version: told.result?.stored });
    expect((await bot.call("introspect", {}, "AWSPENDING")).result?.record).toMatchObject({
      canTrade: value(true),
      canWithdraw: value(false),
      restricted: value(true),
    });
    // Nothing of the new credential was printed either.
    for (const secret of Object.values(fresh?.credential ?? {})) {
      for (let at = 0; at + 8 <= secret.length; at++) expect(operator.printed).not.toContain(secret.slice(at, at + 8));
    }
  });

  test("deletes the new key again where it can't be stored", async () => {
    const before = alive().length;
    const told = await made("no-such-secret");
    expect(told).toMatchObject({ ok: false, error: { kind: "unexpected" }, result: { left: null } });
    expect(told.error?.mayHaveHappened).toBeUndefined();
    expect(alive()).toHaveLength(before);
  });

  if (exchange !== "binance") {
    test("binds a key of a sub-account, and deletes it", async () => {
      const key = fingerprint(exchange, (await bot.issue({ account: subAccount })).publicId);
      expect(await operator.call("set-addresses", { key, subAccount, addresses: ["203.0.113.9"] })).toMatchObject({
        ok: true,
        result: { done: true },
      });
      expect((await bot.call("ping")).error?.kind).toBe("address-refused");
      expect(await operator.call("delete-key", { key, subAccount })).toMatchObject({ ok: true });
      expect((await bot.call("ping")).error?.kind).toBe("bad-key");
    });
  }
});

test("a key whose private half is an Ed25519 key signs on the host", async () => {
  const bot = await Bot.start("binance");
  await bot.issue({ kind: "ed25519" });
  expect(await bot.call("ping")).toMatchObject({ ok: true });
  expect(bot.leaks()).toEqual([]);
});

test("the script refuses a request that it can't read, and says why without repeating it", async () => {
  const bot = await Bot.start("kraken");
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
