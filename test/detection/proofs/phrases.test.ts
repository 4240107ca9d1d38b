import { entropyToMnemonic } from "@scure/bip39";
import { wordlist as english } from "@scure/bip39/wordlists/english";
import { wordlist as french } from "@scure/bip39/wordlists/french";
import { wordlist as japanese } from "@scure/bip39/wordlists/japanese";
import { wordlist as spanish } from "@scure/bip39/wordlists/spanish";
import * as fc from "fast-check";
import { isAlgorand, isBip39, isElectrum, isMonero, isSlip39, isTon } from "../../../policies/detection/proofs/phrases";
import { algorand, electrumVersion, fitsTon, monero, slip39Share, ton, wordsThat } from "../generate/phrases";
import { Random } from "../generate/random";

const random = new Random("phrases");
const replaced = (words: readonly string[], at: number, word: string): string[] =>
  words.map((one, index) => (index === at ? word : one));
/** Another word of the English list. */
const next = (word: string): string => english[(english.indexOf(word) + 1) % english.length] ?? "";

describe("a BIP39 phrase", () => {
  const phrase = (list: string[], size: number): string[] =>
    entropyToMnemonic(random.bytes(size), list).split(/[ \u3000]/u);

  test.each([16, 20, 24, 28, 32])("of %i bytes is one in every language", (size) => {
    for (const list of [english, spanish, french, japanese]) {
      expect(isBip39(phrase(list, size))).toBe(true);
    }
  });

  test("is one in capitals and with composed letters too", () => {
    expect(isBip39(phrase(english, 16).map((word) => word.toUpperCase()))).toBe(true);
    expect(isBip39(phrase(spanish, 32).map((word) => word.normalize("NFC")))).toBe(true);
  });

  test("is none with its last word changed to one of another checksum", () => {
    for (const size of [16, 32]) {
      const words = phrase(english, size);
      // The last word holds the checksum in its lowest bits: the next word of the list has another one.
      expect(isBip39(replaced(words, words.length - 1, next(words.at(-1) ?? "")))).toBe(false);
    }
  });

  test("has every bit of its checksum looked at, the first as well as the last", () => {
    const words = phrase(english, 32);
    const last = english.indexOf(words.at(-1) ?? "");
    for (let bit = 0; bit < 8; bit++)
      expect(isBip39(replaced(words, 23, english[last ^ (1 << bit)] ?? ""))).toBe(false);
    const short = phrase(english, 16);
    const end = english.indexOf(short.at(-1) ?? "");
    for (let bit = 0; bit < 4; bit++) expect(isBip39(replaced(short, 11, english[end ^ (1 << bit)] ?? ""))).toBe(false);
  });

  test("has words of one list: one word of none, or of another list, and it is none", () => {
    const words = phrase(english, 16);
    expect(isBip39(replaced(words, 3, "bulkhead"))).toBe(false);
    expect(isBip39(replaced(words, 3, "\u00e1baco"))).toBe(false);
    expect(isBip39([])).toBe(false);
  });

  test("has a number of words that three divides", () => {
    const fitting = phrase(english, 16);
    expect(isBip39(fitting.slice(0, 11))).toBe(false);
    expect(isBip39([...fitting, "zoo"])).toBe(false);
  });

  test("of twelve English words at random is one in sixteen times", () => {
    const dice = new Random("dice");
    const fit = Array.from({ length: 800 }, () => isBip39(wordsThat(dice, 12, () => true))).filter(Boolean).length;
    expect(fit).toBeGreaterThan(25);
    expect(fit).toBeLessThan(85);
  });
});

