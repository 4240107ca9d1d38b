import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { base32 } from "@scure/base";
import { crc32 } from "./crc32";
import { dumped } from "./dumps";
import { tar } from "./tar";

/** One way of wrapping a text. */
export interface Wrapping {
  readonly wrapping: string;
  readonly wrap: (text: string) => string;
}

const wrapping = (name: string, wrap: (text: string) => string): Wrapping => ({ wrapping: name, wrap });
const lines = (text: string, width: number): string => text.match(new RegExp(`.{1,${width}}`, "gu"))?.join("\n") ?? "";
const indented = (text: string, by: number): string =>
  text
    .split("\n")
    .map((line) => " ".repeat(by) + line)
    .join("\n");

function zip(text: string): Buffer {
  const content = Buffer.from(text);
  const body = deflateRawSync(content);
  const name = Buffer.from("bot.env");
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(body.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, name, body]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const base64 = (bytes: string | Buffer): string => Buffer.from(bytes).toString("base64");

/** Every way that the engine is to look through. */
export const wrappings: readonly Wrapping[] = [
  wrapping("base64", base64),
  wrapping("base64 among other text", (text) => `{"kind":"Secret","data":{"bot.env":"${base64(text)}"}}`),
  wrapping("base64url", (text) => Buffer.from(text).toString("base64url")),
  wrapping("base64 in lines", (text) => lines(base64(text), 76)),
  wrapping("base64 in a YAML block", (text) => `data:\n  file: |\n${indented(lines(base64(text), 64), 4)}\n`),
  wrapping("base64 twice", (text) => base64(base64(text))),
  wrapping("hex", (text) => Buffer.from(text).toString("hex")),
  wrapping(
    "percent",
    (text) => `body=${Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")}`,
  ),
  wrapping("encodeURIComponent", (text) => `https://example.org/run?config=${encodeURIComponent(text)}`),
  wrapping(
    "unicode escapes",
    (text) =>
      `"${Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")}"`,
  ),
  wrapping(
    "hex escapes",
    (text) => `$'${Array.from(Buffer.from(text), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'`,
  ),
  wrapping(
    "HTML entities",
    (text) => `<pre>${text.replace(/[&<>"'=:_]/gu, (character) => `&#${character.charCodeAt(0)};`)}</pre>`,
  ),
  wrapping("gzip", (text) => base64(gzipSync(text))),
  wrapping("zlib", (text) => base64(deflateSync(text))),
  wrapping("zip", (text) => base64(zip(text))),
  wrapping("gzip, then base64 twice", (text) => base64(base64(gzipSync(text)))),
  wrapping("JSON in JSON", (text) => JSON.stringify({ config: text })),
  wrapping("JSON in JSON in JSON", (text) => JSON.stringify({ outer: JSON.stringify({ config: text }) })),
  wrapping("JSON six times", (text) =>
    Array.from({ length: 6 }).reduce<string>((inner) => JSON.stringify({ inner }), text),
  ),
  wrapping("YAML block scalar", (text) => `files:\n  bot.env: |\n${indented(text, 4)}\n`),
  wrapping(
    "cloud-init, plain",
    (text) => `#cloud-config\nwrite_files:\n  - path: /etc/bot.env\n    content: |\n${indented(text, 6)}\n`,
  ),
  wrapping(
    "cloud-init, b64",
    (text) => `#cloud-config\nwrite_files:\n  - path: /etc/bot.env\n    encoding: b64\n    content: ${base64(text)}\n`,
  ),
  wrapping("cloud-init, gz+b64, itself base64", (text) =>
    base64(
      `#cloud-config\nwrite_files:\n  - path: /etc/bot.env\n    encoding: gz+b64\n    content: ${base64(gzipSync(text))}\n`,
    ),
  ),
  wrapping(
    "MIME",
    (text) =>
      `Content-Type: multipart/mixed; boundary="==BOUNDARY=="\nMIME-Version: 1.0\n\n--==BOUNDARY==\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${lines(base64(text), 76)}\n--==BOUNDARY==--\n`,
  ),
  wrapping(
    "tar.gz in base64, in a heredoc",
    (text) => `base64 -d <<'EOF' | tar xz\n${lines(base64(gzipSync(tar([["bot.env", text]]))), 76)}\nEOF\n`,
  ),
  wrapping("tar in base64", (text) => base64(tar([["bot.env", text]]))),
  ...Object.entries(dumped).map(([program, dump]) =>
    wrapping(`what ${program} shows`, (text) => dump(Buffer.from(text))),
  ),
  wrapping("hex in pairs", (text) => Buffer.from(text).toString("hex").match(/../gu)?.join(":") ?? ""),
  wrapping(
    "octal escapes",
    (text) => `printf '${Array.from(Buffer.from(text), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")}'`,
  ),
  wrapping(
    "characters",
    (text) =>
      `char file[] = {${Array.from(text, (one) => `'${one.replace(/['\\]/u, "\\$&").replace("\n", "\\n")}'`).join(", ")}, 0};`,
  ),
  wrapping("numbers of C", (text) => `const char file[] = {${[...Buffer.from(text)].join(",")},0};`),
  wrapping("gzip as Java's bytes", (text) => `new byte[] {${[...new Int8Array(gzipSync(text))].join(", ")}}`),
  wrapping("deflate", (text) => `eval(gzinflate(base64_decode('${base64(deflateRawSync(text))}')));`),
  wrapping("base32", (text) => `file=${base32.encode(Buffer.from(text))}`),
  wrapping("base64 as a list", (text) => `[\n  '${lines(base64(text), 60).replaceAll("\n", "',\n  '")}'\n].join('')`),
  wrapping("heredoc", (text) => `#!/bin/sh\ncat > /etc/bot.env <<'EOF'\n${text}\nEOF\n`),
  wrapping("UTF-16 in base64", (text) => base64(Buffer.from(`\ufeff${text}`, "utf16le"))),
  wrapping("UTF-16 read as bytes", (text) => Buffer.from(text, "utf16le").toString("latin1")),
];
