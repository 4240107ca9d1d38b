import type { Row } from "../chains";
import type { Decoded } from "./base64";

const number = /0x[\da-f]{1,2}|\d{1,3}/gi;
/** How many numbers tell that a row spells no text. */
const first = 12;

const isSpelled = (code: number): boolean =>
  (code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13 || (code >= 0x80 && code <= 0xff);

/** Texts that are written down as rows of their bytes: Node.js' Buffer in JSON, byte arrays of Go and C, `String.fromCharCode(…)`. */
export function octetRows(text: string, rows: readonly Row[]): Decoded[] {
  const found: Decoded[] = [];
  for (const { start, end } of rows) {
    const octets: number[] = [];
    let spells = true;
    for (const [digits] of text.slice(start, end).matchAll(number)) {
      const code = Number(digits);
      spells = code <= 0xff && (octets.length >= first || isSpelled(code));
      if (!spells) break;
      octets.push(code);
    }
    if (spells) found.push({ start, end, bytes: Buffer.from(octets) });
  }
  return found;
}
