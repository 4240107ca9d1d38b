import { constants, inflateRawSync } from "node:zlib";
import { isTar, tarred, type Member } from "../detection/wrappings/tar";

/** Bytes that one compressed stream may unpack to; more is reported as not fully scanned. */
export const mostUnpacked = 64 << 20;

/** No credential is shorter than what is worth keeping of a broken stream; other bytes give a few by chance. */
const shortest = 8;

// A zip archive ends with a record of this size and a comment after it. APPNOTE.TXT 6.3.10, 4.3.16.
const endSize = 22;
const longestComment = 0xffff;
const zip64 = 0xffffffff;

/** The files of a zip archive (a .jar, .whl or .docx too) or of a tar archive, in order; undefined where the bytes are neither. */
export function membersOf(bytes: Buffer): Iterable<Member> | undefined {
  const end = zipEnd(bytes);
  if (end !== undefined) return zipped(bytes, end);
  if (startsZip(bytes)) return [{ id: "zip", missing: "is a zip archive without its end" }];
  return isTar(bytes) ? tarred(bytes) : undefined;
}

function startsZip(bytes: Buffer): boolean {
  return bytes.length > 30 && bytes.readUInt32LE(0) === 0x04034b50;
}

// What begins otherwise (a script that carries its archive along) is an archive if it ends as one, without a comment.
function zipEnd(bytes: Buffer): number | undefined {
  if (bytes.length < endSize) return undefined;
  const first = startsZip(bytes) ? Math.max(0, bytes.length - endSize - longestComment) : bytes.length - endSize;
  for (let at = bytes.length - endSize; at >= first; at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50 && at + endSize + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  }
  return undefined;
}

// By the central directory, since local headers may leave the sizes out.
function* zipped(bytes: Buffer, end: number): Generator<Member> {
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const offset = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || size === zip64 || offset === zip64) {
    yield { id: "zip", missing: "is a zip archive of the 64-bit form, which is not opened" };
    return;
  }
  // What precedes the archive in the file moves everything in it.
  const moved = end - size - offset;
  if (moved < 0) {
    yield { id: "zip", missing: "is a zip archive with a broken directory" };
    return;
  }
  if (moved > 0) yield { id: "zip", content: bytes.subarray(0, moved) };
  let at = end - size;
  for (let index = 0; index < count; index++) {
    const id = `zip[${index}]`;
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) {
      yield { id, missing: "is a zip archive with a broken directory" };
      return;
    }
    yield { id, ...zipMember(bytes, at, moved) };
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (end + endSize < bytes.length) yield { id: "zip", content: bytes.subarray(end + endSize) };
}

function zipMember(bytes: Buffer, at: number, moved: number): Omit<Member, "id"> {
  const encrypted = (bytes.readUInt16LE(at + 8) & 1) !== 0;
  const method = bytes.readUInt16LE(at + 10);
  const size = bytes.readUInt32LE(at + 20);
  const local = bytes.readUInt32LE(at + 42) + moved;
  if (encrypted) return { missing: "holds an encrypted file" };
  if (method !== 0 && method !== 8)
    return { missing: `holds a file compressed by method ${method}, which is not opened` };
  if (local + 30 > bytes.length) return { missing: "is a zip archive with a broken directory" };
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (from + size > bytes.length) return { missing: "is a zip archive that breaks off" };
  const raw = bytes.subarray(from, from + size);
  if (method === 0) return { content: raw };
  return unpack(() => inflateRawSync(raw, { maxOutputLength: mostUnpacked }), "holds a broken stream", raw);
}

/** What a stream unpacks to, or why it cannot be unpacked, and then as much of it as can: `raw` is what deflate gave. */
export function unpack(inflate: () => Buffer, broken: string, raw: Buffer): Omit<Member, "id"> {
  try {
    return { content: inflate() };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    const missing = tooLarge ? `unpacks to more than ${mostUnpacked >> 20} MiB` : broken;
    const content = beginning(raw);
    return content === undefined ? { missing } : { content, missing };
  }
}

// A stream that breaks off gives what it holds, one with an error or too long gives nothing: so half of it, a quarter and so on.
function beginning(raw: Buffer): Buffer | undefined {
  const options = { maxOutputLength: mostUnpacked, finishFlush: constants.Z_SYNC_FLUSH };
  for (let size = raw.length; size > 0; size >>= 1) {
    try {
      const content = inflateRawSync(raw.subarray(0, size), options);
      return content.length < shortest ? undefined : content;
    } catch {
      continue;
    }
  }
  return undefined;
}
