import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { exchanges } from "../../exchanges/exchanges";
import { across } from "../../ops/audit/across";
import { attest, attestedBy, readAttestations } from "../../ops/audit/attestations";
import { type AuditRule, auditRules, isOpen } from "../../ops/audit/finding";
import { judgeKey, type Known } from "../../ops/audit/judge";
import { keyRecord, type KeyRecord } from "../../ops/audit/key-record";
import type { Looked } from "../../ops/audit/look";
import { auditReport } from "../../ops/report/audit";
import { sarifErrors } from "./sarif-errors";

const now = Date.parse("2026-11-28T12:00:00Z");
const daysAgo = (days: number): string => new Date(now - days * 86_400_000).toISOString();

const good: KeyRecord = {
  key: "0123456789abcdef",
  label: "grid",
  self: true,
  canRead: { value: true },
  canTrade: { value: true },
  canWithdraw: { value: false },
  canTransfer: { value: false },
  restricted: { value: true },
  addresses: { value: ["203.0.113.7"] },
  created: { value: daysAgo(10) },
  expires: { value: null },
  lastUsed: { value: daysAgo(1) },
  network: { value: "mainnet" },
  master: { value: false },
  state: { value: "enabled" },
};
const known: Known = {
  stack: "grid",
  file: "Pulumi.grid.yaml",
  kind: "bot",
  exchange: exchanges.bybit,
  network: "mainnet",
  addresses: ["203.0.113.7"],
  heldAddresses: [],
  putAt: daysAgo(10),
  loggedUse: undefined,
  attested: () => undefined,
  now,
};
const kindOf = (rule: AuditRule, record: Partial<KeyRecord>, changes: Partial<Known> = {}): string | undefined =>
  judgeKey({ ...good, ...record }, { ...known, ...changes }).find((one) => one.rule === rule)?.kind;

