import { diagnose, type Seen } from "../../ops/doctor/diagnose";
import { type ExchangeAnswer, type FailureKind, failureKinds } from "../../ops/host/exchange-call";

const answered: ExchangeAnswer = { ok: true, at: "2026-11-28T12:00:00Z", version: "v", key: undefined, result: {} };
const refused = (kind: FailureKind): ExchangeAnswer => ({
  ok: false,
  at: "2026-11-28T12:00:00Z",
  version: "v",
  key: undefined,
  kind,
  code: undefined,
  httpStatus: undefined,
  retryAfterSeconds: undefined,
  mayHaveHappened: false,
  message: "refused",
});
const healthy: Seen = {
  stack: "grid",
  exchange: "Binance spot",
  network: "mainnet",
  region: "eu-west-1",
  refusedRegion: undefined,
  host: { state: "running", isCutOff: false, answers: true, why: "" },
  secret: { isEmpty: false, keyEnabled: true },
  declared: ["203.0.113.7"],
  own: "203.0.113.7",
  skewMilliseconds: 12,
  ping: answered,
  listed: ["203.0.113.7"],
  canTrade: true,
};
const whats = (changes: Partial<Seen>): readonly string[] =>
  diagnose({ ...healthy, ...changes }).map(({ what }) => what);

describe("a diagnosis", () => {
  it("is empty where the key works from the stack's address", () => {
    expect(whats({})).toEqual([]);
  });

  it.each<[string, Partial<Seen>, string]>([
    ["no host", { host: undefined, ping: undefined }, "The stack has no host."],
    [
      "a stopped host",
      { host: { state: "stopped", isCutOff: false, answers: false, why: "" }, ping: undefined },
      "The host is stopped.",
    ],
    [
      "a silent host",
      { host: { state: "running", isCutOff: false, answers: false, why: "No host takes commands." }, ping: undefined },
      "The host does not answer: No host takes commands.",
    ],
    [
      "a host that is cut off",
      { host: { state: "running", isCutOff: true, answers: false, why: "No host takes commands." }, ping: undefined },
      "The host is cut off: a containment does that.",
    ],
    ["a key that is bound to no address", { listed: [] }, "The key is bound to no address: it works from everywhere."],
    ["no secret", { secret: undefined, ping: undefined }, "The stack has no secret."],
    ["an empty secret", { secret: { isEmpty: true, keyEnabled: true }, ping: undefined }, "The secret is empty."],
    [
      "a disabled custody key",
      { secret: { isEmpty: false, keyEnabled: false }, ping: undefined },
      "The custody key is disabled: a containment does that.",
    ],
    [
      "another address",
      { own: "198.51.100.1" },
      "The host leaves by 198.51.100.1, and the stack declares 203.0.113.7.",
    ],
    ["a slow clock", { skewMilliseconds: 5200 }, "The host's clock is 5.2 s behind the exchange's."],
    ["a fast clock", { skewMilliseconds: -1100 }, "The host's clock is 1.1 s ahead of the exchange's."],
    ["a list without the address", { listed: ["198.51.100.1"] }, "The exchange's list for this key lacks 203.0.113.7."],
    ["no permission to trade", { canTrade: false }, "The key may read and not trade."],
  ])("of %s names it", (_, changes, what) => {
    expect(whats(changes)).toEqual([what]);
  });

  it("says nothing of what could not be looked at", () => {
    expect(
      whats({
        secret: { isEmpty: undefined, keyEnabled: undefined },
        skewMilliseconds: undefined,
        listed: undefined,
        own: null,
      }),
    ).toEqual([]);
  });

  it("names a cause for everything that an exchange can refuse with", () => {
    for (const kind of failureKinds.filter((one) => one !== "unsupported")) {
      expect([kind, whats({ ping: refused(kind) }).length]).toEqual([kind, 1]);
    }
  });

  it("says which it is where the exchange says neither key, address nor permission", () => {
    const ambiguous = { ping: refused("ambiguous") };
    expect(whats({ ...ambiguous, own: "198.51.100.1" })).toEqual([
      "The host leaves by 198.51.100.1, and the stack declares 203.0.113.7.",
    ]);
    expect(whats({ ...ambiguous, listed: ["198.51.100.1"] })).toEqual([
      "The exchange's list for this key lacks 203.0.113.7.",
    ]);
    expect(whats(ambiguous)[0]).toContain(
      "Ruled out: the host does leave by 203.0.113.7, its clock is right, the list was read.",
    );
  });

  it("names the region where the exchange does not serve it", () => {
    const seen = {
      ping: refused("region-refused"),
      region: "us-east-1",
      refusedRegion: "answers HTTP 451 (restricted location)",
    };
    expect(whats(seen)).toEqual([
      "The exchange does not serve addresses of us-east-1: it answers HTTP 451 (restricted location).",
    ]);
  });
});
