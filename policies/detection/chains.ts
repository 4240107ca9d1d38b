import { classes, dash, digit, lower, other, slash, upper } from "./classes";
import { isLoaded, load, mayBeListed } from "./proofs/listed-words";

/** Where the first of several things in a row begins and the last ends. */
export interface Row {
  readonly start: number;
  readonly end: number;
  /** Whether the separators of its words differ. */
  readonly isUneven?: true;
}

/** Separators are no longer than this. */
export const longestGap = 16;
/** </td></tr><tr><td>12</td><td>, with an indent. */
const longestMarkup = 48;
/** The fewest words that are a phrase. */
export const leastWords = 12;
const longestWord = 20;
/** More list words than this between uneven separators, labels among them, are no phrase. */
const mostUneven = 76;
const longestLabel = 14;
const pathSign = 0x2f;
const hyphen = 0x2d;
const opensTag = 0x3c;
const closesTag = 0x3e;
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
      for (const row of words)
        if (row.isUneven !== true) found.set(row.start, row);
        else if (!words.some((even) => even.isUneven !== true && even.start <= row.start && row.end <= even.end))
          found.set(-1 - row.start, row);
    }
  }
}

/** Before where no chain of such words that covers `at` begins, or `from`. May be too early, never too late. */
function chainStart(octets: Uint8Array, from: number, at: number, demand: Demand): number {
  let start = at + 1;
  // The last word may reach beyond `at`, and a path may follow it.
  while (classes[octets[start] ?? 0] !== 0 && octets[start] !== pathSign) start++;
  for (let index = start - 1; index >= from; index = start - 1) {
    let last = index;
    while (last >= from && classes[octets[last] ?? 0] === 0) last--;
    if (index - last > longestGap) return start;
    let first = last;
    let mask = 0;
    while (first >= from && classes[octets[first] ?? 0] !== 0) {
      mask |= classes[octets[first] ?? 0] ?? 0;
      first--;
    }
    if (first < last && !isMark(octets, first + 1, last + 1, mask) && !fits(octets, first + 1, last + 1, mask, demand))
      return start;
    start = first + 1;
  }
  return start;
}

/** "1. word 2. word", "- word", "word / word", "<li>word</li>" and "WORD1=word": a number, a sign, a tag and a name with its number are a part of the separator. */
function isMark(octets: Uint8Array, start: number, end: number, mask: number): boolean {
  if (octets[start - 1] === opensTag) return octets[end] === closesTag;
  if (mask === dash) return end - start === 1 && octets[start] === hyphen;
  if (mask === slash) return end - start === 1 && octets[start] === pathSign;
  if ((mask & (slash | other)) !== 0 || end - start > longestLabel) return false;
  let from = end;
  while (from > start && classes[octets[from - 1] ?? 0] === digit) from--;
  if (from === end || end - from > 2) return false;
  while (from > start && classes[octets[from - 1] ?? 0] !== digit) from--;
  return from === start;
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
  // The chain under way: its ends, how many words, what separates them, and where the last one begins.
  let chainStart = from;
  let chainEnd = from;
  let chainCount = 0;
  let chainGap: string | undefined;
  let lastStart = from;
  // The list words under way, whatever separates them.
  let unevenStart = from;
  let unevenEnd = from;
  let unevenCount = 0;
  const closeUneven = (): void => {
    if (unevenCount >= leastWords && unevenCount <= mostUneven)
      words.push({ start: unevenStart, end: unevenEnd, isUneven: true });
    unevenCount = 0;
  };
  while (index < length) {
    let kind = classes[octets[index] ?? 0] ?? 0;
    if (kind === 0) {
      index++;
      continue;
    }
    const start = index;
    if (chainCount === 0 && unevenCount === 0 && start > until) return start;
    let mask = 0;
    do {
      mask |= kind;
      index++;
      kind = classes[octets[index] ?? 0] ?? 0;
    } while (kind !== 0);
    if (isMark(octets, start, index, mask)) continue;
    const isListed = (mask & ~(lower | upper)) === 0 && isLoaded() && fits(octets, start, index, mask, "listed");
    if (unevenCount > 0 && (!isListed || start - unevenEnd > longestGap)) closeUneven();
    if (isListed) {
      if (unevenCount === 0) unevenStart = start;
      unevenCount++;
      unevenEnd = index;
    }
    const longest = octets[chainEnd] === opensTag ? longestMarkup : longestGap;
    const gap = start - chainEnd > longest ? undefined : text.slice(chainEnd, start).replace(/\d+/gu, "#");
    const goesOn = chainCount > 0 && gap !== undefined && (chainCount === 1 || gap === chainGap);
    const isWord = fits(octets, start, index, mask, "any");
    // A path of derivation may follow the last word: "… zebra//bot//0".
    const size = isWord ? index - start : wordBeforePath(octets, start, index);
    if (goesOn && size > 0) {
      chainCount++;
      chainEnd = start + size;
    }
    if (!goesOn || !isWord) {
      if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd });
      // The word before may be the first of the next chain, with the separator that follows it.
      const joins = isWord && chainCount > 1 && gap !== undefined;
      chainStart = joins ? lastStart : start;
      chainCount = joins ? 2 : isWord ? 1 : 0;
      if (isWord && unevenCount === 0 && chainStart > until) return chainStart;
      chainEnd = index;
    }
    chainGap = gap;
    lastStart = start;
  }
  if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd });
  closeUneven();
  return length;
}

/** The length of the word that a path follows in [start, end); 0 where there is none. */
function wordBeforePath(octets: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && ((classes[octets[at] ?? 0] ?? 0) & (lower | upper | other)) !== 0) at++;
  return octets[at] === pathSign && at - start >= 3 && at - start <= longestWord ? at - start : 0;
}
