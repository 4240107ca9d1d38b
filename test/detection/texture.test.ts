import { wordlist as english } from "@scure/bip39/wordlists/english";
import { holdsWords, isRandom, sorts, withoutPadding } from "../../policies/detection/texture";
import { base64url, capitals, Random } from "./generate/random";

const random = new Random("texture");
const share = (made: () => string, count = 300): number =>
  Array.from({ length: count }, () => isRandom(made())).filter(Boolean).length / count;
const word = (): string => random.pick(english);
const titled = (one: string): string => one.slice(0, 1).toUpperCase() + one.slice(1);

describe("what a generator wrote reads as random", () => {
  test.each([
    ["64 letters and digits", () => random.alnum(64)],
    ["36 letters and digits", () => random.alnum(36)],
    ["24 letters and digits", () => random.alnum(24)],
    ["43 characters of base64url", () => `a${random.text(base64url, 41)}b`],
    ["32 capitals and digits", () => random.text(capitals, 32)],
    ["32 hex digits", () => random.hex(32)],
    ["64 hex digits", () => random.hex(64)],
    ["32 hex digits in capitals", () => random.hex(32).toUpperCase()],
    ["a UUID", () => random.uuid()],
  ])("%s", (_, made) => {
    expect(share(made)).toBeGreaterThan(0.98);
  });

  test("32 small letters, nearly always", () => {
    expect(share(() => random.text("abcdefghijklmnopqrstuvwxyz", 32))).toBeGreaterThan(0.9);
  });
});

describe("what people write does not", () => {
  test.each([
    ["words in a row", () => word() + word() + word()],
    ["words in camel case", () => word() + titled(word()) + titled(word())],
    ["words in kebab case", () => `${word()}-${word()}-${word()}`],
    ["a constant", () => `${word()}_${word()}_${word()}`.toUpperCase()],
    ["words with a number", () => `${word()}${titled(word())}${random.below(100)}`],
    ["a path", () => `${word()}/${word()}/${word()}.${word()}`],
    ["digits", () => random.text("0123456789", 30)],
    ["hex digits without a digit", () => random.text("abcdef", 30)],
    ["eleven characters", () => random.alnum(11)],
    ["15 hex digits", () => random.hex(15)],
  ])("%s", (_, made) => {
    expect(share(made)).toBeLessThan(0.02);
  });

  test("few different characters", () => {
    expect(isRandom("a1B2".repeat(10))).toBe(false);
    expect(isRandom("")).toBe(false);
  });

  test("mostly other signs", () => {
    const signs = random.alnum(24).replace(/(.{3})/gu, "$1.");
    expect(isRandom(random.alnum(24))).toBe(true);
    expect(isRandom(signs)).toBe(false);
  });
});

test("a digest behind a symbol of words holds words, a digest by itself does not", () => {
  expect(holdsWords(`transferOwnershipOfContract${random.hex(20)}`)).toBe(true);
  expect(holdsWords(`transferownership${random.hex(20)}`)).toBe(true);
  expect(Array.from({ length: 100 }, () => holdsWords(random.alnum(64))).filter(Boolean).length).toBeLessThan(3);
  expect(holdsWords("tenletters")).toBe(false);
  expect(holdsWords("")).toBe(false);
});

test("there are four sorts of characters", () => {
  expect(sorts("")).toBe(0);
  expect(sorts("a")).toBe(1);
  expect(sorts("A")).toBe(1);
  expect(sorts("7")).toBe(1);
  expect(sorts("-")).toBe(1);
  expect(sorts("\u00e9")).toBe(1);
  expect(sorts("aA7-")).toBe(4);
});

test("padding is what equals signs at the end are", () => {
  expect(withoutPadding("ab==")).toBe("ab");
  expect(withoutPadding("a=b=")).toBe("a=b");
  expect(withoutPadding("ab")).toBe("ab");
  expect(withoutPadding("==")).toBe("");
  expect(withoutPadding("")).toBe("");
});
