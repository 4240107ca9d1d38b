import type { Edit } from "./edits";

// A blank belongs to the words of a phrase. What a colon follows is a key of its own, on a line where a comma is missing.
const joint =
  /(["'`])(?<=[\w+/=-] ?\1)(?:\s{0,60}(?:[+.&~]|\.\.|\|\|)\s{0,60}|\s{1,60})[bruf]?\1(?= ?[\w+/=-])(?![\w.-]{1,80}\1\s{0,20}:)/iy;

// Signs that may follow the first quote: `+`, `.`, `&`, `~`, `|` and white space; of the latter, all outside ASCII are left to the expression.
const signs = new Set(Array.from("\t\n\v\f\r +.&~|", (sign) => sign.charCodeAt(0)));
const joins = (code: number): boolean => code > 0x7f || signs.has(code);

/** String literals that a program joins: `"abc" + "def"`, `'a' . 'b'`, and Python's and C's `"a" "b"`. */
export function concatenation(text: string): Edit[] {
  const found: Edit[] = [];
  for (const quote of "\"'`")
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
      if (!joins(text.charCodeAt(at + 1))) continue;
      joint.lastIndex = at;
      if (!joint.test(text)) continue;
      found.push({ start: at, end: joint.lastIndex, means: "", kind: "concatenation" });
      // What closes one joint does not open the next one.
      at = joint.lastIndex - 1;
    }
  return found;
}
