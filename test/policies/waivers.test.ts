import fc from "fast-check";
import { covers } from "../../policies/waivers";

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
