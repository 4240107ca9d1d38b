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

// People leave accents out: in lists of Latin script no two words differ by theirs alone. The marks of kana tell letters apart.
function indexOf(list: number): Index {
  const known = indices[list];
  if (known !== undefined) return known;
  const index = new Map((bip39[list]?.() ?? []).map((word, position) => [plain(word), position]));
  for (const [word, position] of [...index]) {
    const bare = word.replace(/[\u0300-\u036f]/gu, "");
    if (!index.has(bare)) index.set(bare, position);
  }
  return (indices[list] = index);
}

/** The positions of English words in BIP39's list; undefined for a word that is not in it. */
export function english(): Index {
  return indexOf(0);
}

// ASCII words are looked for in the six lists of Latin script, others in those of the four that remain and of the accented.
const latin = [0, 1, 2, 3, 4, 5];
const everywhere = [1, 2, 5, 6, 7, 8, 9];

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

/** The bit of BIP39's English list in `listsOf`; those of the other nine follow it. */
export const englishBit = 1;
/** The bits of all of BIP39's lists. */
export const bip39Bits = (1 << bip39.length) - 1;
/** The bit of SLIP-39's list. */
export const shareBit = 1 << bip39.length;

function membership(lists: readonly number[]): Map<string, number> {
  const members = new Map<string, number>();
  for (const list of lists)
    for (const word of indexOf(list).keys()) members.set(word, (members.get(word) ?? 0) | (1 << list));
  return members;
}

let inLatin: ReadonlyMap<string, number> | undefined;
let elsewhere: ReadonlyMap<string, number> | undefined;

/** The words of the lists in Latin script, SLIP-39's among them, and in which of the lists each stands. */
export function latinWords(): ReadonlyMap<string, number> {
  if (inLatin !== undefined) return inLatin;
  const members = membership(latin);
  for (const word of slip39Words().keys()) members.set(word, (members.get(word) ?? 0) | shareBit);
  return (inLatin = members);
}

// Words as they are written: to decompose one takes ten times as long as to look it up.
const written = new Map<string, number>();
const mostWritten = 1 << 15;

/** In which lists a word stands, one bit each; 0 where it stands in none. */
export function listsOf(word: string): number {
  const known = written.get(word);
  if (known !== undefined) return known;
  const normal = plain(word);
  const words = /^[a-z]*$/u.test(normal) ? latinWords() : (elsewhere ??= membership(everywhere));
  const lists = words.get(normal) ?? 0;
  if (lists === 0) return lists;
  if (written.size >= mostWritten) written.clear();
  written.set(word, lists);
  return lists;
}

/** BIP39's lists in which all of some words stand. */
export function bip39Lists(words: readonly string[]): readonly Index[] {
  const common = words.reduce((bits, word) => bits & listsOf(word), bip39Bits);
  return bip39.flatMap((_, list) => (((common >> list) & 1) === 1 ? [indexOf(list)] : []));
}
