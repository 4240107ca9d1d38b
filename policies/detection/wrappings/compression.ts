import { constants, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from "node:zlib";
import { isTar, tarred } from "./tar";

/** What compressed bytes hold. `whole` is false where it could not be read to its end, or not within the bound. */
export interface Inflated {
  readonly id: string;
  readonly content: Buffer;
  readonly whole: boolean;
}

const mostInflated = 4 << 20;
const mostEntries = 200;
/** A small text may be repetitive; a larger one is what it is compressed from some times over. */
const grows = { least: 1 << 20, times: 32 };
const nothing = Buffer.alloc(0);

// A cut-off stream still gives what it holds.
function attempt(
  bytes: Buffer,
  most: number,
  inflate: (bytes: Buffer, options: ZlibOptions) => Buffer,
): { content: Buffer; whole: boolean } {
  const maxOutputLength = Math.min(mostInflated, grows.least + grows.times * bytes.length, most);
  if (maxOutputLength < 1) return { content: nothing, whole: false };
  try {
    return { content: inflate(bytes, { maxOutputLength }), whole: true };
  } catch (error) {
    // What is larger than it may be gives nothing at the second attempt either.
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return { content: nothing, whole: false };
    try {
      return { content: inflate(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH }), whole: false };
    } catch {
      return { content: nothing, whole: false };
    }
  }
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
const isZlib = (bytes: Buffer): boolean => bytes[0] === 0x78 && bytes.length > 8 && bytes.readUInt16BE(0) % 31 === 0;
const isZip = (bytes: Buffer): boolean => bytes.length > 30 && bytes.readUInt32LE(0) === 0x04034b50;

/** Whether bytes begin as gzip, zlib, zip and tar do. */
export function isCompressed(bytes: Buffer): boolean {
  return isGzip(bytes) || isZlib(bytes) || isZip(bytes) || isTar(bytes);
}

/**
 * Opens gzip, zlib, zip and tar; empty where the bytes are none of these. At most 4 MiB come out of each, at most 1 MiB more than 32 times its
 * length, and at most `most` of all together.
 */
export function inflated(bytes: Buffer, most = Infinity): Inflated[] {
  if (isGzip(bytes)) return [{ id: "gzip", ...attempt(bytes, most, gunzipSync) }];
  if (isZlib(bytes)) {
    // Two bytes are no proof of zlib: what gives nothing was something else.
    const opened = attempt(bytes, most, inflateSync);
    return opened.content.length === 0 ? [] : [{ id: "zlib", ...opened }];
  }
  if (isTar(bytes)) return files(bytes);
  return isZip(bytes) ? entries(bytes, most) : [];
}

/** Opens what deflate gives by itself; empty where the bytes are something else, which only their end tells. */
export function deflated(bytes: Buffer, most: number): Inflated[] {
  const opened = attempt(bytes, most, inflateRawSync);
  return opened.whole && opened.content.length > 0 ? [{ id: "deflate", ...opened }] : [];
}

// They are as long as their archive, all together.
function files(archive: Buffer): Inflated[] {
  const found: Inflated[] = [];
  for (const { id, content = nothing, missing } of tarred(archive)) {
    if (found.length === mostEntries) return [...found, { id: "tar", content: nothing, whole: false }];
    found.push({ id, content, whole: missing === undefined });
  }
  return found;
}

// By the central directory, since local headers may leave the sizes out.
function entries(bytes: Buffer, most: number): Inflated[] {
  const found: Inflated[] = [];
  let left = most;
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== 0x06054b50) end--;
  if (end < 0) return [{ id: "zip", content: nothing, whole: false }];
  let at = bytes.readUInt32LE(end + 16);
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) found.push({ id: "zip", content: nothing, whole: false });
  for (let entry = 0; entry < Math.min(count, mostEntries); entry++) {
    const id = `zip[${entry}]`;
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50)
      return [...found, { id, content: nothing, whole: false }];
    const method = bytes.readUInt16LE(at + 10);
    const encrypted = (bytes.readUInt16LE(at + 8) & 1) !== 0;
    const size = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (local + 30 > bytes.length || encrypted || (method !== 0 && method !== 8)) {
      found.push({ id, content: nothing, whole: false });
      continue;
    }
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(from, from + size);
    const opened = method === 0 ? { content: raw, whole: true } : attempt(raw, left, inflateRawSync);
    left -= opened.content.length;
    found.push({ id, ...opened });
  }
  return found;
}
