import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { alertsOf, type Watched } from "../../ops/watch/alerts";
import { learned, readBaseline, writeBaseline } from "../../ops/watch/baseline";
import { styleFor } from "../../ops/report/style";
import { counted, type Use, useOf } from "../../ops/watch/usage";
import { type Look, viewOf } from "../../ops/watch/view";

const at = Date.parse("2026-11-28T12:00:00Z");
const use = (path: string, changes: Partial<Use> = {}): Use => ({
  at,
  host: "api.bybit.com",
  path,
  status: 200,
  weight: undefined,
  ...changes,
});
const quiet: Watched = {
  uses: [],
  counts: {},
  hours: 1,
  baseline: { hours: 48, perHour: { "api.bybit.com/v5/order/create": 10 } },
  reads: [],
  roleName: "grid-bot-1a2b3c4",
  addresses: ["203.0.113.7"],
  fills: [],
  earlierOrders: 0,
  hasHook: true,
};
const kinds = (changes: Partial<Watched>): readonly string[] =>
  alertsOf({ ...quiet, ...changes }).map(({ kind }) => kind);
const calls = (path: string, count: number, refused = 0): Watched["counts"] => ({
  [`api.bybit.com${path}`]: { calls: count, refused },
});

describe("a line of the usage log", () => {
  const line = { event: "exchange-call", host: "api.bybit.com", path: "/v5/order/create", status: 200, weight: 7 };

  it("is read by itself, and within the journal's line", () => {
    const expected = use("/v5/order/create", { weight: 7 });
    expect(useOf(at, JSON.stringify(line))).toEqual(expected);
    expect(useOf(at, JSON.stringify({ MESSAGE: JSON.stringify(line) }))).toEqual(expected);
    expect(useOf(at, JSON.stringify({ message: JSON.stringify(line) }))).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ["another event", { ...line, event: "started" }],
    ["a host that is none", { ...line, host: "api bybit" }],
    ["no status", { ...line, status: "200" }],
    ["a list", [line]],
  ])("that is %s is passed over", (_, content) => {
    expect(useOf(at, JSON.stringify(content))).toBeUndefined();
  });

  it("is read or passed over, whatever stands there, and holds only what a path has", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, rest) => {
        const read = useOf(at, JSON.stringify({ ...line, path }));
        expect(read?.path).toMatch(/^[\w/.*-]{0,120}$/u);
        expect(() => useOf(at, rest)).not.toThrow();
      }),
      { seed: 1 },
    );
  });
});

describe("counts", () => {
  it("go by endpoint, refusals apart", () => {
    expect(counted([use("/a"), use("/a", { status: 403 }), use("/b")])).toEqual({
      "api.bybit.com/a": { calls: 2, refused: 1 },
      "api.bybit.com/b": { calls: 1, refused: 0 },
    });
  });
});

