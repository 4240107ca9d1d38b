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

const classes = new Uint8Array(65536);
for (let code = 0x61; code <= 0x7a; code++) classes[code] = lower;
for (let code = 0x41; code <= 0x5a; code++) classes[code] = upper;
for (let code = 0x30; code <= 0x39; code++) classes[code] = digit;
for (const character of "+/") classes[character.charCodeAt(0)] = slash;
for (const character of "-_") classes[character.charCodeAt(0)] = dash;
classes.fill(other, 0xc0, 0x2000);
classes.fill(other, 0x3041, 0xd800);
classes.fill(other, 0xf900, 0xfe00);
classes[0x30fb] = 0; // the middle dot of Japanese lists

/** The class of a UTF-16 code unit; 0 for whatever belongs to no run. */
export function classOf(code: number): number {
  return classes[code] ?? 0;
}

/** Words between equal separators: where the first begins and the last ends. */
export interface WordRun {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** Small numbers in a row: bytes of a key, perhaps. */
export interface NumberRun {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** What one pass over a text finds. */
export interface Survey {
  /** Start, end and classes of each run of [A-Za-z0-9+/_-] that could hold a credential: three numbers a run. */
  readonly runs: readonly number[];
  readonly words: readonly WordRun[];
  readonly numbers: readonly NumberRun[];
  /** The union of the classes in the text. */
  readonly mask: number;
}

const leastRun = 16;
const longestGap = 16;
const leastWords = 12;
const leastNumbers = 32;
const longestWord = 20;
const leastJoined = 40;

// Lower-case words, paths and kebab-case names without a digit or a capital are no credential and are passed over at once.
function promising(mask: number): boolean {
  return (mask & digit) !== 0 || (mask & (lower | upper)) === (lower | upper);
}

/** Cuts a text into runs and runs of words, in one pass. No closures here: captured variables would halve its speed. */
export function survey(text: string): Survey {
  const runs: number[] = [];
  const words: WordRun[] = [];
  const numbers: NumberRun[] = [];
  const length = text.length;
  let seen = 0;
  let index = 0;
  // The chain of words under way: its ends, its first separator, and where its last word ended.
  let chainStart = 0;
  let chainEnd = 0;
  let chainCount = 0;
  let lastStart = 0;
  let gapStart = 0;
  let gapLength = 0;
  let numbered = false;
  let numberStart = 0;
  let numberEnd = 0;
  let numberCount = 0;
  while (index < length) {
    let kind = classes[text.charCodeAt(index)] ?? 0;
    if (kind === 0) {
      index++;
      continue;
    }
    const start = index;
    let mask = 0;
    do {
      mask |= kind;
      index++;
      kind = index < length ? (classes[text.charCodeAt(index)] ?? 0) : 0;
    } while (kind !== 0);
    seen |= mask;
    const size = index - start;
    if (size >= leastRun && promising(mask)) runs.push(start, index, mask);
    if (size <= 4 && (mask & digit) !== 0 && (mask === digit ? size <= 3 : isHexByte(text, start, size))) {
      if (numberCount === 0 || start - numberEnd > longestGap) {
        if (numberCount >= leastNumbers) numbers.push({ start: numberStart, end: numberEnd, count: numberCount });
        numberCount = 0;
        numberStart = start;
      }
      numberCount++;
      numberEnd = index;
    } else if (numberCount > 0) {
      if (numberCount >= leastNumbers) numbers.push({ start: numberStart, end: numberEnd, count: numberCount });
      numberCount = 0;
    }
    if (size <= longestWord && (mask & (digit | slash | dash)) === 0 && (size >= 3 || mask === other)) {
      const gap = start - chainEnd;
      if (chainCount === 1 && gap <= longestGap) {
        gapStart = chainEnd;
        gapLength = gap;
        chainCount = 2;
      } else if (chainCount > 1 && sameGap(text, gapStart, gapLength, chainEnd, gap, numbered)) {
        chainCount++;
      } else {
        if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd, count: chainCount });
        // The word before may be the first of the next chain, with the separator that follows it.
        const joins = chainCount > 1 && gap <= longestGap;
        numbered = false;
        gapStart = chainEnd;
        gapLength = gap;
        chainStart = joins ? lastStart : start;
        chainCount = joins ? 2 : 1;
      }
      lastStart = start;
      chainEnd = index;
    } else if (size <= 2 && mask === digit) {
      numbered = true; // "1. word 2. word": the number is a part of the separator
    } else {
      if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd, count: chainCount });
      chainCount = 0;
      numbered = false;
      if (mask === (lower | dash) && size >= leastJoined) {
        const count = text.slice(start, index).split(/[-_]/u).length;
        if (count >= leastWords) words.push({ start, end: index, count });
      }
    }
  }
  if (chainCount >= leastWords) words.push({ start: chainStart, end: chainEnd, count: chainCount });
  if (numberCount >= leastNumbers) numbers.push({ start: numberStart, end: numberEnd, count: numberCount });
  return { runs, words, numbers, mask: seen };
}

function isHexByte(text: string, start: number, size: number): boolean {
  return size >= 3 && text.charCodeAt(start) === 0x30 && (text.charCodeAt(start + 1) | 0x20) === 0x78;
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
