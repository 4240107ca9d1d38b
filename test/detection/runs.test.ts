import { dash, digit, lower, other, slash, upper } from "../../policies/detection/classes";
import { eachPart, survey } from "../../policies/detection/runs";
import { Random } from "./generate/random";

const random = new Random("runs");
const numbers = (count: number, joint = ", ", most = 256): string =>
  Array.from({ length: count }, () => String(random.below(most))).join(joint);

const runs = (text: string): readonly (readonly [string, number, number])[] => {
  const { runs: found } = survey(text);
  return Array.from({ length: found.length / 4 }, (_, index) => {
    const [start, end, mask = 0, longest = 0] = found.slice(4 * index, 4 * index + 4);
    return [text.slice(start, end), mask, longest] as const;
  });
};

describe("a run is what stands together of letters, digits and the signs of base64", () => {
  test.each<readonly [string, number, number]>([
    ["abcdefgh12345678", lower | digit, 16],
    ["ABCDEFGH12345678", upper | digit, 16],
    ["1234567890123456", digit, 16],
    ["aBcDeFgHiJkLmNoP", lower | upper, 16],
    ["aB3+eF/HiJkLmNoP", lower | upper | digit | slash, 9],
    ["abcdefg-12345_78", lower | digit | dash, 7],
    ["abcdefgh-1234567890", lower | digit | dash, 10],
    ["1234567890-abcdefgh", lower | digit | dash, 10],
    ["a1/bcdefghijklmno-p", lower | digit | slash | dash, 14],
    ["\u5bc612345678901234567", other | digit, 17],
    ["abc\u00e9DEFghijklmnop", lower | upper | other, 13],
    [random.alnum(300), lower | upper | digit, 300],
  ])("%s", (run, mask, longest) => {
    const one = [run, mask, longest];
    for (const before of [
      "",
      " ",
      "=".repeat(15),
      "=".repeat(16),
      "=".repeat(17),
      "x=".repeat(20),
      "short words here, ",
    ])
      for (const after of ["", " ", ". "]) expect(runs(before + run + after)).toEqual([one]);
    expect(runs(`${run} ${run}=${run}`)).toEqual([one, one, one]);
  });

  test.each([
    ["of 15 characters", "abcdefg12345678"],
    ["of words", "incomprehensibilities"],
    ["of capitals", "INCOMPREHENSIBILITIES"],
    ["of joined words", "some-words-that-are-joined"],
    ["of steps", "some/path/of/words"],
    ["in camel case", "someWordsThatAreCamelCase"],
    ["in camel case with one capital more", "someWordsThatAreXMLCase"],
    ["with a small letter behind two capitals", "someWordsABcdefghij"],
    [
      "of letters without case",
      "\u5bc6\u7801\u5bc6\u7801\u5bc6\u7801\u5bc6\u7801\u5bc6\u7801\u5bc6\u7801\u5bc6\u7801\u5bc6\u7801",
    ],
    ["of Latin letters with marks", "\u00e9l\u00e9phantine\u00e9l\u00e9phantine"],
  ])("but not %s", (_, text) => {
    expect(runs(text)).toEqual([]);
    expect(runs(`x = "${text}"; `)).toEqual([]);
  });

  test("letters in two cases without a digit count where capitals begin no word, twice", () => {
    expect(runs("abcdefXghijklmnopq")).toEqual([]);
    expect(runs("abcdefXyZhijklmnop")).toHaveLength(0);
    expect(runs("abcdefXYhijkXYlmno")).toHaveLength(1);
    expect(runs("abcdefXy-hijkXy-mn")).toHaveLength(1);
    expect(runs("abcdefXYhijkXylmno")).toEqual([]);
    expect(runs("aXaXbcdefghijklmnop".slice(0, 18))).toEqual([]);
  });
});

const rows = (text: string): string[] => survey(text).numbers.map(({ start, end }) => text.slice(start, end));

describe("words that are joined by hyphens or underscores", () => {
  const joined = (text: string): string[] => survey(text).words.map(({ start, end }) => text.slice(start, end));
  const twelve = "aba cad efe ghi jok lum non opo qur sat tuv wox".split(" ");

  test.each([
    ["twelve", twelve.join("-")],
    ["twelve by underscores", twelve.join("_")],
    ["more than twelve", [...twelve, "yaz", "zab"].join("-")],
    ["twelve in forty characters", "ab-cd-ef-gh-ij-kl-mn-op-qr-st-uv-wxyzabc"],
  ])("stand in a row where they are %s", (_, text) => {
    if (text.length < 40 || text.split(/[-_]/u).length < 12) throw new Error("The sample is too short.");
    for (const before of ["", "x = ", "1234567890123456 "])
      for (const after of ["", ";", " and more words behind them"])
        expect(joined(before + text + after)).toEqual([text]);
  });

  test.each([
    ["eleven", twelve.slice(1).join("-")],
    ["twelve in 39 characters", "ab-cd-ef-gh-ij-kl-mn-op-qr-st-uv-wxyzab"],
    ["in capitals", twelve.join("-").toUpperCase()],
    ["with a digit", [...twelve, "x1y"].join("-")],
    ["joined by slashes", twelve.join("/")],
    ["one word of forty letters", "abcdefgh".repeat(6)],
  ])("are none where they are %s", (_, text) => {
    expect(joined(text)).toEqual([]);
    expect(joined(`x = ${text};`)).toEqual([]);
  });
});

