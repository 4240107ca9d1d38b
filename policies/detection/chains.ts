import { classes, dash, digit, lower, other, slash, upper } from "./classes";
import { isLoaded, load, mayBeListed } from "./proofs/listed-words";

/** Where the first of several things in a row begins and the last ends. */
export interface Row {
  readonly start: number;
  readonly end: number;
}

/** Separators are no longer than this. */
export const longestGap = 16;
/** The fewest words that are a phrase. */
export const leastWords = 12;
const longestWord = 20;
const pathSign = 0x2f;
/** The fewest letters of an ASCII word in a phrase whose words are not looked up (see isMonero). */
const leastUnlisted = 4;

/** What the words of a chain must be. */
type Demand =
  /** Any words between equal separators. */
  | "any"
  /** Words of the lists. */
  | "listed"
  /** Words that may be Monero's, which are not looked up. */
  | "unlisted";

// What twelve words of three letters cover at least, or of one outside ASCII, with one character between them; and what 25 unlisted ones do.
const leastListed = { ascii: 47, wide: 23 };
const leastUnlistedRow = { ascii: 124, wide: 49 };

/**
 * The chains of words between equal separators that may hold a phrase: twelve words of the lists in a row, or 25 of others. Like runs, they
 * are looked for where the last character of the shortest one would stand, and from there back to the first word that does not fit.
 */
