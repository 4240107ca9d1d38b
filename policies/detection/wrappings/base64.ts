import type { Row } from "../chains";
import { dash, digit, lower, slash, upper } from "../classes";
import { eachPart } from "../runs";

/** A run of characters and the bytes it stands for. */
export interface Decoded {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
  /** Whether they may be what deflate gives by itself, which has no head to be told by. */
  readonly isDeflated?: true;
}

const least = 12;

// Six-bit values of both alphabets.
const sextets = new Uint8Array(128).fill(255);
Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").forEach((character, value) => {
  sextets[character.charCodeAt(0)] = value;
});
sextets["-".charCodeAt(0)] = 62;
sextets["_".charCodeAt(0)] = 63;

const head = new Uint8Array(12);

/** Whether the first bytes, `count` of `head`, may begin a text or something that holds texts: nothing else is decoded. */
function isWorthDecoding(count: number): boolean {
  const [first = 0, second = 0, third = 0] = head;
  if (first === 0x1f && second === 0x8b) return true;
  if (first === 0x78 && (second === 0x9c || second === 0x01 || second === 0xda || second === 0x5e)) return true;
  if (first === 0x50 && second === 0x4b && third === 3) return true;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (first !== 0 && second === 0 && first < 0x80) return true;
  if (first === 0 && second !== 0 && second < 0x80) return true;
  // UTF-8 without control characters.
  let following = 0;
  for (let index = 0; index < count; index++) {
    const byte = head[index] ?? 0;
    if (following > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      following--;
    } else if (byte === 0) {
      // The name of a tar archive's first file is filled up with zeros.
      return index > 0 && head.subarray(index, count).every((rest) => rest === 0);
    } else if (byte < 0x80) {
      if (byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27)) return false;
    } else {
      if (byte < 0xc2 || byte > 0xf4) return false;
      following = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    }
  }
  return true;
}

function sextet(text: string, index: number): number {
  return sextets[text.charCodeAt(index)] ?? 0;
}

/** Whether what a run of base64 begins with may be a text, or something that holds texts. */
export function looksEncoded(text: string, start: number, end: number): boolean {
  const last = Math.min(end, start + 16);
  let count = 0;
  head.fill(0);
  for (let index = start; index + 3 < last; index += 4) {
    const bits =
      (sextet(text, index) << 18) |
      (sextet(text, index + 1) << 12) |
      (sextet(text, index + 2) << 6) |
      sextet(text, index + 3);
    head[count++] = bits >> 16;
    head[count++] = bits >> 8;
    head[count++] = bits;
    // Most runs are told by their first bytes.
    if (count === 3 && !isWorthDecoding(count)) return false;
  }
  return isWorthDecoding(count);
}

const inflates = /inflate|deflate|decompress|SAMLRe/i;

/** Whether a block of deflate's may begin here, and what precedes it says that one does: gzinflate(base64_decode("…")), SAMLRequest=… */
function mayBeDeflated(text: string, start: number): boolean {
  const sort = (sextet(text, start + 1) >> 5) | ((sextet(text, start) & 1) << 1);
  return sort !== 3 && inflates.test(text.slice(Math.max(0, start - 60), start));
}

/** Base64 among the runs of a text: standard or URL-safe, padded or not. */
export function base64(text: string, runs: readonly number[]): Decoded[] {
  const found: Decoded[] = [];
  const attempt = (start: number, end: number, mask: number): boolean => {
    if (end - start < least || (end - start) % 4 === 1 || (mask & (lower | upper)) === 0) return false;
    const isDeflated = !looksEncoded(text, start, end);
    if (isDeflated && !mayBeDeflated(text, start)) return false;
    let padded = end;
    while (padded < end + 2 && text[padded] === "=") padded++;
    found.push({
      start,
      end: padded,
      bytes: Buffer.from(text.slice(start, end), "base64"),
      ...(isDeflated && { isDeflated }),
    });
    return true;
  };
  for (let index = 0; index < runs.length; index += 4) {
    const start = runs[index] ?? 0;
    const end = runs[index + 1] ?? 0;
    const mask = runs[index + 2] ?? 0;
    if ((mask & (lower | upper)) === 0 || (mask & ~31) !== 0) continue;
    const mixed = (mask & dash) !== 0 && (mask & slash) !== 0;
    if (!mixed && (attempt(start, end, mask) || (runs[index + 3] ?? 0) < least)) continue;
    // A path or a prefix may lead to it: /hook/QUJD…, env-QUJD…
    if ((mask & slash) !== 0) eachPart(text, start, end, slash, least, attempt);
    if ((mask & dash) !== 0) eachPart(text, start, end, dash, least, attempt);
  }
  return found;
}

