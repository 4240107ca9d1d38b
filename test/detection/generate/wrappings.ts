import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { crc32 } from "./crc32";

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
  wrapping("heredoc", (text) => `#!/bin/sh\ncat > /etc/bot.env <<'EOF'\n${text}\nEOF\n`),
  wrapping("UTF-16 in base64", (text) => base64(Buffer.from(`\ufeff${text}`, "utf16le"))),
  wrapping("UTF-16 read as bytes", (text) => Buffer.from(text, "utf16le").toString("latin1")),
];