describe("alerts", () => {
  it("are none on a quiet day", () => {
    expect(kinds({ counts: calls("/v5/order/create", 12) })).toEqual([]);
  });

  it.each<[string, Partial<Watched>, readonly string[]]>([
    [
      "a withdrawal",
      { counts: calls("/v5/asset/withdraw/create", 1), baseline: { hours: 0, perHour: {} } },
      ["withdrawal"],
    ],
    [
      "a change of keys",
      { counts: calls("/v5/user/update-api-key", 1), baseline: { hours: 0, perHour: {} } },
      ["key-change"],
    ],
    ["a new endpoint", { counts: calls("/v5/order/cancel", 1) }, ["new-endpoint"]],
    [
      "a new endpoint, before a day was watched",
      { counts: calls("/v5/order/cancel", 1), baseline: { hours: 23, perHour: {} } },
      [],
    ],
    ["fifty-one calls where ten are usual", { counts: calls("/v5/order/create", 51) }, ["spike"]],
    ["fifty calls where ten are usual", { counts: calls("/v5/order/create", 50) }, []],
    ["ten refusals of ten", { counts: calls("/v5/order/create", 10, 10) }, ["refusals"]],
    ["nine refusals of nine", { counts: calls("/v5/order/create", 9, 9) }, []],
    [
      "a read by somebody else",
      { reads: [{ at: "t", event: "GetSecretValue", address: "203.0.113.7", who: "mallory" }] },
      ["other-reader"],
    ],
    [
      "a read by the bot's role from elsewhere",
      { reads: [{ at: "t", event: "GetSecretValue", address: "198.51.100.1", who: "grid-bot-1a2b3c4" }] },
      ["new-address"],
    ],
    [
      "a read by the bot's role from its address",
      { reads: [{ at: "t", event: "GetSecretValue", address: "203.0.113.7", who: "grid-bot-1a2b3c4" }] },
      [],
    ],
    [
      "a read where the role is not known",
      {
        roleName: undefined,
        reads: [{ at: "t", event: "GetSecretValue", address: "203.0.113.7", who: "grid-bot-1a2b3c4" }],
      },
      ["other-reader"],
    ],
    ["a fill without an order", { fills: [{ at, symbol: "BTCUSDT", orderId: "1" }] }, ["unexplained-fill"]],
    [
      "a fill after an order",
      { fills: [{ at, symbol: "BTCUSDT", orderId: "1" }], uses: [use("/v5/order/create", { at: at - 1 })] },
      [],
    ],
    [
      "a fill before the order",
      { fills: [{ at, symbol: "BTCUSDT", orderId: "1" }], uses: [use("/v5/order/create", { at: at + 1 })] },
      ["unexplained-fill"],
    ],
    [
      "two orders filled after one call",
      {
        fills: [
          { at, symbol: "BTCUSDT", orderId: "1" },
          { at, symbol: "BTCUSDT", orderId: "2" },
        ],
        uses: [use("/v5/order/create", { at: at - 1 })],
      },
      ["unexplained-fill"],
    ],
    [
      "one order filled in two parts after one call",
      {
        fills: [
          { at, symbol: "BTCUSDT", orderId: "1" },
          { at: at + 5, symbol: "BTCUSDT", orderId: "1" },
        ],
        uses: [use("/v5/order/create", { at: at - 1 })],
      },
      [],
    ],
    [
      "two orders filled after one call that places several",
      {
        fills: [
          { at, symbol: "BTCUSDT", orderId: "1" },
          { at, symbol: "BTCUSDT", orderId: "2" },
        ],
        uses: [use("/v5/order/create-batch", { at: at - 1 })],
      },
      [],
    ],
    [
      "a fill of an order of the days before",
      { fills: [{ at, symbol: "BTCUSDT", orderId: "1" }], earlierOrders: 1 },
      [],
    ],
    [
      "reads by two others, one of them often",
      {
        reads: ["mallory", "mallory", "eve"].map((who) => ({
          at: "t",
          event: "GetSecretValue",
          address: "203.0.113.7",
          who,
        })),
      },
      ["other-reader", "other-reader"],
    ],
    ["a fill where no hook logs orders", { fills: [{ at, symbol: "BTCUSDT", orderId: "1" }], hasHook: false }, []],
  ])("on %s", (_, changes, expected) => {
    expect(kinds(changes)).toEqual(expected);
  });
});

