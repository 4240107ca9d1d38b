import { keywordsIn, type Keywords } from "./keywords";
import { isLetter, octetsOf } from "./octets";

// Classes of characters, one bit each, so that a run is described by the union of its characters' bits.
export const lower = 1;
export const upper = 2;
export const digit = 4;
/** `+` and `/`: base64's own. */
export const slash = 8;
/** `-` and `_`: base64url's own. */
export const dash = 16;
/** Letters outside ASCII, combining marks included. */
export const other = 32;

/** Of Latin-1, which is all that octets hold. */
const classes = new Uint8Array(256);
for (let code = 0x61; code <= 0x7a; code++) classes[code] = lower;
for (let code = 0x41; code <= 0x5a; code++) classes[code] = upper;
for (let code = 0x30; code <= 0x39; code++) classes[code] = digit;
for (const character of "+/") classes[character.charCodeAt(0)] = slash;
for (const character of "-_") classes[character.charCodeAt(0)] = dash;
classes.fill(other, 0xc0);

/** The class of a UTF-16 code unit; 0 for whatever belongs to no run. */
export function classOf(code: number): number {
  if (code < classes.length) return classes[code] ?? 0;
  return isLetter(code) ? other : 0;
}

/** Where the first of several things in a row begins and the last ends. */
interface Row {
  readonly start: number;
  readonly end: number;
}

/** What is found in a text before anything is judged. */
export interface Survey {
  /**
   * Each run of [A-Za-z0-9+/_-] that could hold a credential, four numbers a run: start, end, classes, and the length of its longest part
   * of ASCII letters and digits alone.
   */
  readonly runs: readonly number[];
  /** Words between equal separators. */
  readonly words: readonly Row[];
  /** Small numbers in a row: bytes of a key, perhaps. */
  readonly numbers: readonly Row[];
  readonly keywords: Keywords;
}

const leastRun = 16;
const longestGap = 16;
const leastWords = 12;
const leastNumbers = 32;
const longestWord = 20;
const leastJoined = 40;
// What twelve words of three letters, or of one outside ASCII, and 32 numbers cover at least, with one character between them.
const leastChain = 47;
const leastForeignChain = 23;
const leastRow = 63;

/**
 * Finds in a text what may hold a credential. Like a search by Boyer and Moore it looks first where the last character of the shortest
 * thing would stand, and from there back to what breaks it, so that most characters of prose and code are never looked at.
 */
export function survey(text: string): Survey {
  const { octets, wide } = octetsOf(text);
  const { length } = text;
  const words: Row[] = [];
  const runs = runsIn(text, octets, length, words);
  chainsIn(text, octets, length, wide ? leastForeignChain : leastChain, words);
  return { runs, words, numbers: rowsIn(octets, length), keywords: keywordsIn(octets, length) };
}

function runsIn(text: string, octets: Uint8Array, length: number, words: Row[]): number[] {
  const runs: number[] = [];
  let from = 0;
  for (let at = leastRun - 1; at < length;) {
    let start = at;
    while (start >= from && classes[octets[start] ?? 0] !== 0) start--;
    start++;
    if (at - start + 1 < leastRun && start > from) {
      // What breaks it stands at start - 1.
      from = start;
      at = start + leastRun - 1;
      continue;
    }
    let end = at + 1;
    while (classes[octets[end] ?? 0] !== 0) end++;
    if (end - start >= leastRun) {
      let mask = 0;
      let longest = 0;
      let part = start;
      for (let index = start; index < end; index++) {
        const kind = classes[octets[index] ?? 0] ?? 0;
        mask |= kind;
        if ((kind & (slash | dash | other)) === 0) continue;
        if (index - part > longest) longest = index - part;
        part = index + 1;
      }
      if (end - part > longest) longest = end - part;
      if (isPromising(octets, start, end, mask)) runs.push(start, end, mask, longest);
      else if (mask === (lower | dash) && end - start >= leastJoined) {
        if (text.slice(start, end).split(/[-_]/u).length >= leastWords) words.push({ start, end });
      }
    }
    from = end + 1;
    at = end + leastRun;
  }
  return runs;
}

// Words, paths, kebab-case and camelCase names without a digit are no credential: in random characters, small letters and capitals
// alternate in other places than where a word begins.
function isPromising(octets: Uint8Array, start: number, end: number, mask: number): boolean {
  if ((mask & digit) !== 0) return true;
  if ((mask & (lower | upper)) !== (lower | upper)) return false;
  if ((mask & other) !== 0) return true;
  let changes = 0;
  for (let at = start + 1; at < end; at++) {
    if (classes[octets[at] ?? 0] !== upper || classes[octets[at - 1] ?? 0] !== lower) continue;
    if (classes[octets[at + 1] ?? 0] !== lower || classes[octets[at + 2] ?? 0] !== lower) changes++;
    if (changes >= 2) return true;
  }
  return false;
}

