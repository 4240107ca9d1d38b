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

const { bip39Lists, plain, slip39Words } = wordLists;

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

test("words that are ASCII throughout are looked for in six lists, one word that is not calls for the others", () => {
  expect(bip39Lists(["zoo", "abandon"])).toHaveLength(6);
  expect(bip39Lists(["zoo", plain("\u00e1baco")])).toHaveLength(7);
  expect(bip39Lists(["zoo", "abandon9"])).toHaveLength(7);
  expect(bip39Lists(["9abandon", "zoo"])).toHaveLength(7);
  expect(bip39Lists(["\u7684"]).some((list) => list.has("\u7684"))).toBe(true);
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