describe("a key's record", () => {
  it("passes every rule where everything is as it should be", () => {
    expect(judgeKey(good, known).filter(({ kind }) => kind !== "passed")).toEqual([]);
  });

  it.each<[AuditRule, string, Partial<KeyRecord>, Partial<Known>, string]>([
    ["no-withdrawal", "can withdraw", { canWithdraw: { value: true } }, {}, "violated"],
    ["no-withdrawal", "was not told", { canWithdraw: { unknown: "missing" } }, {}, "unknown"],
    ["no-withdrawal", "can't be told", { canWithdraw: { untold: "no such field" } }, {}, "untold"],
    [
      "no-withdrawal",
      "can't be told, and somebody looked",
      { canWithdraw: { untold: "no such field" } },
      { attested: () => "Ann looked" },
      "passed",
    ],
    [
      "no-withdrawal",
      "was not told, whoever looked",
      { canWithdraw: { unknown: "missing" } },
      { attested: () => "Ann looked" },
      "unknown",
    ],
    ["no-transfer", "can transfer", { canTransfer: { value: true } }, {}, "violated"],
    ["no-transfer", "is a master key that can", { canTransfer: { value: true } }, { kind: "operator" }, "warning"],
    ["no-master", "is a master key", { master: { value: true } }, {}, "violated"],
    ["no-master", "is one on an operator stack", { master: { value: true } }, { kind: "operator" }, "passed"],
    ["network", "is of the other network", { network: { value: "testnet" } }, {}, "violated"],
    ["enabled", "is disabled", { state: { value: "disabled" } }, {}, "violated"],
    ["bound", "is bound to nothing", { restricted: { value: false }, addresses: { value: [] } }, {}, "violated"],
    ["bound", "has an empty list", { addresses: { value: [] } }, {}, "violated"],
    ["bound", "lacks the stack's address", { addresses: { value: ["203.0.113.8"] } }, {}, "violated"],
    ["bound", "lists a stranger's too", { addresses: { value: ["203.0.113.7", "198.51.100.1"] } }, {}, "violated"],
    [
      "bound",
      "lists one that is held",
      { addresses: { value: ["203.0.113.7", "203.0.113.9"] } },
      { heldAddresses: ["203.0.113.9"] },
      "warning",
    ],
    ["bound", "lists the address as a range of one", { addresses: { value: ["203.0.113.7/32"] } }, {}, "passed"],
    ["bound", "lists a wider range", { addresses: { value: ["203.0.113.0/24"] } }, {}, "violated"],
    ["bound", "tells that it is bound, and not to what", { addresses: { untold: "not in the answer" } }, {}, "untold"],
    [
      "bound",
      "is of an exchange that binds none",
      { restricted: { value: false } },
      { exchange: exchanges.hyperliquid },
      "passed",
    ],
    ["used", "was used 29 days ago", { lastUsed: { value: daysAgo(29) } }, {}, "passed"],
    ["used", "was used 30 days ago", { lastUsed: { value: daysAgo(30) } }, {}, "violated"],
    ["used", "was never used", { lastUsed: { value: null } }, {}, "violated"],
    ["used", "can't be told", { lastUsed: { untold: "not in the answer" } }, {}, "untold"],
    [
      "used",
      "can't be told, and the log shows it",
      { lastUsed: { untold: "not in the answer" } },
      { loggedUse: daysAgo(2) },
      "passed",
    ],
    [
      "used",
      "was not told, whatever the log shows",
      { lastUsed: { unknown: "missing" } },
      { loggedUse: daysAgo(2) },
      "unknown",
    ],
    ["young", "is 89 days old", { created: { value: daysAgo(89) } }, {}, "passed"],
    ["young", "is 90 days old", { created: { value: daysAgo(90) } }, {}, "violated"],
    [
      "young",
      "can't be told, and was put 91 days ago",
      { created: { untold: "no" } },
      { putAt: daysAgo(91) },
      "violated",
    ],
    [
      "young",
      "can't be told, and nobody knows when it was put",
      { created: { untold: "no" } },
      { putAt: undefined },
      "untold",
    ],
    ["not-expiring", "expires in 14 days", { expires: { value: daysAgo(-14) } }, {}, "passed"],
    ["not-expiring", "expires in 13 days", { expires: { value: daysAgo(-13) } }, {}, "violated"],
    ["not-expiring", "has expired", { expires: { value: daysAgo(1) } }, {}, "violated"],
    ["not-expiring", "was not told", { expires: { unknown: "missing" } }, {}, "unknown"],
  ])("that %s: one that %s is judged", (rule, _, record, changes, kind) => {
    expect(kindOf(rule, record, changes)).toBe(kind);
  });

  it("reads as it was sent", () => {
    expect(keyRecord(JSON.parse(JSON.stringify(good)))).toEqual(good);
  });

  it("names no key: there is none", () => {
    for (const content of [null, [], "x", {}, { key: 1 }, { key: "0123" }]) expect(keyRecord(content)).toBeUndefined();
  });

  it("never passes for a field that is missing or of another form", () => {
    const fields = Object.keys(good).filter((name) => !["key", "label", "self"].includes(name));
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.anything(), (name, value) => {
        const record = keyRecord({ ...good, [name]: { value } });
        const sound = keyRecord({ ...good, [name]: undefined });
        expect(sound?.[name as keyof KeyRecord]).toHaveProperty("unknown");
        const told = record?.[name as "canRead"];
        if (told !== undefined && "value" in told) expect(told.value).toEqual(value);
        else expect(told).toHaveProperty("unknown");
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("keys looked at together", () => {
  const looked = (
    stack: string,
    key: string,
    listed: Looked["listed"] | readonly string[] = [],
    by?: string,
  ): Looked => ({
    bot: { ...{ stack, file: `Pulumi.${stack}.yaml`, exchange: { id: "bybit" } } } as Looked["bot"],
    record: { ...good, key },
    listed: "length" in listed ? { value: listed.map((other) => ({ ...good, key: other })) } : listed,
    attested: (rule) => (rule === "known" ? by : undefined),
    findings: [],
  });
  const [one, two] = ["1".repeat(16), "2".repeat(16)];

  it("belong to one bot each", () => {
    expect(across([looked("a", one), looked("b", two)], true).filter(isOpen)).toEqual([]);
    expect(
      across([looked("a", one), looked("b", one)], true)
        .filter(isOpen)
        .map(({ stack, rule }) => [stack, rule]),
    ).toEqual([
      ["a", "one-per-bot"],
      ["b", "one-per-bot"],
    ]);
  });

  it("are all known, where all stacks were looked at", () => {
    const all = [looked("a", one, [one, two]), looked("b", two, [one, two, "3".repeat(16)])];
    expect(across(all, true).filter(isOpen)).toMatchObject([{ stack: "b", rule: "known", key: "3".repeat(16) }]);
    expect(across(all, false).filter(isOpen)).toEqual([]);
  });

  it("are no stranger's where a stack whose key was not seen may have them", () => {
    const stranger = "3".repeat(16);
    const told = (unread: readonly string[], ...more: readonly Looked[]) =>
      across([looked("a", one, [one, stranger]), ...more], true, unread)
        .filter(isOpen)
        .map(({ kind, key, message }) => [kind, key, message]);
    const message = 'The exchange has a key labelled "grid" that no stack looked at knows';
    const unseen = (exchange: string): Looked => {
      const { record, ...rest } = looked("b", two);
      expect(record).toBeDefined();
      return { ...rest, bot: { ...rest.bot, exchange: { id: exchange } } } as Looked;
    };
    expect(told([])).toEqual([["violated", stranger, `${message}.`]]);
    expect(told([], unseen("okx"))).toEqual([["violated", stranger, `${message}.`]]);
    expect(told([], unseen("bybit"))).toEqual([["unknown", stranger, `${message}; it may be that of b.`]]);
    expect(told(["c", "d"])).toEqual([["unknown", stranger, `${message}; it may be that of c or d.`]]);
  });

  it("are not all known where an exchange lists none, or gives no answer", () => {
    const untold = { untold: "Binance lists no keys." };
    const opened = (...all: readonly Looked[]) =>
      across(all, true)
        .filter(isOpen)
        .map(({ rule, kind, key }) => [rule, kind, key]);
    expect(opened(looked("a", one, untold), looked("b", two, [two]))).toEqual([["known", "untold", one]]);
    expect(opened(looked("a", one, untold, "Ann looked on 2026-11-28"))).toEqual([]);
    expect(opened(looked("a", one, { unknown: "No answer." }, "Ann looked on 2026-11-28"))).toEqual([
      ["known", "unknown", one],
    ]);
  });
});

describe("a person's word", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-attest-"));
  const file = join(folder, "attestations.yaml");
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds for its rule and key, and for 90 days", () => {
    attest(file, { rule: "no-withdrawal", key: good.key, by: 'Ann "A" Lee', on: "2026-11-28" }, now);
    const all = readAttestations(file, now);
    expect(attestedBy(all, "no-withdrawal", good.key, now)).toBe('Ann "A" Lee looked on 2026-11-28');
    expect(attestedBy(all, "no-transfer", good.key, now)).toBeUndefined();
    expect(attestedBy(all, "no-withdrawal", "f".repeat(16), now)).toBeUndefined();
    expect(attestedBy(all, "no-withdrawal", good.key, now + 89 * 86_400_000)).toBeDefined();
    expect(attestedBy(all, "no-withdrawal", good.key, now + 90 * 86_400_000)).toBeUndefined();
  });

  it.each([
    ["- { rule: no-withdrawl, key: '0123456789abcdef', by: Ann, on: '2026-11-28' }", ":1: rule is one of"],
    ["- { rule: bound, key: short, by: Ann, on: '2026-11-28' }", ":1: key is a fingerprint"],
    ["- { rule: bound, key: '0123456789abcdef', by: '', on: '2026-11-28' }", ":1: by names the person"],
    ["- { rule: bound, key: '0123456789abcdef', by: Ann, on: '2026-13-28' }", ":1: on is a day"],
    ["- { rule: bound, key: '0123456789abcdef', by: Ann, on: '2027-11-28' }", ":1: on lies in the future"],
    ["rule: bound", "a list is expected"],
  ])("written as %s is refused with its line", (text, message) => {
    const wrong = join(folder, "wrong.yaml");
    writeFileSync(wrong, `${text}\n`);
    expect(() => readAttestations(wrong, now)).toThrow(message);
  });

  it("is added once, and changes nothing that stands there", () => {
    const before = readFileSync(file, "utf8");
    const word = { rule: "bound", key: good.key, by: "Bo", on: "2026-11-27" } as const;
    attest(file, word, now);
    attest(file, word, now);
    expect(readFileSync(file, "utf8").startsWith(before)).toBe(true);
    expect(readAttestations(file, now)).toHaveLength(2);
  });
});

describe("an audit's report", () => {
  const report = {
    at: new Date(now).toISOString(),
    stacks: [{ stack: "grid|<b>", exchange: "bybit", network: "mainnet", record: good }],
    findings: judgeKey({ ...good, canWithdraw: { value: true } }, { ...known, stack: "grid|<b>" }),
  };

  it("is SARIF by its schema, with a rule each", () => {
    const log = auditReport(report, "sarif");
    expect(sarifErrors(log)).toEqual([]);
    const { runs } = JSON.parse(log) as { runs: { tool: { driver: { rules: { id: string }[] } } }[] };
    expect(runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(auditRules));
  });

  it("is a table in Markdown that no name can break", () => {
    const text = auditReport(report, "markdown");
    expect(text).toContain("| grid\\|&#60;b&#62; | bybit | mainnet | 1 open |");
    expect(text).toContain("THE KEY CAN WITHDRAW.");
  });

  it("says on the console what is open and what to do", () => {
    expect(auditReport(report, "console")).toContain("no-withdrawal: THE KEY CAN WITHDRAW.");
  });

  it("passes as JSON only where nothing is open", () => {
    expect(JSON.parse(auditReport(report, "json"))).toMatchObject({ command: "audit", passed: false });
    expect(JSON.parse(auditReport({ ...report, findings: judgeKey(good, known) }, "json"))).toMatchObject({
      passed: true,
    });
  });
});
