import fc from "fast-check";
import "../../policies/pack";
import { Unread, currentRun } from "../../policies/marks";
import { type Entry, covers, entriesFor } from "../../policies/waivers";
import { configureStack } from "./served";
import { withProject } from "./test-policy";
import { waiver, waivers } from "./waivers-file";

const piece = fc.string({ unit: fc.constantFrom("a", "b", "c", "*"), maxLength: 8 });

describe("a pattern", () => {
  it("covers what a regular expression of the same meaning matches", () => {
    fc.assert(
      fc.property(piece, fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 10 }), (pattern, text) => {
        const same = new RegExp(`^${pattern.replaceAll("*", "[^]*")}$`, "u").test(text);
        expect(covers(pattern, text)).toBe(same);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ["key", "key", true],
    ["key", "keys", false],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["*", "", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
  ])("%s covers %s: %s", (pattern, text, whether) => {
    expect(covers(pattern, text)).toBe(whether);
  });

  it("of many stars takes no longer than one of few", () => {
    const text = "a".repeat(200_000);
    expect(covers("*a".repeat(2_000) + "b", text)).toBe(false);
  });
});

function entries(): readonly Entry[] {
  configureStack({});
  const run = currentRun();
  if (run instanceof Unread) throw new Error(run.reason);
  return entriesFor(run.stack);
}
const entriesIn = (text?: string) =>
  withProject("grid", undefined, text === undefined ? {} : { "waivers.yaml": text }, async () =>
    Promise.resolve(entries()),
  );

describe("a project", () => {
  it("has no waivers without a file, or where none is in it", async () => {
    for (const text of [undefined, "", "# none\n", "{}\n", "waivers:\n", "waivers: []\n"]) {
      expect(await entriesIn(text)).toEqual([]);
    }
  });

  it("that is none has no waivers", () => {
    expect(entries()).toEqual([]);
  });
});

describe("a waiver", () => {
  const faultAt = async (moment: string) => {
    const { now } = Date;
    Date.now = () => Date.parse(moment);
    try {
      const [entry] = await entriesIn(waivers(waiver({ expires: "2027-01-31" })));
      return entry?.fault;
    } finally {
      Date.now = now;
    }
  };

  it("holds to the end of its last day, UTC", async () => {
    expect(await faultAt("2027-01-31T23:59:59.999Z")).toBeUndefined();
    expect(await faultAt("2027-02-01T00:00:00Z")).toBe("expired on 2027-01-31");
  });

  it("may be written on the whole of the day that is 90 days before its last", async () => {
    expect(await faultAt("2026-11-02T00:00:00Z")).toBeUndefined();
    expect(await faultAt("2026-11-01T23:59:59.999Z")).toBe("expires more than 90 days ahead");
  });
});