export function chainsIn(text: string, octets: Uint8Array, length: number, wide: boolean): Row[] {
  const script = wide ? "wide" : "ascii";
  const found = new Map<number, Row>();
  search(text, octets, length, leastListed[script], "listed", found);
  search(text, octets, length, leastUnlistedRow[script], "unlisted", found);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function search(
  text: string,
  octets: Uint8Array,
  length: number,
  least: number,
  demand: Demand,
  found: Map<number, Row>,
): void {
  let from = 0;
  let done = 0;
  while (from + least <= length) {
    const at = from + least - 1;
    const start = chainStart(octets, from, at, demand);
    if (start > from) from = start;
    else if (demand === "listed" && !isLoaded()) load();
    else {
      const words: Row[] = [];
      done = wordsFrom(text, octets, length, chainStart(octets, done, at, "any"), at, words);
      from = done;
      for (const row of words) found.set(row.start, row);
    }
  }
}

/** Back from `index` over what belongs to no run: to what does, or just past the longest gap. */
export function beforeGap(octets: Uint8Array, from: number, index: number): number {
  const last = Math.max(from, index - longestGap);
  let end = index;
  while (end >= last && classes[octets[end] ?? 0] === 0) end--;
  return end;
}

/** Before where no chain of such words that covers `at` begins, or `from`. May be too early, never too late. */
function chainStart(octets: Uint8Array, from: number, at: number, demand: Demand): number {
  let start = at + 1;
  let index = at;
  let firstGap = -1;
  let gapSign = -1;
  while (index >= from) {
    const last = beforeGap(octets, from, index);
    const gap = index - last;
    if (gap > longestGap) return start;
    index = last;
    let mask = 0;
    while (index >= from) {
      const kind = classes[octets[index] ?? 0] ?? 0;
      if (kind === 0 || last - index > longestWord) break;
      mask |= kind;
      index--;
    }
    if (index === last) continue;
    let end = last + 1;
    if (last === at) {
      // The last word may reach beyond `at`, and a path may follow it.
      for (; end - index <= longestWord + 1; end++) {
        const kind = classes[octets[end] ?? 0] ?? 0;
        if (kind === 0 || octets[end] === pathSign) break;
        mask |= kind;
      }
      start = end;
    }
    if (mask === digit && end - index <= 3) {
      firstGap = -2; // a number is a part of the separator: separators may differ from here on
      continue;
    }
    if (!fits(octets, index + 1, end, mask, demand)) return start;
    if (last !== at && gap > 0 && firstGap !== -2) {
      const sign = octets[last + 1] ?? 0;
      if (firstGap === -1) {
        firstGap = gap;
        gapSign = sign;
        // The gap before `at` may reach beyond it as well.
        if (start === at + 1) firstGap = -1;
      } else if (gap !== firstGap || sign !== gapSign) return start;
    }
    start = index + 1;
  }
  return start;
}

/** Whether a word may stand in a chain. */
function fits(octets: Uint8Array, start: number, end: number, mask: number, demand: Demand): boolean {
  const size = end - start;
  if (size > longestWord || (mask & (digit | slash | dash)) !== 0) return false;
  if (mask === other) return true;
  if (size < 3) return false;
  if (demand === "any" || (mask & other) !== 0) return true;
  // Beside an octet outside ASCII, a letter that no run holds may belong to it.
  if ((octets[start - 1] ?? 0) >= 0x80 || (octets[end] ?? 0) >= 0x80) return true;
  return demand === "listed" ? mayBeListed(octets, start, end) : size >= leastUnlisted;
}

/** Finds the chains of words from `from` on until one begins after `until`; returns where that one, or the text's end, is. */
function wordsFrom(
  text: string,
  octets: Uint8Array,
  length: number,
  from: number,
  until: number,
  words: Row[],
): number {
  let index = from;
  // The chain of words under way: its ends, its first separator, and where its last word ended.
  let chainStart = from;
  let chainEnd = from;
  let chainCount = 0;
  let lastStart = from;
  let gapStart = from;
  let gapLength = 0;
  let numbered = false;
  while (index < length) {
    let kind = classes[octets[index] ?? 0] ?? 0;
    if (kind === 0) {
      index++;
      continue;
    }
    const start = index;
    if (chainCount === 0 && start > until) return start;
    let mask = 0;
    do {
      mask |= kind;
      index++;
      kind = classes[octets[index] ?? 0] ?? 0;
    } while (kind !== 0);
    const size = index - start;
    if (size <= longestWord && (mask & (digit | slash | dash)) === 0 && (size >= 3 || mask === other)) {
      const gap = start - chainEnd;
      if (chainCount === 1 && gap <= longestGap) {
        gapStart = chainEnd;
        gapLength = gap;
        chainCount = 2;
      } else if (chainCount > 1 && sameGap(text, gapStart, gapLength, chainEnd, gap, numbered)) {
        chainCount++;
      } else {
        if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd });
        // The word before may be the first of the next chain, with the separator that follows it.
        const joins = chainCount > 1 && gap <= longestGap;
        numbered = false;
        gapStart = chainEnd;
        gapLength = gap;
        chainStart = joins ? lastStart : start;
        chainCount = joins ? 2 : 1;
        if (chainStart > until) return chainStart;
      }
      lastStart = start;
      chainEnd = index;
    } else if (size <= 2 && mask === digit) {
      numbered = true; // "1. word 2. word": the number is a part of the separator
    } else {
      // A path of derivation may follow the last word: "… zebra//bot//0".
      const word = chainCount >= leastWords - 1 && (mask & slash) !== 0 ? wordBeforePath(octets, start, index) : 0;
      if (word > 0 && sameGap(text, gapStart, gapLength, chainEnd, start - chainEnd, numbered)) {
        chainCount++;
        chainEnd = start + word;
      }
      if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd });
      chainCount = 0;
      numbered = false;
    }
  }
  if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd });
  return length;
}

/** The length of the word that a path follows in [start, end); 0 where there is none. */
function wordBeforePath(octets: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && ((classes[octets[at] ?? 0] ?? 0) & (lower | upper | other)) !== 0) at++;
  return octets[at] === pathSign && at - start >= 3 && at - start <= longestWord ? at - start : 0;
}

function sameGap(
  text: string,
  first: number,
  firstLength: number,
  second: number,
  length: number,
  numbered: boolean,
): boolean {
  if (numbered) {
    if (length > longestGap) return false;
    const plain = (from: number, size: number): string => text.slice(from, from + size).replace(/\d+/gu, "#");
    return plain(first, firstLength) === plain(second, length);
  }
  if (length !== firstLength) return false;
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(first + index) !== text.charCodeAt(second + index)) return false;
  }
  return true;
}