describe("the view", () => {
  const plain = styleFor({ isTTY: false });
  const busy: Look = {
    at: "2026-11-28T12:00:07.000Z",
    stack: "grid-mainnet",
    exchange: "bybit",
    network: "mainnet",
    hours: 1,
    source: "usage log",
    counts: { ...calls("/v5/order/create", 51), ...calls("/v5/order/cancel", 5, 2), ...calls("/v5/position/list", 1) },
    reads: 1,
    fills: 2,
    alerts: [],
    gaps: [],
  };
  const seen = (changes: Partial<Look>, width = 90, most = 15): string =>
    viewOf(
      { ...busy, ...changes },
      { perHour: { "api.bybit.com/v5/order/create": 10 } },
      { style: plain, width, most, every: undefined },
    );

  it("is short, with counts beside what is usual", () => {
    expect(seen({})).toBe(
      [
        "grid-mainnet  bybit mainnet, the last hour, to 2026-11-28 12:00:07 UTC",
        "",
        "  api.bybit.com     calls  usually",
        "  /v5/order/create     51       10 ██████████",
        "  /v5/order/cancel      5        – █          2 refused",
        "  /v5/position/list     1        – ▎",
        "",
        "  calls by the bot's usage log; 1 read of the secret; 2 fills",
        "",
        "✓ Nothing alarming.",
        "",
      ].join("\n"),
    );
  });

  it("marks the line that an alert is about, and tells the worst first", () => {
    const alerts = alertsOf({
      ...quiet,
      counts: { ...calls("/v5/order/create", 51), ...calls("/v5/asset/withdraw/create", 1) },
    });
    const text = seen({
      alerts,
      counts: { ...calls("/v5/order/create", 51), ...calls("/v5/asset/withdraw/create", 1) },
    });
    expect(text).toMatch(/order\/create +51 +10 █+ far more than usual\n/u);
    expect(text).toMatch(/withdraw\/create +1 +– \S+ +withdraws, never seen before\n/u);
    expect(text).toMatch(/✗ api.bybit.com\/v5\/asset\/withdraw\/create was called: a bot withdraws nothing.\n! /u);
    expect(text).not.toContain("✓");
  });

  it("names each host where there are several", () => {
    const counts = { "api.bybit.com/a": { calls: 2, refused: 0 }, "stream.bybit.com/b": { calls: 1, refused: 0 } };
    expect(seen({ counts })).toMatch(/^ +calls +usually\n {2}api.bybit.com\/a .*\n {2}stream.bybit.com\/b /mu);
  });

  it("calls nothing quiet that it could not see", () => {
    const text = seen({ gaps: ["The log group gives no answer."], fills: null });
    expect(text).toContain("fills not known");
    expect(text).toContain("? Nothing alarming in what was seen, which is not all:\n? The log group gives no answer.");
    expect(text).not.toContain("✓");
  });

  it("says that nothing counts calls where no hook does, and that an exchange tells no fills", () => {
    const text = seen({ source: "none: the adapter has no hook", counts: {}, fills: "untold" });
    expect(text).toContain(
      "no calls: the adapter has no hook that counts them; 1 read of the secret; the exchange tells no fills",
    );
  });

  it("fits its place, whatever stands in the log", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1, maxLength: 120 }).map((path) => path.replace(/[^\w/.*-]/gu, "x")),
          fc.nat(1e6),
          { minKeys: 1, maxKeys: 40 },
        ),
        fc.integer({ min: 80, max: 200 }),
        (paths, width) => {
          const counts = Object.fromEntries(
            Object.entries(paths).map(([path, count]) => [path, { calls: count, refused: count }]),
          );
          const lines = seen({ counts }, width, 5).split("\n");
          expect(lines.length).toBeLessThan(20);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("a baseline", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-baseline-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is the mean over the hours that were watched", () => {
    const first = learned({ hours: 0, perHour: {} }, calls("/a", 10), 1);
    expect(first).toEqual({ hours: 1, perHour: { "api.bybit.com/a": 10 } });
    expect(learned(first, {}, 1)).toEqual({ hours: 2, perHour: { "api.bybit.com/a": 5 } });
  });

  it("reads as it was written, and is empty where it can't be read", () => {
    const file = join(folder, "x", "grid.json");
    writeBaseline(file, { hours: 3, perHour: { a: 1 } });
    expect(readBaseline(file)).toEqual({ hours: 3, perHour: { a: 1 } });
    expect(readBaseline(join(folder, "none.json"))).toEqual({ hours: 0, perHour: {} });
  });
});
