import { english } from "./proofs/word-lists";

const letters = 26;
const small = 0x61;
const capital = 0x41;

let surprises: Float32Array | undefined;

/**
 * How surprising it is, in bits, that one small letter follows another: measured on BIP39's English list, which is at hand and reads like
 * the words of identifiers. Pairs that it does not know count as a third of one.
 */
function surpriseTable(): Float32Array {
  if (surprises !== undefined) return surprises;
  const counts = new Float32Array(letters * letters).fill(1 / 3);
  for (const word of english().keys()) {
    for (let index = 1; index < word.length; index++) {
      const pair = (word.charCodeAt(index - 1) - small) * letters + word.charCodeAt(index) - small;
      counts[pair] = (counts[pair] ?? 0) + 1;
    }
  }
  const table = new Float32Array(letters * letters);
  for (let first = 0; first < letters; first++) {
    const row = counts.subarray(first * letters, (first + 1) * letters);
    const sum = row.reduce((total, count) => total + count, 0);
    row.forEach((count, second) => (table[first * letters + second] = -Math.log2(count / sum)));
  }
  surprises = table;
  return table;
}

const isSmall = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

// Of identifiers of 16 letters and more, one in a thousand is as surprising as that; of random letters, one in a hundred is less.
const mostSurprise = 5.2;
const leastPairs = 8;

const wordy = /[A-Za-z]{11,}/gu;
const leastSurprise = 4.2;

/** Whether a value holds a stretch that reads like words: a symbol with a digest behind it is generated only in part. */
export function holdsWords(value: string): boolean {
  return Array.from(value.matchAll(wordy), ([stretch]) => surprise(stretch)).some(
    (bits) => bits > 0 && bits < leastSurprise,
  );
}

/** The mean surprise of the letters inside the words of an identifier; 0 where there are too few to tell. */
function surprise(value: string): number {
  const table = surpriseTable();
  let sum = 0;
  let pairs = 0;
  for (let index = 1; index < value.length; index++) {
    const first = value.charCodeAt(index - 1);
    const second = value.charCodeAt(index);
    let pair = -1;
    if (isSmall(second)) {
      if (isSmall(first)) pair = (first - small) * letters + second - small;
      else if (isCapital(first)) pair = (first - capital) * letters + second - small;
    } else if (isCapital(second) && isCapital(first) && !isSmall(value.charCodeAt(index + 1))) {
      // In HTTPServer, the S begins a word.
      pair = (first - capital) * letters + second - capital;
    }
    if (pair === -1) continue;
    sum += table[pair] ?? 0;
    pairs++;
  }
  return pairs < leastPairs ? 0 : sum / pairs;
}

// How often digits, capitals and small letters alternate. A capital that only begins a word does not count: identifiers do that.
function changes(value: string): number {
  let count = 0;
  for (let index = 1; index < value.length; index++) {
    const first = value.charCodeAt(index - 1);
    const second = value.charCodeAt(index);
    const next = value.charCodeAt(index + 1);
    if (isDigit(second)) {
      if (isSmall(first) || isCapital(first)) count++;
    } else if (isDigit(first)) {
      if (isSmall(second) || isCapital(second)) count++;
    } else if (isSmall(first) && isCapital(second)) {
      if (!(isSmall(next) && isSmall(value.charCodeAt(index + 2)))) count++;
    } else if (isCapital(first) && isSmall(second) && !isSmall(next)) count++;
  }
  return count;
}

/** Whether eight letters or more alternate between small ones and capitals where no word would begin: too few to be surely random. */
export function alternates(value: string): boolean {
  return /^[A-Za-z]{8,14}$/u.test(value) && changes(value) >= 3;
}

const leastLetters = 12;
const leastHex = 16;

// Several detectors, one after the other, ask the same of the same value.
let judged = { value: "", is: false };

/** Whether a value reads like output of a random generator rather than like words, a path or an identifier. */
export function isRandom(value: string): boolean {
  if (value !== judged.value) judged = { value, is: readsRandom(value) };
  return judged.is;
}

function readsRandom(value: string): boolean {
  let plain = 0;
  let hex = 0;
  let digits = 0;
  let capitals = 0;
  // One bit a character: a shift counts modulo 32, and neither ten digits nor 26 letters in a row meet twice there.
  let seenDigits = 0;
  let seenSmall = 0;
  let seenCapitals = 0;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (isDigit(code)) {
      digits++;
      hex++;
      seenDigits |= 1 << code;
    } else if (isSmall(code)) {
      if (code < small + 6) hex++;
      seenSmall |= 1 << code;
    } else if (isCapital(code)) {
      capitals++;
      if (code < capital + 6) hex++;
      seenCapitals |= 1 << code;
    } else continue;
    plain++;
  }
  if (plain < leastLetters || plain < value.length * 0.8) return false;
  if (ones(seenDigits) + ones(seenSmall) + ones(seenCapitals) < Math.min(8, plain / 3)) return false;
  if (hex === plain && (capitals === 0 || capitals + digits === plain))
    return plain >= leastHex && digits > 0 && digits < plain;
  return changes(value) >= plain * 0.18 || surprise(value) >= mostSurprise;
}

function ones(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** How many of the four sorts of characters a value holds: small letters, capitals, digits, everything else. */
export function sorts(value: string): number {
  return [/[a-z]/u, /[A-Z]/u, /\d/u, /[^A-Za-z\d]/u].filter((sort) => sort.test(value)).length;
}

const leastTelling = 16;

/** Whether a value without quotes or a sign of assignment is read as generated: words, too, may read like random letters. */
export function isTelling(value: string): boolean {
  const bare = withoutPadding(value);
  return bare.length >= leastTelling && /\d/.test(bare) && isRandom(bare);
}

/** A value without the `=` that pad base64 and base32. */
export function withoutPadding(value: string): string {
  let end = value.length;
  while (end > 0 && value[end - 1] === "=") end--;
  return value.slice(0, end);
}
