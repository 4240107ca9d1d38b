import { gunzipSync } from "node:zlib";
import { membersOf, unpack, mostUnpacked } from "./archive";

/** A stretch of a file's content as a text that can be scanned, and the way back from an offset in the text to its place. */
export interface Content {
  readonly text: string;
  /** What had to be unpacked to get at the text, such as `["gzip", "tar[0]"]`. */
  readonly via: readonly string[];
  /**
   * Where an offset of the text stands, in what was unpacked where something was: lines and columns count from 1, columns in UTF-16 units,
   * or in bytes where it is binary.
   */
  place(offset: number): Place;
  /** Why the content is not all there, if it is not. */
  readonly missing?: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Archives inside archives that are opened. */
const deepest = 16;
/** Bytes that the archives of one file may unpack to, and how many files they may hold. */
const mostBytes = 512 << 20;
const mostMembers = 100_000;

// Formats that hold other files and that nothing here opens: silence would pass for "clean".
const closedFormats: readonly (readonly [magic: string, name: string])[] = [
  ["fd377a585a00", "an xz archive"],
  ["425a68", "a bzip2 archive"],
  ["377abcaf271c", "a 7-Zip archive"],
  ["28b52ffd", "a Zstandard archive"],
  ["526172211a07", "a RAR archive"],
  ["04224d18", "an LZ4 archive"],
];

/** What is left of the bounds for one file. */
interface Room {
  bytes: number;
  members: number;
}

/** Reads bytes as texts: UTF-8, UTF-16, what gzip, zip and tar hold, or the printable parts of anything else. */
export function* contentsOf(
  bytes: Buffer,
  via: readonly string[] = [],
  room: Room = { bytes: mostBytes, members: mostMembers },
): Generator<Content> {
  const members = isGzip(bytes) ? [gunzipped(bytes)] : membersOf(bytes);
  if (members === undefined) {
    yield { ...single(bytes), via };
    if (isDer(bytes))
      yield { text: bytes.toString("base64"), via: [...via, "der"], place: () => ({ line: 1, column: 1 }) };
    return;
  }
  if (via.length === deepest) {
    yield { ...printable(bytes), via, missing: `holds archives more than ${deepest} deep` };
    return;
  }
  let read = false;
  for (const { id, content, missing } of members) {
    room.members--;
    room.bytes -= content?.length ?? 0;
    if (room.members < 0 || room.bytes < 0) {
      const bound = room.members < 0 ? `${mostMembers} files` : `${mostBytes >> 20} MiB`;
      yield { ...printable(nothing), via, missing: `unpacks to more than ${bound}` };
      return;
    }
    if (missing !== undefined) yield { ...printable(nothing), via: [...via, id], missing };
    if (content === undefined) continue;
    // Three bytes are no proof of gzip: of what breaks off, its own bytes may be all there is to read.
    read ||= missing === undefined || id !== "gzip";
    if (content.length > 0) yield* contentsOf(content, [...via, id], room);
  }
  // What only looks like an archive is still a file.
  if (!read) yield { ...printable(bytes), via };
}

const nothing = Buffer.alloc(0);

const longestDer = 1 << 14;

/** Whether bytes are one sequence of DER, as keys are kept without PEM: its length is theirs (X.690, 8.1.3). */
function isDer(bytes: Buffer): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 16 || bytes.length > longestDer) return false;
  const [sign = 0] = bytes.subarray(1);
  const octets = sign < 0x80 ? 0 : sign & 0x7f;
  if (octets > 2) return false;
  return 2 + octets + (octets === 0 ? sign : bytes.readUIntBE(2, octets)) === bytes.length;
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

function gunzipped(bytes: Buffer): ReturnType<typeof unpack> & { readonly id: string } {
  const inflate = (): Buffer => gunzipSync(bytes, { maxOutputLength: mostUnpacked });
  return { id: "gzip", ...unpack(inflate, "its gzip stream is broken", bytes.subarray(headOfGzip(bytes))) };
}