function chainsIn(text: string, octets: Uint8Array, length: number, least: number, words: Row[]): void {
  let from = 0;
  for (let at = least - 1; at < length;) {
    const start = chainStart(octets, from, at, least);
    from = start > at - least + 1 ? start : wordsFrom(text, octets, length, start, at, words);
    at = Math.max(from + least - 1, at + 1);
  }
}

/** Back from `index` over what belongs to no run: to what does, or just past the longest gap. */
function beforeGap(octets: Uint8Array, from: number, index: number): number {
  const last = Math.max(from, index - longestGap);
  let end = index;
  while (end >= last && classes[octets[end] ?? 0] === 0) end--;
  return end;
}

/** Before where no chain of words that covers `at` begins. May be too early, never too late. */
function chainStart(octets: Uint8Array, from: number, at: number, least: number): number {
  let start = at + 1;
  let index = at;
  let firstGap = -1;
  let gapSign = -1;
  while (index >= from && at - index < least) {
    const end = beforeGap(octets, from, index);
    const gap = index - end;
    if (gap > longestGap) return start;
    index = end;
    let mask = 0;
    while (index >= from) {
      const kind = classes[octets[index] ?? 0] ?? 0;
      if (kind === 0 || end - index > longestWord) break;
      mask |= kind;
      index--;
    }
    const size = end - index;
    if (size === 0) continue;
    if (mask === digit && size <= 2) {
      firstGap = -2; // a number is a part of the separator: separators may differ from here on
      continue;
    }
    if (size > longestWord || (mask & (digit | slash | dash)) !== 0) return start;
    // The first word may reach beyond `at`.
    if (size < 3 && mask !== other && end !== at) return start;
    if (end !== at && gap > 0 && firstGap !== -2) {
      const sign = octets[end + 1] ?? 0;
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
      if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd });
      chainCount = 0;
      numbered = false;
    }
  }
  if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd });
  return length;
}

/** Rows of numbers, found like chains of words. */
function rowsIn(octets: Uint8Array, length: number): Row[] {
  const numbers: Row[] = [];
  let from = 0;
  for (let at = leastRow - 1; at < length;) {
    const start = rowStart(octets, from, at);
    from = start > at - leastRow + 1 ? start : numbersFrom(octets, length, start, at, numbers);
    at = Math.max(from + leastRow - 1, at + 1);
  }
  return numbers;
}

function rowStart(octets: Uint8Array, from: number, at: number): number {
  let start = at + 1;
  let index = at;
  while (index >= from && at - index < leastRow) {
    const end = beforeGap(octets, from, index);
    if (index - end > longestGap) return start;
    index = end;
    while (index >= from && end - index <= 4) {
      const code = octets[index] ?? 0;
      if (classes[code] === 0) break;
      // A digit, or one of 0xff.
      if (classes[code] !== digit && (code | 0x20) !== 0x78 && ((code | 0x20) < 0x61 || (code | 0x20) > 0x66))
        return start;
      index--;
    }
    if (end - index > 4) return start;
    start = index + 1;
  }
  return start;
}

function numbersFrom(octets: Uint8Array, length: number, from: number, until: number, numbers: Row[]): number {
  let index = from;
  let rowStarts = from;
  let rowEnd = from;
  let count = 0;
  while (index < length) {
    let kind = classes[octets[index] ?? 0] ?? 0;
    if (kind === 0) {
      index++;
      continue;
    }
    const start = index;
    let mask = 0;
    do {
      mask |= kind;
      index++;
      kind = classes[octets[index] ?? 0] ?? 0;
    } while (kind !== 0);
    const size = index - start;
    const isNumber = size <= 4 && (mask & digit) !== 0 && (mask === digit ? size <= 3 : isHexByte(octets, start, size));
    if (isNumber && count > 0 && start - rowEnd <= longestGap) {
      count++;
      rowEnd = index;
      continue;
    }
    if (count >= leastNumbers) numbers.push({ start: rowStarts, end: rowEnd });
    count = 0;
    if (start > until) return start;
    if (isNumber) {
      count = 1;
      rowStarts = start;
      rowEnd = index;
    }
  }
  if (count >= leastNumbers) numbers.push({ start: rowStarts, end: rowEnd });
  return length;
}

function isHexByte(octets: Uint8Array, start: number, size: number): boolean {
  return size >= 3 && octets[start] === 0x30 && ((octets[start + 1] ?? 0) | 0x20) === 0x78;
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

/** Calls `visit` with each part of [start, end) that lies between characters of the classes in `cut`. */
export function eachPart(
  text: string,
  start: number,
  end: number,
  cut: number,
  least: number,
  visit: (start: number, end: number, mask: number) => void,
): void {
  let from = start;
  let mask = 0;
  for (let index = start; index <= end; index++) {
    const kind = index < end ? classOf(text.charCodeAt(index)) : cut;
    if ((kind & cut) === 0) {
      mask |= kind;
      continue;
    }
    if (index - from >= least) visit(from, index, mask);
    from = index + 1;
    mask = 0;
  }
}