describe("numbers in a row", () => {
  const hex = Array.from({ length: 32 }, (_, index) => `0x${(index * 7 + 1).toString(16)}`);

  test.each([", ", ",", " ", "\n  ", ";", " ".repeat(16)])("with %j between them are a row", (joint) => {
    const signed = numbers(32, `${joint.slice(0, 15)}-`);
    for (const row of [numbers(32, joint), numbers(64, joint), numbers(64, joint, 1_000), hex.join(joint), signed])
      for (const before of ["", "key = [", "x[12345] = ", "1234 {"])
        for (const after of ["", "]", "];\nx"]) expect(rows(before + row + after)).toEqual([row]);
  });

  test.each([
    ["31 numbers", numbers(31, " ", 9)],
    ["numbers that are too far apart", numbers(40, " ".repeat(17))],
    ["numbers of four digits", Array.from({ length: 40 }, () => "1234").join(", ")],
    ["letters", Array.from({ length: 40 }, () => "abc").join(", ")],
    ["digits and letters", Array.from({ length: 40 }, () => "1ab").join(", ")],
    ["hex without a digit behind 0x", Array.from({ length: 40 }, () => "0x").join(", ")],
    ["hex of three digits", Array.from({ length: 40 }, () => "0xabc").join(", ")],
    ["a number of another sort between them", `${numbers(20)}, 12345, ${numbers(20)}`],
    ["numbers behind another sign", numbers(40, ", +")],
    ["ranges of numbers", numbers(80, "-").replaceAll(/(-\d+)-/gu, "$1, ")],
    ["signs alone", "-, ".repeat(40)],
    ["a word between them", `${numbers(20)}, word, ${numbers(20)}`],
  ])("but not %s", (_, text) => {
    expect(rows(text)).toEqual([]);
  });

  test("are found wherever they begin, and more than one", () => {
    const row = numbers(32);
    for (let size = 0; size < 150; size += 7)
      expect(rows(`${"a b1c, ".repeat(30).slice(0, size)}: ${row} x`)).toEqual([row]);
    expect(rows(`[${row}], x: [${row}]`)).toEqual([row, row]);
    for (const before of ["g12, ", "xx12, word ", "cafe 12345, ", "0xfff: ", "beef ".repeat(30)])
      expect(rows(`${before}: ${row}`)).toEqual([row]);
    expect(rows(`${" ".repeat(200)}${row}${" ".repeat(200)}${row}`)).toEqual([row, row]);
    const capitals = hex.join(",").toUpperCase();
    expect(rows(capitals)).toEqual([capitals]);
  });
});

describe("pairs of hexadecimal digits in a row", () => {
  const found = (text: string): string[] => survey(text).pairs.map(({ start, end }) => text.slice(start, end));
  const pairs = (count: number, joint: string): string =>
    random
      .hex(2 * count)
      .match(/../gu)
      ?.join(joint) ?? "";

  test.each([":", " ", "\n", ":\n        "])("with %j between them are a row", (joint) => {
    for (const row of [pairs(32, joint), pairs(64, joint).toUpperCase()])
      for (const before of ["", "priv:\n    ", "x = "]) expect(found(`${before}${row}\nand so on`)).toEqual([row]);
  });

  test.each([
    ["31 pairs", pairs(31, ":")],
    ["a fingerprint", pairs(20, ":")],
    ["single digits", "a ".repeat(80)],
    ["three digits", "abc ".repeat(80)],
    ["other letters", "ag ".repeat(80)],
    ["addresses of a network, one a line", `${pairs(6, ":")} eth0\n`.repeat(9)],
  ])("but not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

test("parts lie between the characters that cut, and know their classes", () => {
  const parts = (text: string, cut: number, least: number): (readonly [string, number])[] => {
    const found: (readonly [string, number])[] = [];
    eachPart(text, 1, text.length - 1, cut, least, (start, end, mask) => found.push([text.slice(start, end), mask]));
    return found;
  };
  expect(parts("xab/CD/1-2y", slash, 1)).toEqual([
    ["ab", lower],
    ["CD", upper],
    ["1-2", digit | dash],
  ]);
  expect(parts("xab/CD/1-2y", slash | dash, 2)).toEqual([
    ["ab", lower],
    ["CD", upper],
  ]);
  expect(parts("xab/CD/1-2y", slash, 3)).toEqual([["1-2", digit | dash]]);
  expect(parts("x/ab/y", slash, 1)).toEqual([["ab", lower]]);
  expect(parts("xy", slash, 1)).toEqual([]);
});
