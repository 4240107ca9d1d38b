import type { Row } from "../chains";
import type { Decoded } from "./base64";

const number = /0x[\da-f]{1,2}|-?\d{1,3}/gi;
/** How gzip begins, and a private key in DER. */
const packed =
  /^(?:(?:31|0x1f)\W{1,16}?(?:139|-117|0x8b)|(?:48|0x30)\W{1,16}?(?:1(?:29|30)|-12[67]|0x8[12]|\w{1,4}\W{1,16}(?:2|0x0?2)))\b/iu;
/** How many numbers tell that a row spells no text. */
const first = 12;

const isSpelled = (code: number): boolean =>
  (code >= 0x20 && code < 0x7f) ||
  code === 9 ||
  code === 10 ||
  code === 13 ||
  code === 27 ||
  (code >= 0x80 && code <= 0xff);

/** Texts that are written down as rows of their bytes: Node.js' Buffer in JSON, byte arrays of Go and C, `String.fromCharCode(…)`. */
export function octetRows(text: string, rows: readonly Row[]): Decoded[] {
  const found: Decoded[] = [];
  for (const { start, end } of rows) {
    const octets: number[] = [];
    const row = text.slice(start, end);
    const isPacked = packed.test(row);
    let spells = true;
    for (const [digits] of row.matchAll(number)) {
      const written = Number(digits);
      // Java's bytes have a sign.
      const code = written < 0 ? written + 0x100 : written;
      spells = written >= -0x80 && code <= 0xff && (isPacked || octets.length >= first || isSpelled(code));
      if (!spells) break;
      octets.push(code);
    }
    // C ends a text with a zero.
    if (octets.at(-1) === 0 && !isPacked) octets.pop();
    if (spells) found.push({ start, end, bytes: Buffer.from(octets) });
  }
  return found;
}
