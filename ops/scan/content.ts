import { gunzipSync } from "node:zlib";

/** A file's content as a text that can be scanned, and the way back from an offset in the text to its place. */
export interface Content {
  readonly text: string;
  /** What had to be unwrapped to get at the text, such as `["gzip"]`. */
  readonly via: readonly string[];
  /** Steps of a finding's own way that only come from how the text was handed over. */
  readonly hidden: number;
  /** Where an offset of the text stands: lines and columns count from 1, columns in UTF-16 units, or in bytes where binary. */
  place(offset: number): Place;
  /** Why the content is not all there, if it is not. */
  readonly missing?: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Bytes that a compressed file may unpack to; more is reported as not fully scanned. */
export const mostUnpacked = 64 << 20;

// Formats that hold other files and that nothing here opens: silence would pass for "clean".
const closedFormats: readonly (readonly [magic: string, name: string])[] = [
  ["fd377a585a00", "an xz archive"],
  ["425a68", "a bzip2 archive"],
  ["377abcaf271c", "a 7-Zip archive"],
  ["28b52ffd", "a Zstandard archive"],
  ["526172211a07", "a RAR archive"],
  ["04224d18", "an LZ4 archive"],
];

/** Reads bytes as text: UTF-8, UTF-16, gzip, zip, or the printable parts of anything else. */
export function contentOf(bytes: Buffer): Content {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return unpacked(bytes);
  if (bytes.length > 3 && bytes.readUInt32LE(0) === 0x04034b50) return packed(bytes);
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return lines(utf16);
  if (!bytes.includes(0)) {
    const closed = closedFormat(bytes);
    return closed === undefined ? lines(bytes.toString("utf8")) : { ...printable(bytes), missing: closed };
  }
  const closed = closedFormat(bytes);
  return closed === undefined ? printable(bytes) : { ...printable(bytes), missing: closed };
}

function lines(decoded: string): Content {
  const text = decoded.startsWith("\ufeff") ? decoded.slice(1) : decoded;
  let starts: number[] | undefined;
  return {
    text,
    via: [],
    hidden: 0,
    place(offset) {
      starts ??= lineStarts(text);
      const line = lastAtMost(starts, offset);
      return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last of ascending numbers that is not above `limit`. */
function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

// A byte order mark, or text whose every other byte is zero.
function utf16Of(bytes: Buffer): string | undefined {
  const even = bytes.subarray(0, bytes.length & ~1);
  if (bytes.length < 4) return undefined;
  const utf32 = bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0;
  if (bytes[0] === 0xff && bytes[1] === 0xfe && !utf32) return even.toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(even).swap16().toString("utf16le");
  const sample = even.subarray(0, 1024);
  let first = 0;
  let second = 0;
  for (let index = 0; index < sample.length; index += 2) {
    if (sample[index] === 0) first++;
    if (sample[index + 1] === 0) second++;
  }
  const enough = sample.length * 0.35;
  if (second > enough && first === 0) return even.toString("utf16le");
  if (first > enough && second === 0) return Buffer.from(even).swap16().toString("utf16le");
  return undefined;
}

function unpacked(bytes: Buffer): Content {
  let content: Buffer;
  try {
    content = gunzipSync(bytes, { maxOutputLength: mostUnpacked });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const missing = tooLarge ? `unpacks to more than ${mostUnpacked >> 20} MiB` : "its gzip stream is broken";
    return { ...printable(bytes), missing };
  }
  // A gzip of a gzip is opened once: its inner stream is then judged by its printable parts, and said to be closed.
  if (content[0] === 0x1f && content[1] === 0x8b)
    return { ...printable(content), via: ["gzip"], missing: "is gzip inside gzip" };
  const inner = contentOf(content);
  return { ...inner, via: ["gzip", ...inner.via] };
}

// The engine opens zip archives within its bounds; it takes bytes as base64.
function packed(bytes: Buffer): Content {
  return {
    text: bytes.toString("base64"),
    via: [],
    hidden: 1,
    place: () => ({ line: 1, column: 1 }),
  };
}

function closedFormat(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 8).toString("hex");
  const name = closedFormats.find(([magic]) => head.startsWith(magic))?.[1];
  return name === undefined ? undefined : `is ${name}, which is not opened`;
}

const shortestRun = 6;

/** The printable runs of binary data, plain or with a zero after every character (UTF-16), a line each. */
function printable(bytes: Buffer): Content {
  const pieces: string[] = [];
  const textStarts: number[] = [];
  const byteStarts: number[] = [];
  const strides: number[] = [];
  let length = 0;
  const keep = (piece: string, start: number, stride: number): void => {
    pieces.push(piece);
    textStarts.push(length);
    byteStarts.push(start);
    strides.push(stride);
    length += piece.length + 1;
  };
  const size = bytes.length;
  for (let index = 0; index < size;) {
    if (!isPrintable(bytes[index])) {
      index++;
      continue;
    }
    const start = index;
    while (index < size && isPrintable(bytes[index])) index++;
    if (index - start >= shortestRun) {
      keep(bytes.toString("latin1", start, index), start, 1);
      continue;
    }
    // One character, then a zero, again and again.
    let wide = index - 1;
    while (wide + 1 < size && isPrintable(bytes[wide]) && bytes[wide + 1] === 0) wide += 2;
    if (wide - (index - 1) >= 2 * shortestRun) {
      keep(bytes.toString("utf16le", index - 1, wide), index - 1, 2);
      index = wide;
    }
  }
  return {
    text: pieces.join("\n"),
    via: [],
    hidden: 0,
    place(offset) {
      const piece = lastAtMost(textStarts, offset);
      const inside = (offset - (textStarts[piece] ?? 0)) * (strides[piece] ?? 1);
      const at = Math.min(size, (byteStarts[piece] ?? 0) + inside);
      let line = 1;
      let lineStart = 0;
      for (let next = bytes.indexOf(10); next !== -1 && next < at; next = bytes.indexOf(10, next + 1)) {
        line++;
        lineStart = next + 1;
      }
      return { line, column: at - lineStart + 1 };
    },
  };
}

function isPrintable(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);
}
