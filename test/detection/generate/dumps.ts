/** The printable characters of some bytes, and dots for others. */
const shown = (bytes: Buffer): string => bytes.toString("latin1").replace(/[^\x20-\x7e]/gu, ".");

const rows = (bytes: Buffer, base: number, digits: number, row: (bytes: Buffer) => string): string =>
  Array.from({ length: Math.ceil(bytes.length / 16) }, (_, index) => {
    const offset = (index * 16).toString(base).padStart(digits, "0");
    return `${offset}${row(bytes.subarray(index * 16, index * 16 + 16))}\n`;
  }).join("");

/** A dump that ends in the offset of what would follow. */
const ended =
  (base: number, digits: number, row: (bytes: Buffer) => string) =>
  (bytes: Buffer): string =>
    `${rows(bytes, base, digits, row)}${bytes.length.toString(base).padStart(digits, "0")}\n`;

const pairs = (row: Buffer): string[] => row.toString("hex").match(/../gu) ?? [];
const spaced = (cells: readonly string[]): string => cells.map((one) => ` ${one}`).join("");
/** Words of two bytes, the lower one first. */
const words = (base: number, digits: number) => (row: Buffer) =>
  spaced(
    Array.from({ length: Math.ceil(row.length / 2) }, (_, index) =>
      ((row[2 * index] ?? 0) | ((row[2 * index + 1] ?? 0) << 8)).toString(base).padStart(digits, "0"),
    ),
  );
const names: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\0": "\\0" };

/** What the usual programs write of a file. */
export const dumped: Readonly<Record<string, (bytes: Buffer) => string>> = {
  xxd: (bytes) =>
    rows(
      bytes,
      16,
      8,
      (row) => `: ${(row.toString("hex").match(/.{1,4}/gu) ?? []).join(" ").padEnd(39)}  ${shown(row)}`,
    ),
  "xxd -g1": (bytes) => rows(bytes, 16, 8, (row) => `: ${pairs(row).join(" ").padEnd(47)}  ${shown(row)}`),
  hexdump: ended(16, 7, words(16, 4)),
  "hexdump -C": ended(16, 8, (row) => {
    const [left, right] = [pairs(row).slice(0, 8), pairs(row).slice(8)];
    return `  ${left.join(" ").padEnd(23)}  ${right.join(" ").padEnd(23)}  |${shown(row)}|`;
  }),
  od: ended(8, 7, words(8, 6)),
  "od -b": ended(8, 7, (row) => spaced(Array.from(row, (byte) => byte.toString(8).padStart(3, "0")))),
  "od -A x -t x1z": ended(16, 6, (row) => `${spaced(pairs(row)).padEnd(48)}  >${shown(row)}<`),
  "od -A d -t x1": ended(10, 7, (row) => spaced(pairs(row))),
  "od -c": ended(8, 7, (row) =>
    Array.from(row, (byte) => {
      const character = String.fromCharCode(byte);
      return byte < 0x7f ? (names[character] ?? character).padStart(4) : ` ${byte.toString(8)}`;
    }).join(""),
  ),
};
