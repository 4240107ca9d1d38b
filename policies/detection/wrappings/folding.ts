import { looksEncoded } from "./base64";
import { skip } from "../sticky";
import type { Edit } from "./edits";

// A line that begins with a name and its sign of assignment is one of its own, and so is the word that ends a heredoc. A slash belongs to
// base64, two and a blank to a comment. A short word with others behind it is a command.
const line =
  /[ \t]{0,4}\r?\n[ \t"'>#*|-]{0,24}(?:\/\/[ \t]{1,8})?(?=[A-Z\d+/](?:=|[A-Z\d+/](?:[A-Z\d+/=]{2}|=|\b)))(?!\w{1,80}["']?(?::|=(?:[^=\s"']|["']\w))|[\w./-]{2,20}[ \t]{1,8}[^\s"'#)])/iy;
const element = /(["'`]),\s{0,40}\1(?=[A-Z\d+/]{2})(?!\w{1,80}\1\s{0,8}:)/iy;
const least = 38;

/**
 * Lines of one long base64 or hex text, broken at a fixed width as `base64`, PEM, MIME and YAML blocks do. Where each of them is an element
 * of a list, the first has to be the beginning of something: lists of digests and keys are as regular.
 */
export function folding(text: string, runs: readonly number[]): Edit[] {
  const found: Edit[] = [];
  // Where the next line begins, and how long the one before it is.
  let next = -1;
  let width = 0;
  for (let index = 0; index < runs.length; index += 4) {
    const start = runs[index] ?? 0;
    const end = runs[index + 1] ?? 0;
    const size = end - start;
    if (size < least) continue;
    const goesOn = start === next;
    let to = skip(line, text, end);
    if (to === -1 && (goesOn ? size === width : looksEncoded(text, start, end))) {
      to = skip(element, text, end);
      if (runs[index + 4] === to && (runs[index + 5] ?? 0) - to > size) to = -1;
    } else if (goesOn && size < width && runs[index + 4] !== to) to = -1;
    if (to === -1) continue;
    next = to;
    width = size;
    found.push({ start: end, end: to, means: "", kind: "folding" });
  }
  return found;
}