describe("an Electrum phrase", () => {
  const versions = new Map<string, string[]>();
  const dice = new Random("electrum");
  for (let tries = 0; tries < 60_000 && versions.size < 5; tries++) {
    const words = wordsThat(dice, 12, () => true);
    const version = electrumVersion(words);
    const kind = version.startsWith("01") ? "01" : version;
    if (["01", "100", "101", "102", "103"].includes(kind)) versions.set(kind, words);
  }

  test.each(["01", "100", "101", "102"])("of version %s is one", (version) => {
    expect(isElectrum(versions.get(version) ?? [])).toBe(true);
    expect(isElectrum((versions.get(version) ?? []).map((word) => word.toUpperCase()))).toBe(true);
  });

  test("of version 103 is none, and neither is one whose digest holds 01 further on", () => {
    expect(versions.get("103")).toHaveLength(12);
    expect(isElectrum(versions.get("103") ?? [])).toBe(false);
    expect(isElectrum(wordsThat(dice, 12, (words) => /^[^01]01/u.test(electrumVersion(words))))).toBe(false);
  });

  test("has words of the English list", () => {
    const fitting = (made: number): string[] =>
      Array.from({ length: 12 }, (_, index) => `word${"abcdefghijklmnopqrst"[(made >> index) % 20] ?? ""}`);
    const made = Array.from({ length: 4_000 }, (_, index) => fitting(index)).find((words) =>
      electrumVersion(words).startsWith("01"),
    );
    expect(made).toBeDefined();
    expect(isElectrum(made ?? [])).toBe(false);
  });
});

describe("a TON phrase", () => {
  const words = ton();

  test("is one where the derived version byte is 0", () => {
    expect(isTon(words)).toBe(true);
    expect(isTon(words.map((word) => word.toUpperCase()))).toBe(true);
  });

  test("is none with two words exchanged", () => {
    expect(isTon([...words.slice(1), words[0] ?? ""])).toBe(false);
  });

  test("has words of the English list", () => {
    const other = wordsThat(new Random("ton of others"), 1, ([word]) =>
      fitsTon(["bulkhead", ...words.slice(2), word ?? ""]),
    );
    expect(isTon(["bulkhead", ...words.slice(2), ...other])).toBe(false);
  });
});

describe("an Algorand phrase", () => {
  test("of 32 zeros is 24 times abandon, and invest", () => {
    expect(isAlgorand([...Array.from({ length: 24 }, () => "abandon"), "invest"])).toBe(true);
    expect(isAlgorand([...Array.from({ length: 24 }, () => "abandon"), "abandon"])).toBe(false);
  });

  test("of any key is one, in capitals too, and none with any word changed", () => {
    for (let sample = 0; sample < 40; sample++) {
      const words = algorand(random.bytes(32));
      expect(isAlgorand(words)).toBe(true);
      expect(isAlgorand(words.map((word) => word.toUpperCase()))).toBe(true);
      expect(isAlgorand(replaced(words, sample % 25, next(words[sample % 25] ?? "")))).toBe(false);
    }
  });

  test("has 25 words of the English list", () => {
    const words = algorand(random.bytes(32));
    expect(isAlgorand(words.slice(1))).toBe(false);
    expect(isAlgorand([...words, "zoo"])).toBe(false);
    expect(isAlgorand(replaced(words, 5, "bulkhead"))).toBe(false);
  });

  test("leaves the bits behind its 256 empty", () => {
    // 24 words hold 264 bits. With one of the last eight set the checksum still fits the first 256, and it is none.
    const words = algorand(random.bytes(32));
    const last = english.indexOf(words[23] ?? "");
    for (const bit of [8, 10]) expect(isAlgorand(replaced(words, 23, english[last | (1 << bit)] ?? ""))).toBe(false);
  });
});

