import { wordlist as english } from "@scure/bip39/wordlists/english";
import { holdsWords, isRandom, sorts, withoutPadding } from "../../policies/detection/texture";
import { base64url, capitals, Random } from "./generate/random";

const random = new Random("texture");
const share = (made: () => string, count = 100): number =>
  Array.from({ length: count }, () => isRandom(made())).filter(Boolean).length / count;
const word = (): string => random.pick(english);
const titled = (one: string): string => one.slice(0, 1).toUpperCase() + one.slice(1);

describe("where a random value begins", () => {
  test.each<readonly [string, string, boolean]>([
    ["twelve letters and digits", "a1B2c3D4e5F6", true],
    ["eleven", "a1B2c3D4e5F", false],
    ["four of five characters", "a1B2c3D4e5F6...", true],
    ["fewer", "a1B2c3D4e5F6....", false],
    ["four different ones of twelve", "a1B2".repeat(3), true],
    ["three of twelve", "a1B".repeat(4), false],
    ["eight of 32", "a1B2c3D4".repeat(4), true],
    ["seven of 28", "a1B2c3D".repeat(4), false],
    ["16 hex digits", "a1b2c3d4e5f60718", true],
    ["13 hex digits", "a1b2c3d4e5f6a", false],
    ["13 of which one is none", "a1b2c3d4e5f6g", true],
    ["13 hex digits in capitals", "A1B2C3D4E5F6A", false],
    ["13 capitals and digits", "A1B2C3D4E5F6G", true],
    ["hex digits without a digit", "abcdefabcdefabcdef", false],
    ["hex digits without a digit in capitals", "ABCDEFABCDEFABCDEF", false],
    ["digits", "0123456789012345", false],
    ["two changes of sort in twelve", "x1234567890y", false],
    ["three, by small letters", "x123456789y0", true],
    ["three, by a capital before a digit", "X123456789y0", true],
    ["three, by a capital behind a digit", "x123456789Y0", true],
    ["digits apart", "123.456.7890123x", false],
    ["a capital that begins a word", "x1234567890yZab", false],
    ["a capital that begins none", "x12345678901yZ", true],
    ["a small letter behind a capital", "x123456789012Za", true],
    ["two small letters behind a capital", "x123456789012Zab", false],
    ["a capital before one small letter", "x1234567890123yZa", true],
    ["9 changes in 50", "thestation1manager1contains1remaining1officerwate1", true],
    ["8 changes in 50", "thestation1manager1contains1remaining1officerwater", false],
    ["letters that do not follow each other in words", "qzvxkwjqzvxk", true],
    ["the same in capitals", "QZVXKWJQZVXK", true],
    ["eight such pairs", "qzvxkwjqz123", true],
    ["seven such pairs", "qzvxkwjq1234", false],
    ["eight behind a capital", "Qzvxkwjqz123", true],
    ["a capital that begins a word behind capitals", "QZVXKWJQa123", false],
  ])("%s", (_, value, random) => {
    expect(isRandom(value)).toBe(random);
  });
});

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
