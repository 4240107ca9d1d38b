import type { Decoded } from "./base64";

/** A line of a dump: where in the file it begins, and what stands there. */
interface Line {
  readonly offset: string;
  /** xxd puts a colon behind the offset, and the bytes of a group in their order. */
  readonly colon: boolean;
  readonly columns: string;
  /** Whether lines like it are left out behind it. */
  repeats: boolean;
  readonly start: number;
  readonly end: number;
}

/** How every dump's first offset begins. */
const origin = "000000";
const shape = /[ \t>#*|/]{0,40}([\da-f]{6,16})(:?)((?:[ \t][^\r\n]{0,300})?)(?:\r?\n|$)/iy;
const squeezed = /[ \t>#|/]{0,40}\*[ \t]{0,8}\r?\n/y;
const longestLead = 40;
/** Bytes of a line. */
const usual = 16;
const widest = 64;

/** Files that are written down as `xxd`, `hexdump` and `od` show them, with or without the text beside it. */
export function dumps(text: string): Decoded[] {
  const found: Decoded[] = [];
  for (let at = text.indexOf(origin); at !== -1;) {
    const lines = linesFrom(text, beginningOf(text, at));
    const [first, last] = [lines[0], lines.at(-1)];
    const bytes = bytesOf(lines);
    if (first !== undefined && last !== undefined && bytes !== undefined)
      found.push({ start: first.start, end: last.end, bytes });
    at = text.indexOf(origin, Math.max(at + origin.length, last?.end ?? 0));
  }
  return found;
}

function beginningOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < longestLead && " \t>#*|/".includes(text[start - 1] ?? "")) start--;
  return start;
}

function linesFrom(text: string, start: number): Line[] {
  const lines: Line[] = [];
  if (start > 0 && text[start - 1] !== "\n") return lines;
  for (let at = start; at < text.length;) {
    shape.lastIndex = at;
    const [whole = "", offset = "", colon, columns = ""] = shape.exec(text) ?? [];
    const before = lines.at(-1)?.offset;
    if (whole === "" || (before !== undefined && (offset.length !== before.length || offset <= before))) break;
    const line = { offset, colon: colon !== "", columns, repeats: false, start: at, end: at + whole.trimEnd().length };
    lines.push(line);
    at += whole.length;
    squeezed.lastIndex = at;
    line.repeats = squeezed.test(text);
    if (line.repeats) at = squeezed.lastIndex;
  }
  return lines;
}

/** The bytes that lines stand for: those that lie as far apart as their offsets say, in whichever base these are. */
function bytesOf(lines: readonly Line[]): Buffer | undefined {
  for (const [base, digits] of [
    [16, /^[\da-f]+$/i],
    [8, /^[0-7]+$/],
    [10, /^\d+$/],
  ] as const) {
    if (!lines.every(({ offset }) => digits.test(offset))) continue;
    const offsets = lines.map(({ offset }) => Number.parseInt(offset, base));
    const gaps = offsets.map((offset, index) => (offsets[index + 1] ?? Infinity) - offset);
    const width = lines[0]?.repeats === true ? usual : (gaps[0] ?? 0);
    if (offsets[0] !== 0 || width < 4 || width > widest) continue;
    for (const read of [groups, cells]) {
      const bytes: number[] = [];
      const isRead = lines.every((line, index) => {
        const most = Math.min(width, gaps[index] ?? 0);
        const row = read(line, most);
        bytes.push(...row);
        return index === lines.length - 1 || row.length === most;
      });
      if (isRead) return Buffer.from(bytes);
    }
  }
  return undefined;
}

const group = /([ \t]{1,12})([\da-f]{2,16})(?![^ \t])/iy;

/** Groups of hexadecimal or octal digits; nothing where there are more than `most` bytes. */
function groups({ columns, colon }: Line, most: number): readonly number[] {
  const bytes: number[] = [];
  let size = 0;
  group.lastIndex = 0;
  for (;;) {
    const [, gap = "", digits = ""] = group.exec(columns) ?? [];
    if (bytes.length >= most) return gap.length === 1 && digits.length === size ? [] : bytes.slice(0, most);
    // What stands further away is the text beside it.
    if (digits === "" || (bytes.length > 0 && gap.length > 2)) return bytes;
    size ||= digits.length;
    if (digits.length !== size && !(colon && digits.length < size)) return bytes;
    const read = [3, 6].includes(size) ? octal(digits) : hexadecimal(digits, colon);
    if (read === undefined) return bytes;
    bytes.push(...read);
  }
}

function octal(digits: string): readonly number[] | undefined {
  if (!/^[0-7]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 8);
  if (digits.length === 3) return value <= 0xff ? [value] : undefined;
  return value <= 0xffff ? [value & 0xff, value >> 8] : undefined;
}

function hexadecimal(digits: string, inOrder: boolean): readonly number[] | undefined {
  if (digits.length % 2 !== 0) return undefined;
  const bytes = [...Buffer.from(digits, "hex")];
  return inOrder ? bytes : bytes.reverse();
}

const cell = /^(?: {3}(.)| {2}(\\[0abtnvfr])| ([0-7]{3}))$/u;
const escaped = "0abtnvfr";
const meanings: readonly number[] = [0, 7, 8, 9, 10, 11, 12, 13];

/** Characters, four columns each, as `od -c` shows them. */
function cells({ columns }: Line, most: number): readonly number[] {
  const bytes: number[] = [];
  for (let at = 0; at < columns.length && bytes.length < most; at += 4) {
    const match = cell.exec(columns.slice(at, at + 4).padEnd(4));
    if (match === null) break;
    const [, character, escape, digits = ""] = match;
    const special = escape === undefined ? undefined : meanings[escaped.indexOf(escape[1] ?? "")];
    bytes.push(special ?? character?.charCodeAt(0) ?? Number.parseInt(digits, 8));
  }
  return columns.length > 4 * most ? [] : bytes;
}