describe("a Monero phrase", () => {
  const words = monero(random);

  test("is one where the 25th word repeats the one that the CRC-32 of the prefixes chooses", () => {
    for (let sample = 0; sample < 10; sample++) expect(isMonero(monero(random))).toBe(true);
    expect(isMonero(words.map((word) => word.toUpperCase()))).toBe(true);
  });

  test("is none with another word at its end, or with two words exchanged", () => {
    const other = words.find((word) => word !== words[24]) ?? "";
    expect(isMonero(replaced(words, 24, other))).toBe(false);
    const moved = [words[1] ?? "", words[0] ?? "", ...words.slice(2)];
    expect(isMonero([...moved.slice(0, 24), moved[24] ?? ""])).toBe(false);
  });

  test("has 25 words", () => {
    expect(isMonero(words.slice(0, 24))).toBe(false);
    expect(isMonero([...words, words[0] ?? ""])).toBe(false);
    expect(isMonero([])).toBe(false);
  });

  test("only looks at the first three letters of a word for its sum", () => {
    expect(isMonero(words.map((word) => `${word}x`))).toBe(true);
    expect(isMonero(words.map((word) => word.slice(0, 4)))).toBe(true);
  });

  test("is not made of one word over and over: 20 beginnings differ at least", () => {
    const same = (distinct: number): string[] | undefined => {
      for (let sample = 0; sample < 60; sample++) {
        const some = monero(random).slice(0, distinct);
        const all = Array.from({ length: 24 }, (_, index) => some[index % distinct] ?? "");
        for (const last of some) if (isMonero([...all, last])) return all;
      }
      return undefined;
    };
    expect(same(19)).toBeUndefined();
    expect(same(20)).toBeDefined();
  });

  test("has words of four letters or more, unless they are not written in ASCII", () => {
    const short = (letters: string): string[][] =>
      Array.from({ length: 60 }, (_, sample) => {
        const all = Array.from({ length: 24 }, (__, index) =>
          Array.from({ length: 3 }, (___, place) => letters[(index * 7 + sample * 5 + place * 11) % 26] ?? "").join(""),
        );
        return all;
      }).flatMap((all) => [...new Set(all)].map((last) => [...all, last]));
    expect(short("abcdefghijklmnopqrstuvwxyz").some(isMonero)).toBe(false);
    expect(
      short(
        "\u3042\u3044\u3046\u3048\u304a\u304b\u304d\u304f\u3051\u3053\u3055\u3057\u3059\u305b\u305d\u305f\u3061\u3064\u3066\u3068\u306a\u306b\u306c\u306d\u306e\u306f",
      ).some(isMonero),
    ).toBe(true);
    expect(
      short(
        "a\u3044\u3046\u3048\u304a\u304b\u304d\u304f\u3051\u3053\u3055\u3057\u3059\u305b\u305d\u305f\u3061\u3064\u3066\u3068\u306a\u306b\u306c\u306d\u306e\u306f",
      ).some(isMonero),
    ).toBe(false);
  });
});

describe("a share of SLIP-39", () => {
  test.each([
    [20, 16, false],
    [20, 16, true],
    [33, 32, false],
    [33, 32, true],
  ] as const)("of %i words for %i bytes is one, extendable: %s", (count, size, extendable) => {
    const words = slip39Share(random, size, extendable);
    expect(words).toHaveLength(count);
    expect(isSlip39(words)).toBe(true);
    expect(isSlip39(words.map((word) => word.toUpperCase()))).toBe(true);
  });

  test("is none with a word changed, two exchanged, or one of no list", () => {
    const words = slip39Share(random, 16, true);
    for (let at = 0; at < 20; at++) {
      const other = words.find((word) => word !== words[at]) ?? "";
      expect(isSlip39(replaced(words, at, other))).toBe(false);
    }
    expect(isSlip39(replaced(words, 4, "bulkhead"))).toBe(false);
    expect(isSlip39([])).toBe(false);
  });
});

test("nothing makes them throw", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 8 }), { maxLength: 40 }), (words) => {
      for (const is of [isBip39, isElectrum, isTon, isAlgorand, isMonero, isSlip39])
        expect(typeof is(words)).toBe("boolean");
    }),
    { numRuns: 40, seed: 6 },
  );
});
