/** A file inside an archive, or why it cannot be read. */
export interface Member {
  /** Its place, such as `tar[3]`: its name may be anything. */
  readonly id: string;
  readonly content?: Buffer;
  readonly missing?: string;
}

// POSIX.1-2017, pax: "ustar Interchange Format".
const block = 512;

/** The files of a tar archive. */
export function* tarred(bytes: Buffer): Generator<Member> {
  for (let at = 0, index = 0; at + block <= bytes.length; index++) {
    const header = bytes.subarray(at, at + block);
    if (header[0] === 0) {
      const rest = bytes.subarray(at);
      if (rest.some((byte) => byte !== 0)) yield { id: "tar", content: rest };
      return;
    }
    const id = `tar[${index}]`;
    const size = tarSize(header);
    const from = at + block;
    const isHeader = isTarHeader(header);
    if (!isHeader || size === undefined) {
      // What begins with a header would be opened as an archive again, and be as broken.
      const content = bytes.subarray(isHeader ? from : at);
      yield { id, missing: "is a tar archive with a broken header", content };
      return;
    }
    if (from + size > bytes.length) {
      yield { id, missing: "is a tar archive that breaks off", content: bytes.subarray(from) };
      return;
    }
    yield { id, content: bytes.subarray(from, from + size) };
    at = from + Math.ceil(size / block) * block;
  }
}

/** Whether bytes begin as a tar archive does. */
export function isTar(bytes: Buffer): boolean {
  return isTarHeader(bytes.subarray(0, block));
}

// The sum of a header's bytes stands in it, and counts as eight blanks itself.
function isTarHeader(header: Buffer): boolean {
  if (header.length < block || header.toString("latin1", 257, 262) !== "ustar") return false;
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  return Number.parseInt(header.toString("latin1", 148, 156), 8) === sum;
}

function tarSize(header: Buffer): number | undefined {
  const digits = /^[ \0]*([0-7]{1,12})[ \0]*$/u.exec(header.toString("latin1", 124, 136))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}
