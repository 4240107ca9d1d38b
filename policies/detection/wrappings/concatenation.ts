import type { Edit } from "./edits";

const joint = /(["'`])(?<=[\w+/=-]\1)(?:\s{0,60}(?:[+.&~]|\.\.|\|\|)\s{0,60}|\s{1,60})[bruf]?\1(?=[\w+/=-])/gi;

/** String literals that a program joins: `"abc" + "def"`, `'a' . 'b'`, and Python's and C's `"a" "b"`. */
export function concatenation(text: string): Edit[] {
  return Array.from(text.matchAll(joint), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    means: "",
    kind: "concatenation",
  }));
}
