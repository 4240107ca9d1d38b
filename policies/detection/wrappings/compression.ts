import { constants, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

/** What compressed bytes hold. `whole` is false where it could not be read to its end, or not within the bound. */
export interface Inflated {
  readonly id: string;
  readonly content: Buffer;
  readonly whole: boolean;
}

const mostInflated = 4 << 20;
const mostEntries = 200;
const strict = { maxOutputLength: mostInflated };
const lenient = { ...strict, finishFlush: constants.Z_SYNC_FLUSH };
const nothing = Buffer.alloc(0);

// A cut-off stream still gives what it holds.
function attempt(inflate: (options: typeof strict) => Buffer): { content: Buffer; whole: boolean } {
  try {
    return { content: inflate(strict), whole: true };
  } catch {
    try {
      return { content: inflate(lenient), whole: false };
    } catch {
      return { content: nothing, whole: false };
    }
  }
}

/** Opens gzip, zlib and zip; empty where the bytes are none of these. At most 4 MiB come out of each. */
export function inflated(bytes: Buffer): Inflated[] {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) {
    return [{ id: "gzip", ...attempt((options) => gunzipSync(bytes, options)) }];
  }
  if (bytes[0] === 0x78 && bytes.length > 8 && bytes.readUInt16BE(0) % 31 === 0) {
    // Two bytes are no proof of zlib: what gives nothing was something else.
    const opened = attempt((options) => inflateSync(bytes, options));
    return opened.content.length === 0 ? [] : [{ id: "zlib", ...opened }];
  }
  if (bytes.length > 30 && bytes.readUInt32LE(0) === 0x04034b50) return entries(bytes);
  return [];
}

// By the central directory, since local headers may leave the sizes out.
function entries(bytes: Buffer): Inflated[] {
  const found: Inflated[] = [];
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
    const opened = method === 0 ? { content: raw, whole: true } : attempt((options) => inflateRawSync(raw, options));
    found.push({ id, ...opened });
  }
  return found;
}
