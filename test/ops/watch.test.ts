import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { alertsOf, type Watched } from "../../ops/watch/alerts";
import { learned, readBaseline, writeBaseline } from "../../ops/watch/baseline";
import { counted, type Use, useOf } from "../../ops/watch/usage";

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
    ["a fill without an order", { fills: [{ at, symbol: "BTCUSDT" }] }, ["unexplained-fill"]],
    [
      "a fill after an order",
      { fills: [{ at, symbol: "BTCUSDT" }], uses: [use("/v5/order/create", { at: at - 1 })] },
      [],
    ],
    [
      "a fill before the order",
      { fills: [{ at, symbol: "BTCUSDT" }], uses: [use("/v5/order/create", { at: at + 1 })] },
      ["unexplained-fill"],
    ],
    ["a fill where no hook logs orders", { fills: [{ at, symbol: "BTCUSDT" }], hasHook: false }, []],
  ])("on %s", (_, changes, expected) => {
    expect(kinds(changes)).toEqual(expected);
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
