import type { Edit } from "./edits";
import { matches } from "./matches";

// Any number of backslashes counts as one level: JSON in JSON in a shell string doubles them at every level. The look behind keeps a
// long run of them from being tried from each of its characters.
const escape =
  /(?<!\\)\\+(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|(x[\da-f]{2}(?:\\{1,64}x[\da-f]{2})*)|([0-3][0-7]{2}(?:\\{1,64}[0-3]?[0-7]{1,2})*)|(\r?\n)[ \t]*|(["'`/nrt:=#!]|e(?=\[)))/iy;
const meanings: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", e: "\u001b" };

function character(code: string): string {
  const point = Number.parseInt(code, 16);
  return point > 0x10ffff ? "" : String.fromCodePoint(point);
}

// \xHH and \ooo are bytes in shells, C and Python's bytes, a character in JavaScript.
function bytes(run: string): string {
  const digits = run.split(/\\+/u);
  const raw = Buffer.from(
    digits.map((one) =>
      one.startsWith("x") || one.startsWith("X") ? Number.parseInt(one.slice(1), 16) : Number.parseInt(one, 8),
    ),
  );
  const text = raw.toString("utf8");
  return text.includes("\ufffd") ? raw.toString("latin1") : text;
}

/** Backslash escapes of JSON, JavaScript, Python, shells and Java's properties (`\"`, `\n`, `\u0041`, `\x41`, `\101`), and continued lines. */
export function escapes(text: string): Edit[] {
  return Array.from(matches(text, "\\", escape), (match) => {
    const start = match.index;
    const end = start + match[0].length;
    if (match[5] !== undefined) return { start, end, means: "", kind: "continuation" };
    const code = match[1] ?? match[2];
    const run = match[3] ?? match[4];
    const simple = match[6] ?? "";
    const means = code !== undefined ? character(code) : run !== undefined ? bytes(run) : (meanings[simple] ?? simple);
    return { start, end, means, kind: "escape" };
  });
}
