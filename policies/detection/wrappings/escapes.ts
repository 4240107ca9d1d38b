import type { Edit } from "./edits";
import { matches } from "./matches";

// Any number of backslashes counts as one level: JSON in JSON in a shell string doubles them at every level. The look behind keeps a
// long run of them from being tried from each of its characters.
const escape =
  /(?<!\\)\\+(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|(x[\da-f]{2}(?:\\{1,64}x[\da-f]{2})*)|(\r?\n)[ \t]*|(["'`/nrt:=#!]))/iy;
const meanings: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function character(code: string): string {
  const point = Number.parseInt(code, 16);
  return point > 0x10ffff ? "" : String.fromCodePoint(point);
}

// \xHH is a byte in shells and Python's bytes, a character in JavaScript.
function bytes(run: string): string {
  const raw = Buffer.from(run.replace(/\\+|x/gi, ""), "hex");
  const text = raw.toString("utf8");
  return text.includes("\ufffd") ? raw.toString("latin1") : text;
}

/** Backslash escapes of JSON, JavaScript, Python, shells and Java's properties (`\"`, `\n`, `\u0041`, `\x41`), and continued lines. */
export function escapes(text: string): Edit[] {
  return Array.from(matches(text, "\\", escape), (match) => {
    const start = match.index;
    const end = start + match[0].length;
    if (match[4] !== undefined) return { start, end, means: "", kind: "continuation" };
    const code = match[1] ?? match[2];
    const simple = match[5] ?? "";
    const means =
      code !== undefined ? character(code) : match[3] !== undefined ? bytes(match[3]) : (meanings[simple] ?? simple);
    return { start, end, means, kind: "escape" };
  });
}