const fives = new Uint8Array(128).fill(255);
Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").forEach((character, value) => {
  fives[character.charCodeAt(0)] = value;
});

/** The bytes of base32; undefined where another character stands among it. */
function bytesOf(text: string, start: number, end: number): Buffer | undefined {
  const bytes = Buffer.alloc(((end - start) * 5) >> 3);
  let bits = 0;
  let count = 0;
  for (let index = start, at = 0; index < end; index++) {
    const five = fives[text.charCodeAt(index)] ?? 255;
    if (five === 255) return undefined;
    bits = ((bits << 5) | five) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = bits >> count;
  }
  return bytes;
}

/** Base32 among the runs of a text (RFC 4648), padded or not. */
export function base32(text: string, runs: readonly number[]): Decoded[] {
  const found: Decoded[] = [];
  for (let index = 0; index < runs.length; index += 4) {
    if (runs[index + 2] !== (upper | digit)) continue;
    const start = runs[index] ?? 0;
    const end = runs[index + 1] ?? 0;
    const first = bytesOf(text, start, Math.min(end, start + 16));
    if (first === undefined) continue;
    head.set(first);
    const bytes = isWorthDecoding(first.length) ? bytesOf(text, start, end) : undefined;
    if (bytes === undefined) continue;
    let padded = end;
    while (padded < end + 6 && text[padded] === "=") padded++;
    found.push({ start, end: padded, bytes });
  }
  return found;
}

const nibbles = new Uint8Array(128).fill(255);
Array.from("0123456789abcdef").forEach((character, value) => {
  nibbles[character.charCodeAt(0)] = value;
  nibbles[character.toUpperCase().charCodeAt(0)] = value;
});
const leastDigits = 16;

/** Whether the first bytes begin a private key in DER: a sequence, and in it the integer that is its version. */
function mayBeKey(): boolean {
  const [sequence, size = 0, next] = head;
  if (sequence !== 0x30) return false;
  return size < 0x80 ? next === 2 : size === 0x81 || size === 0x82;
}

function looksHexadecimal(text: string, start: number, end: number): boolean {
  const last = Math.min(end, start + 2 * head.length);
  let count = 0;
  for (let index = start; index < last; index += 2) {
    const high = nibbles[text.charCodeAt(index)] ?? 255;
    const low = nibbles[text.charCodeAt(index + 1)] ?? 255;
    if (high > 15 || low > 15) return false;
    head[count++] = (high << 4) | low;
    if (count === 3 && !isWorthDecoding(count) && !mayBeKey()) return false;
  }
  return isWorthDecoding(count) || mayBeKey();
}

/** Past `0x`, and past the x of PostgreSQL's `\x`. */
function digitsFrom(text: string, start: number): number {
  const sign = text[start];
  if (sign === "0") return text[start + 1] === "x" || text[start + 1] === "X" ? start + 2 : start;
  return sign === "x" && text[start - 1] === "\\" ? start + 1 : start;
}

/** Rows of pairs of hexadecimal digits: `41:42:43`, `41 42 43`. */
export function pairs(text: string, rows: readonly Row[]): Decoded[] {
  return rows.flatMap(({ start, end }) => {
    const digits = text.slice(start, end).replace(/[^\da-f]/giu, "");
    return looksHexadecimal(digits, 0, digits.length) ? [{ start, end, bytes: Buffer.from(digits, "hex") }] : [];
  });
}

/** Hexadecimal digits among the runs of a text, with or without `0x` or `\x`. */
export function hex(text: string, runs: readonly number[]): Decoded[] {
  const found: Decoded[] = [];
  const attempt = (start: number, end: number): void => {
    const from = digitsFrom(text, start);
    if ((end - from) % 2 !== 0 || end - from < leastDigits || !looksHexadecimal(text, from, end)) return;
    const bytes = Buffer.from(text.slice(from, end), "hex");
    if (bytes.length * 2 === end - from) found.push({ start, end, bytes });
  };
  for (let index = 0; index < runs.length; index += 4) {
    if ((runs[index + 3] ?? 0) < leastDigits) continue;
    const start = runs[index] ?? 0;
    const end = runs[index + 1] ?? 0;
    if (((runs[index + 2] ?? 0) & (slash | dash)) === 0) attempt(start, end);
    else eachPart(text, start, end, slash | dash, leastDigits, attempt);
  }
  return found;
}
