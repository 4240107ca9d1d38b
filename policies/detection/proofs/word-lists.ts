/* eslint-disable @typescript-eslint/no-require-imports -- 20,480 words are loaded when the first phrase asks for them, not at every start of the pack */
type List = readonly string[];
type Index = ReadonlyMap<string, number>;

const bip39: readonly (() => List)[] = [
  () => (require("@scure/bip39/wordlists/english") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/spanish") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/french") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/italian") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/portuguese") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/czech") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/japanese") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/korean") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/simplified-chinese") as { wordlist: List }).wordlist,
  () => (require("@scure/bip39/wordlists/traditional-chinese") as { wordlist: List }).wordlist,
];

/** How words are compared: decomposed, in lower case. */
export function plain(word: string): string {
  if (/^[a-z]*$/u.test(word)) return word;
  return word.normalize("NFKD").toLowerCase();
}

const indices: (Index | undefined)[] = [];

function indexOf(list: number): Index {
  return (indices[list] ??= new Map((bip39[list]?.() ?? []).map((word, position) => [plain(word), position])));
}

/** The positions of English words in BIP39's list; undefined for a word that is not in it. */
export function english(): Index {
  return indexOf(0);
}

// ASCII words are looked for in the six lists of Latin script, others in those of the four that remain and of the accented.
const latin = [0, 1, 2, 3, 4, 5];
const everywhere = [1, 2, 5, 6, 7, 8, 9];

/** The lists that could hold the words, by their script. */
export function bip39Lists(words: readonly string[]): readonly Index[] {
  const isAscii = words.every((word) => /^[a-z]+$/u.test(word));
  return (isAscii ? latin : everywhere).map(indexOf);
}

let shares: Index | undefined;

/** The positions of SLIP-39's 1,024 words. */
export function slip39Words(): Index {
  if (shares === undefined) {
    // The package extends Array and String for itself; nobody else is to meet that.
    const before = [Array.prototype, String.prototype].map(
      (prototype) => new Set(Object.getOwnPropertyNames(prototype)),
    );
    const { WORD_LIST } = require("slip39/src/slip39_helper.js") as { WORD_LIST: List };
    [Array.prototype, String.prototype].forEach((prototype, index) => {
      for (const name of Object.getOwnPropertyNames(prototype))
        if (before[index]?.has(name) === false) Reflect.deleteProperty(prototype, name);
    });
    shares = new Map(WORD_LIST.map((word, position) => [word, position]));
  }
  return shares;
}

/** Whether a word stands in any of the lists. */
export function isPhraseWord(word: string): boolean {
  const normal = plain(word);
  return bip39Lists([normal]).some((list) => list.has(normal)) || slip39Words().has(normal);
}
