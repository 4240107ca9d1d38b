import type { Edit } from "./edits";

// Any number of backslashes counts as one level: JSON in JSON in a shell string doubles them at every level.
const escape = /\\+(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|(\r?\n)[ \t]*|(["'`/nrt]))/gi;
const meanings: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Backslash escapes of JSON, JavaScript, Python and shells (`\"`, `\n`, `\u0041`, `\x41`), and continued lines. */
export function escapes(text: string): Edit[] {
  if (!text.includes("\\")) return [];
  return Array.from(text.matchAll(escape), (match) => {
    const code = match[1] ?? match[2] ?? match[3];
    const start = match.index;
    const end = start + match[0].length;
    if (match[4] !== undefined) return { start, end, means: "", kind: "continuation" };
    const simple = match[5] ?? "";
    const point = code === undefined ? undefined : Number.parseInt(code, 16);
    if (point === undefined) return { start, end, means: meanings[simple] ?? simple, kind: "escape" };
    return { start, end, means: point > 0x10ffff ? "" : String.fromCodePoint(point), kind: "escape" };
  });
}
