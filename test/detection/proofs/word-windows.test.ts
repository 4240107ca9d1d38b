import type { Candidate } from "../../../policies/detection/detector";
import { readName } from "../../../policies/detection/names";
import { areSorted, isAnnounced, windows } from "../../../policies/detection/proofs/word-windows";

const listed = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet"];
const isListed = (word: string): boolean => listed.includes(word);

function candidate(value: string, { before = "", name }: { before?: string; name?: string } = {}): Candidate {
  return {
    value,
    text: `${before}${value}`,
    start: before.length,
    end: before.length + value.length,
    name: name === undefined ? undefined : readName(name),
    whole: false,
    issuers: () => new Set(),
    addresses: () => new Set(),
    budget: { curve: () => true, phrase: () => true, extra: () => true },
  };
}

/** What the windows of a value say, as text, and whether their ranges fit. */
function cut(value: string, sizes: readonly number[], given: { before?: string; name?: string } = {}): string[] {
  return windows(candidate(value, given), sizes, isListed).map(({ words, start, end }) => {
    expect(value.slice(start, end).match(/[\p{L}\p{M}]+/gu)).toEqual([...words]);
    return words.join(" ");
  });
}

describe("a phrase is announced", () => {
  test.each([
    "my mnemonic: ",
    "Seed ",
    "the recovery words ",
    "RECOVER: ",
    "backup = ",
    "wallet ",
    "phrase ",
    "frase: ",
    "semilla ",
    "graine ",
    "parola ",
    "palavras ",
    "\u52a9\u8bb0\u8bcd ",
    "\u52a9\u8a18\u8a5e ",
    "\u30cb\u30fc\u30e2\u30cb\u30c3\u30af ",
    "\ub2c8\ubaa8\ub2c9 ",
    "\u0444\u0440\u0430\u0437\u0430 ",
    "\u0441\u0438\u0434 ",
    "Wiederherstellung: ",
  ])("by %j right before it", (before) => {
    expect(isAnnounced(candidate("alpha bravo", { before }))).toBe(true);
  });

  test("by a label among its own first words", () => {
    expect(isAnnounced(candidate("my seed alpha bravo"))).toBe(true);
    expect(isAnnounced(candidate(`${"x".repeat(56)}seed`))).toBe(true);
    expect(isAnnounced(candidate(`${"x".repeat(57)}seed`))).toBe(false);
  });

  test("by the name of a phrase or of a secret, not by another name", () => {
    expect(isAnnounced(candidate("alpha bravo", { name: "mnemonic" }))).toBe(true);
    expect(isAnnounced(candidate("alpha bravo", { name: "botSecret" }))).toBe(true);
    expect(isAnnounced(candidate("alpha bravo", { name: "motto" }))).toBe(false);
    expect(isAnnounced(candidate("alpha bravo", { name: "password" }))).toBe(false);
  });

  test("not by a label more than 60 characters before it", () => {
    expect(isAnnounced(candidate("alpha", { before: `seed${" ".repeat(56)}` }))).toBe(true);
    expect(isAnnounced(candidate("alpha", { before: `seed${" ".repeat(57)}` }))).toBe(false);
    expect(isAnnounced(candidate("alpha", { before: "greetings " }))).toBe(false);
  });
});

describe("windows", () => {
  test("a run of exactly a legal size is taken as it is, whatever its words", () => {
    expect(cut("one two three", [3, 5])).toEqual(["one two three"]);
    expect(cut("alpha, bravo, charlie.", [3])).toEqual(["alpha bravo charlie"]);
    expect(cut("e\u0301t\u00e9 \u52a9 x", [3])).toEqual(["e\u0301t\u00e9 \u52a9 x"]);
  });

  test("inside a longer run, listed words count where other words delimit them", () => {
    expect(cut("and then alpha bravo charlie comes", [3])).toEqual(["alpha bravo charlie"]);
    expect(cut("alpha bravo charlie comes first", [3])).toEqual(["alpha bravo charlie"]);
    expect(cut("last comes alpha bravo charlie", [3])).toEqual(["alpha bravo charlie"]);
    expect(cut("alpha bravo charlie or delta echo foxtrot", [3])).toEqual([
      "alpha bravo charlie",
      "delta echo foxtrot",
    ]);
  });

  test("a legal size of the whole run does not hide the stretch inside it", () => {
    expect(cut("my phrase alpha bravo charlie", [3, 5])).toEqual([
      "my phrase alpha bravo charlie",
      "alpha bravo charlie",
    ]);
    expect(cut("alpha bravo charlie", [3, 5])).toEqual(["alpha bravo charlie"]);
  });

  test("a stretch of another size is none, unless a label announces it", () => {
    expect(cut("see alpha bravo charlie delta there", [3])).toEqual([]);
    expect(cut("see alpha bravo there", [3])).toEqual([]);
    expect(cut("see alpha bravo charlie delta there", [3], { before: "seed: " })).toEqual([
      "alpha bravo charlie",
      "bravo charlie delta",
    ]);
    expect(cut("see alpha bravo there", [3], { before: "seed: " })).toEqual([]);
  });

  test("of an announced stretch the longer sizes come first", () => {
    expect(cut("see alpha bravo charlie delta echo there", [2, 4], { name: "mnemonic" })).toEqual([
      "alpha bravo charlie delta",
      "bravo charlie delta echo",
      "alpha bravo",
      "bravo charlie",
      "charlie delta",
      "delta echo",
    ]);
  });

  test("an announced stretch of more than forty words is a list", () => {
    const words = (count: number): string =>
      `the ${Array.from({ length: count }, (_, index) => listed[index % listed.length] ?? "").join(" ")} end`;
    expect(cut(words(40), [38], { before: "seed: " })).toHaveLength(3);
    expect(cut(words(41), [38], { before: "seed: " })).toEqual([]);
  });

  test("no more than 64 of them are cut out of one run", () => {
    const many = Array.from({ length: 80 }, () => "alpha bravo charlie then").join(" ");
    expect(cut(many, [3])).toHaveLength(64);
    const announced = Array.from({ length: 4 }, () => `${listed.concat(listed, listed).join(" ")} then`).join(" ");
    expect(cut(announced, [3], { before: "seed: " })).toHaveLength(64);
  });

  test("a run without words, or of no legal size, has none", () => {
    expect(cut("", [3])).toEqual([]);
    expect(cut("1 2 3", [3])).toEqual([]);
    expect(cut("alpha", [])).toEqual([]);
    expect(cut("alpha bravo", [], { before: "seed: " })).toEqual([]);
  });
});

test("sorted words are a list", () => {
  expect(areSorted(["a", "b", "c"])).toBe(true);
  expect(areSorted(["a", "a", "b"])).toBe(true);
  expect(areSorted(["b", "a", "c"])).toBe(false);
  expect(areSorted(["a", "c", "b"])).toBe(false);
  expect(areSorted([])).toBe(true);
});
