import { dash, eachPart, lower, slash, upper } from "../runs";

/** A run of characters and the bytes it stands for. */
export interface Decoded {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
}

const least = 12;

// Six-bit values of both alphabets.
const sextets = new Uint8Array(128).fill(255);
Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").forEach((character, value) => {
  sextets[character.charCodeAt(0)] = value;
});
sextets["-".charCodeAt(0)] = 62;
sextets["_".charCodeAt(0)] = 63;

/** Whether bytes may begin a text or something that holds texts; decides after the first bytes, before anything is decoded. */
export function isWorthDecoding(
  first: number,
  second: number,
  third: number,
  at: (index: number) => number,
  count: number,
): boolean {
  if (first === 0x1f && second === 0x8b) return true;
  if (first === 0x78 && (second === 0x9c || second === 0x01 || second === 0xda || second === 0x5e)) return true;
  if (first === 0x50 && second === 0x4b && third === 3) return true;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (first !== 0 && second === 0 && first < 0x80) return true;
  if (first === 0 && second !== 0 && second < 0x80) return true;
  for (let index = 0; index < count; index++) {
    const byte = at(index);
    if (
      byte < 0x20
        ? byte !== 9 && byte !== 10 && byte !== 13
        : byte === 0x7f || byte === 0xc0 || byte === 0xc1 || byte > 0xf4
    )
      return false;
  }
  return true;
}

function looksEncoded(text: string, start: number, end: number): boolean {
  const bytes: number[] = [];
  const last = Math.min(end, start + 16);
  for (let index = start; index + 3 < last; index += 4) {
    let bits = 0;
    for (let step = 0; step < 4; step++) bits = (bits << 6) | (sextets[text.charCodeAt(index + step)] ?? 0);
    bytes.push(bits >> 16, (bits >> 8) & 255, bits & 255);
  }
  return isWorthDecoding(bytes[0] ?? 0, bytes[1] ?? 0, bytes[2] ?? 0, (index) => bytes[index] ?? 0, bytes.length);
}

/** Base64 among the runs of a text: standard or URL-safe, padded or not. */
export function base64(text: string, runs: readonly number[]): Decoded[] {
  const found: Decoded[] = [];
  const attempt = (start: number, end: number, mask: number): boolean => {
    if (end - start < least || (end - start) % 4 === 1 || (mask & (lower | upper)) === 0) return false;
    if (!looksEncoded(text, start, end)) return false;
    let padded = end;
    while (padded < end + 2 && text[padded] === "=") padded++;
    found.push({ start, end: padded, bytes: Buffer.from(text.slice(start, end), "base64") });
    return true;
  };
  for (let index = 0; index < runs.length; index += 3) {
    const start = runs[index] ?? 0;
    const end = runs[index + 1] ?? 0;
    const mask = runs[index + 2] ?? 0;
    if ((mask & (lower | upper)) === 0 || (mask & ~31) !== 0) continue;
    const mixed = (mask & dash) !== 0 && (mask & slash) !== 0;
    if (!mixed && attempt(start, end, mask)) continue;
    // A path or a prefix may lead to it: /hook/QUJD…, env-QUJD…
    if ((mask & slash) !== 0) eachPart(text, start, end, slash, least, attempt);
    if ((mask & dash) !== 0) eachPart(text, start, end, dash, least, attempt);
  }
  return found;
}

/** Hexadecimal digits among the runs of a text, with or without `0x`. */
export function hex(text: string, runs: readonly number[]): Decoded[] {
  const found: Decoded[] = [];
  for (let index = 0; index < runs.length; index += 3) {
    eachPart(text, runs[index] ?? 0, runs[index + 1] ?? 0, slash | dash, 16, (start, end) => {
      const from = text[start] === "0" && (text[start + 1] === "x" || text[start + 1] === "X") ? start + 2 : start;
      if ((end - from) % 2 !== 0 || end - from < 16) return;
      const head = Buffer.from(text.slice(from, Math.min(end, from + 24)), "hex");
      if (head.length * 2 !== Math.min(end, from + 24) - from) return;
      if (!isWorthDecoding(head[0] ?? 0, head[1] ?? 0, head[2] ?? 0, (at) => head[at] ?? 0, head.length)) return;
      const bytes = Buffer.from(text.slice(from, end), "hex");
      if (bytes.length * 2 === end - from) found.push({ start, end, bytes });
    });
  }
  return found;
}
