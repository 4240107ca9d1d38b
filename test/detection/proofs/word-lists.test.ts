import { wordlist as english } from "@scure/bip39/wordlists/english";
import { wordlist as chinese } from "@scure/bip39/wordlists/simplified-chinese";
import { wordlist as czech } from "@scure/bip39/wordlists/czech";
import { wordlist as french } from "@scure/bip39/wordlists/french";
import { wordlist as italian } from "@scure/bip39/wordlists/italian";
import { wordlist as japanese } from "@scure/bip39/wordlists/japanese";
import { wordlist as korean } from "@scure/bip39/wordlists/korean";
import { wordlist as portuguese } from "@scure/bip39/wordlists/portuguese";
import { wordlist as spanish } from "@scure/bip39/wordlists/spanish";
import { wordlist as traditional } from "@scure/bip39/wordlists/traditional-chinese";
import * as wordLists from "../../../policies/detection/proofs/word-lists";

const { bip39Bits, bip39Lists, englishBit, listsOf, plain, shareBit, slip39Words } = wordLists;

const extensions = (): string[][] =>
  [Array.prototype, String.prototype].map((prototype) => Object.getOwnPropertyNames(prototype).sort());
const before = extensions();

test("words are compared in lower case and decomposed", () => {
  expect(plain("ABANDON")).toBe("abandon");
  expect(plain("\u00c1baco")).toBe("a\u0301baco");
  expect(plain("\uff41")).toBe("a");
});

test("the English list begins with abandon and ends with zoo", () => {
  const words = wordLists.english();
  expect(words.size).toBe(2048);
  expect(words.get("abandon")).toBe(0);
  expect(words.get("zoo")).toBe(2047);
  expect(words.get("bulkhead")).toBeUndefined();
});

test.each([
  ["English", english],
  ["Spanish", spanish],
  ["French", french],
  ["Italian", italian],
  ["Portuguese", portuguese],
  ["Czech", czech],
  ["Japanese", japanese],
  ["Korean", korean],
  ["simplified Chinese", chinese],
  ["traditional Chinese", traditional],
])("every word of the %s list is found at its position", (_, list) => {
  for (const [position, word] of list.entries()) {
    const written = plain(word);
    expect(bip39Lists([written]).some((index) => index.get(written) === position)).toBe(true);
  }
});

test("the lists of some words are those that hold every one of them, however they are written", () => {
  const firsts = (words: readonly string[]): unknown[] => bip39Lists(words).map((list) => list.keys().next().value);
  expect(firsts(["zoo", "ABANDON"])).toEqual(["abandon"]);
  expect(firsts(["\u00e1baco", "Zurdo"])).toEqual([plain("\u00e1baco")]);
  // Simplified and traditional Chinese share this word.
  expect(firsts(["\u7684"])).toHaveLength(2);
  expect(firsts(["abandon", "\u00e1baco"])).toEqual([]);
  expect(firsts(["abandon", "bulkhead"])).toEqual([]);
});

test("a word's lists have a bit each", () => {
  expect(englishBit).toBe(1);
  expect(bip39Bits).toBe(0x3ff);
  expect(shareBit).toBe(0x400);
  for (const written of ["zoo", "Zoo", "zoo"]) expect(listsOf(written)).toBe(englishBit);
  expect(listsOf("academic")).toBe(shareBit);
  expect(listsOf("acid")).toBe(englishBit | shareBit);
  expect(listsOf("\u00e1baco")).toBe(2);
  expect(listsOf("\u7684")).toBe(0x300);
  for (const other of ["bulkhead", "zoo9", ""]) expect(listsOf(other)).toBe(0);
});

describe("SLIP-39's list", () => {
  test("holds 1,024 words from academic to zero", () => {
    const words = slip39Words();
    expect(words.size).toBe(1024);
    expect(words.get("academic")).toBe(0);
    expect(words.get("zero")).toBe(1023);
    expect(slip39Words()).toBe(words);
  });

  test("leaves no extension behind in Array and String", () => {
    expect(slip39Words().size).toBe(1024);
    expect(extensions()).toEqual(before);
  });
});