/** How long the head of a gzip stream is: ten bytes, and what its flags announce (RFC 1952, 2.3). */
function headOfGzip(bytes: Buffer): number {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0 && bytes.length >= at + 2) at += 2 + bytes.readUInt16LE(at);
  // A name and a comment, up to a zero each.
  for (const flag of [8, 16]) if ((flags & flag) !== 0) at = bytes.indexOf(0, at) + 1 || bytes.length;
  return (flags & 2) === 0 ? at : at + 2;
}

function single(bytes: Buffer): Omit<Content, "via"> {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return lines(utf16);
  const closed = closedFormat(bytes);
  if (closed !== undefined) return { ...printable(bytes), missing: closed };
  return bytes.includes(0) ? printable(bytes) : lines(bytes.toString("utf8"));
}

function lines(decoded: string): Omit<Content, "via"> {
  const text = decoded.startsWith("\ufeff") ? decoded.slice(1) : decoded;
  let starts: number[] | undefined;
  return {
    text,
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
  // The mark of UTF-32 begins alike and goes on with zeros.
  if (bytes[0] === 0xff && bytes[1] === 0xfe && (bytes[2] !== 0 || bytes[3] !== 0)) return even.toString("utf16le");
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

function closedFormat(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 8).toString("hex");
  const name = closedFormats.find(([magic]) => head.startsWith(magic))?.[1];
  return name === undefined ? undefined : `is ${name}, which is not opened`;
}

const shortestRun = 6;
const newline = 10;

const isPrintable = new Uint8Array(256);
isPrintable.fill(1, 0x20, 0x7f);
for (const code of [9, newline, 13]) isPrintable[code] = 1;

/** The printable runs of binary data, plain or with a zero after every character (UTF-16), a line each. */
function printable(bytes: Buffer): Omit<Content, "via"> {
  const size = bytes.length;
  const out = Buffer.allocUnsafe(size + 1);
  let length = 0;
  // Of each run: where it begins in the text and in the bytes, and the bytes a character takes there.
  const runs: number[] = [];
  const keep = (from: number, to: number, stride: number): void => {
    runs.push(length, from, stride);
    if (stride === 1) length += bytes.copy(out, length, from, to);
    else for (let at = from; at < to; at += stride) out[length++] = bytes[at] ?? 0;
    out[length++] = newline;
  };
  for (let index = 0; index < size;) {
    const last = bytes[index + shortestRun - 1] ?? 1;
    // No run, plain or wide, goes over a byte that is neither printable nor zero.
    if (isPrintable[last] === 0 && last !== 0) {
      index += shortestRun;
      continue;
    }
    if (isPrintable[bytes[index] ?? 0] === 0) {
      index++;
      continue;
    }
    const start = index;
    while (isPrintable[bytes[index] ?? 0] === 1) index++;
    if (index - start >= shortestRun) {
      keep(start, index, 1);
      continue;
    }
    // One character, then a zero, again and again.
    let wide = index - 1;
    while (isPrintable[bytes[wide] ?? 0] === 1 && bytes[wide + 1] === 0) wide += 2;
    if (wide - (index - 1) >= 2 * shortestRun) {
      keep(index - 1, wide, 2);
      index = wide;
    }
  }
  let starts: number[] | undefined;
  return {
    text: out.toString("latin1", 0, Math.max(0, length - 1)),
    place(offset) {
      let low = 0;
      let high = runs.length / 3 - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((runs[3 * middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      const [textStart = 0, byteStart = 0, stride = 1] = runs.slice(3 * low, 3 * low + 3);
      const at = Math.min(size, byteStart + (offset - textStart) * stride);
      starts ??= linesOf(bytes);
      const line = lastAtMost(starts, at);
      return { line: line + 1, column: at - (starts[line] ?? 0) + 1 };
    },
  };
}

function linesOf(bytes: Buffer): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) starts.push(at + 1);
  return starts;
}
