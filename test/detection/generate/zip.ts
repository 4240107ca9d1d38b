import { deflateRawSync } from "node:zlib";
import { crc32 } from "./crc32";

/** A file of a zip archive. */
export interface Entry {
  readonly name: string;
  readonly content: string | Buffer;
  readonly method?: 0 | 8 | 12;
  readonly encrypted?: boolean;
  readonly extra?: number;
}

/** A zip as APPNOTE.TXT describes it: local headers, a central directory, its end, and a comment. */
export function zip(entries: readonly Entry[], comment = ""): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content, method = 8, encrypted = false, extra = 0 } of entries) {
    const body = method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(encrypted ? 1 : 0, 2);
    head.writeUInt16LE(method, 4);
    head.writeUInt32LE(crc32(Buffer.from(content)), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(name.length, 22);
    head.writeUInt16LE(extra, 24);
    const tail = Buffer.alloc(14);
    tail.writeUInt16LE(3, 0); // a comment of three characters
    tail.writeUInt32LE(at, 10);
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04", "latin1"),
      head,
      Buffer.from(name),
      Buffer.alloc(extra),
      body,
    ]);
    locals.push(local);
    central.push(
      Buffer.concat([
        Buffer.from("PK\x01\x02\x14\x00", "latin1"),
        head,
        tail,
        Buffer.from(name),
        Buffer.alloc(extra),
        Buffer.from("abc"),
      ]),
    );
    at += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
}
