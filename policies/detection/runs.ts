import { chainsIn, leastWords, longestGap, type Row } from "./chains";
import { classes, classOf, dash, digit, lower, other, slash, upper } from "./classes";
import { keywordsIn, type Keywords } from "./keywords";
import { octetsOf } from "./octets";

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
  /** Pairs of hexadecimal digits in a row. */
  readonly pairs: readonly Row[];
  readonly keywords: Keywords;
  /** Whether all of the text is ASCII. */
  readonly ascii: boolean;
}

const leastRun = 16;
const leastJoined = 40;
const hyphen = 0x2d;

/**
 * Finds in a text what may hold a credential. Like a search by Boyer and Moore it looks first where the last character of the shortest
 * thing would stand, and from there back to what breaks it, so that most characters of prose and code are never looked at.
 */
export function survey(text: string): Survey {
  const { octets, ascii, wide } = octetsOf(text);
  const { length } = text;
  const words: Row[] = [];
  const runs = runsIn(text, octets, length, words);
  return {
    runs,
    words: words.concat(chainsIn(text, octets, length, wide)),
    numbers: rowsIn(octets, length, numbers),
    pairs: rowsIn(octets, length, pairs),
    keywords: keywordsIn(octets, length),
    ascii,
  };
}

function runsIn(text: string, octets: Uint8Array, length: number, words: Row[]): number[] {
  const runs: number[] = [];
  let from = 0;
  for (let at = leastRun - 1; at < length;) {
    let start = at;
    while (start >= from && classes[octets[start] ?? 0] !== 0) start--;
    start++;
    if (start > from) {
      // What breaks it stands at start - 1.
      from = start;
      at = start + leastRun - 1;
      continue;
    }
    let end = at + 1;
    while (classes[octets[end] ?? 0] !== 0) end++;
    let mask = 0;
    let longest = 0;
    let part = start;
    for (let index = start; index < end; index++) {
      const kind = classes[octets[index] ?? 0] ?? 0;
      mask |= kind;
      if ((kind & (slash | dash | other)) === 0) continue;
      longest = Math.max(longest, index - part);
      part = index + 1;
    }
    longest = Math.max(longest, end - part);
    if (isPromising(octets, start, end, mask)) runs.push(start, end, mask, longest);
    else if (mask === (lower | dash) && end - start >= leastJoined) {
      if (text.slice(start, end).split(/[-_]/u).length >= leastWords) words.push({ start, end });
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

/** What stands in a row, and what its row is made of. */
interface Sort {
  readonly stands: Uint8Array;
  readonly is: (octets: Uint8Array, start: number, size: number, mask: number) => boolean;
  readonly least: number;
  /** How many characters the shortest row covers, with one between two. */
  readonly covers: number;
}

const standing = (stands: (code: number, character: string) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, code) => (stands(code, String.fromCharCode(code)) ? 1 : 0));

const numbers: Sort = {
  stands: standing((code, character) => classes[code] === 0 || /[\da-fx-]/i.test(character)),
  is: (octets, start, size, mask) => size <= 4 && (mask === digit ? size <= 3 : isHexByte(octets, start, size)),
  least: 32,
  covers: 63,
};

const pairs: Sort = {
  stands: standing((_, character) => /[\da-f:\s]/i.test(character)),
  is: (octets, start, size) => size === 2 && isHexDigit(octets[start]) && isHexDigit(octets[start + 1]),
  least: 32,
  covers: 95,
};

/** Rows of numbers, looked for like runs. */
function rowsIn(octets: Uint8Array, length: number, sort: Sort): Row[] {
  const { stands, covers } = sort;
  const rows: Row[] = [];
  let from = 0;
  for (let at = covers - 1; at < length; at = from + covers - 1) {
    let index = at;
    while (index >= from && stands[octets[index] ?? 0] === 1) index--;
    if (index < from) from = rowsFrom(octets, length, from, at, sort, rows);
    else {
      // What is left of a word that is no number.
      from = index + 1;
      if (classes[octets[index] ?? 0] !== 0) while (classes[octets[from] ?? 0] !== 0) from++;
    }
  }
  return rows;
}

function rowsFrom(
  octets: Uint8Array,
  length: number,
  from: number,
  until: number,
  { is, least }: Sort,
  rows: Row[],
): number {
  let index = from;
  let rowStarts = from;
  let rowEnd = from;
  let count = 0;
  while (index < length) {
    let kind = classes[octets[index] ?? 0] ?? 0;
    // A hyphen before a number is its sign, or an item of a list in YAML.
    if (kind === 0 || octets[index] === hyphen) {
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
    const fits = is(octets, start, size, mask);
    if (fits && count > 0 && start - rowEnd <= longestGap) {
      count++;
      rowEnd = index;
      continue;
    }
    if (count >= least) rows.push({ start: rowStarts, end: rowEnd });
    count = 0;
    if (start > until) return start;
    if (fits) {
      count = 1;
      rowStarts = start;
      rowEnd = index;
    }
  }
  if (count >= least) rows.push({ start: rowStarts, end: rowEnd });
  return length;
}

function isHexByte(octets: Uint8Array, start: number, size: number): boolean {
  return size >= 3 && octets[start] === 0x30 && ((octets[start + 1] ?? 0) | 0x20) === 0x78;
}

function isHexDigit(octet = 0): boolean {
  const kind = classes[octet] ?? 0;
  return kind === digit || ((kind & (lower | upper)) !== 0 && (octet | 0x20) <= 0x66);
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
