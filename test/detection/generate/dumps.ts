/** The printable characters of some bytes, and dots for others. */
const shown = (bytes: Buffer): string => bytes.toString("latin1").replace(/[^\x20-\x7e]/gu, ".");

function lines(bytes: Buffer, base: number, digits: number, line: (row: Buffer) => string): string[] {
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) => {
    const offset = (index * 16).toString(base).padStart(digits, "0");
    return offset + line(bytes.subarray(index * 16, index * 16 + 16));
  });
}

const end = (bytes: Buffer, base: number, digits: number): string =>
  `${bytes.length.toString(base).padStart(digits, "0")}\n`;
const pairs = (row: Buffer): string[] => row.toString("hex").match(/../gu) ?? [];
const words = (row: Buffer): number[] =>
  Array.from(
    { length: Math.ceil(row.length / 2) },
    (_, index) => (row[2 * index] ?? 0) | ((row[2 * index + 1] ?? 0) << 8),
  );
const names: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\0": "\\0" };

/** What the usual programs write of a file. */
export const dumped: Readonly<Record<string, (bytes: Buffer) => string>> = {
  xxd: (bytes) =>
    lines(
      bytes,
      16,
      8,
      (row) => `: ${(row.toString("hex").match(/.{1,4}/gu) ?? []).join(" ").padEnd(39)}  ${shown(row)}\n`,
    ).join(""),
  "xxd -g1": (bytes) => lines(bytes, 16, 8, (row) => `: ${pairs(row).join(" ").padEnd(47)}  ${shown(row)}\n`).join(""),
  hexdump: (bytes) =>
    lines(
      bytes,
      16,
      7,
      (row) =>
        `${words(row)
          .map((word) => ` ${word.toString(16).padStart(4, "0")}`)
          .join("")}\n`,
    ).join("") + end(bytes, 16, 7),
  "hexdump -C": (bytes) =>
    lines(
      bytes,
      16,
      8,
      (row) =>
        `  ${pairs(row).slice(0, 8).join(" ").padEnd(23)}  ${pairs(row).slice(8).join(" ").padEnd(23)}  |${shown(row)}|\n`,
    ).join("") + end(bytes, 16, 8),
  od: (bytes) =>
    lines(
      bytes,
      8,
      7,
      (row) =>
        `${words(row)
          .map((word) => ` ${word.toString(8).padStart(6, "0")}`)
          .join("")}\n`,
    ).join("") + end(bytes, 8, 7),
  "od -b": (bytes) =>
    lines(
      bytes,
      8,
      7,
      (row) => `${Array.from(row, (byte) => ` ${byte.toString(8).padStart(3, "0")}`).join("")}\n`,
    ).join("") + end(bytes, 8, 7),
  "od -A x -t x1z": (bytes) =>
    lines(
      bytes,
      16,
      6,
      (row) =>
        `${pairs(row)
          .map((pair) => ` ${pair}`)
          .join("")
          .padEnd(48)}  >${shown(row)}<\n`,
    ).join("") + end(bytes, 16, 6),
  "od -A d -t x1": (bytes) =>
    lines(
      bytes,
      10,
      7,
      (row) =>
        `${pairs(row)
          .map((pair) => ` ${pair}`)
          .join("")}\n`,
    ).join("") + end(bytes, 10, 7),
  "od -c": (bytes) =>
    lines(
      bytes,
      8,
      7,
      (row) =>
        `${Array.from(row, (byte) => {
          const character = String.fromCharCode(byte);
          return byte < 0x7f ? (names[character] ?? character).padStart(4) : ` ${byte.toString(8)}`;
        }).join("")}\n`,
    ).join("") + end(bytes, 8, 7),
};
