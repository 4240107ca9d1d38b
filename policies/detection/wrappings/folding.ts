import type { Edit } from "./edits";

// A line that begins with a name and its sign of assignment is one of its own.
const fold = /[ \t]{0,4}\r?\n[ \t"'>#*|/-]{0,24}(?=[A-Z\d+/][A-Z\d+/=])(?!\w{1,80}["']?(?::|=[^=\s]))/iy;
const least = 38;

/** Lines of one long base64 or hex text, broken at a fixed width as `base64`, PEM, MIME and YAML blocks do. */
export function folding(text: string, runs: readonly number[]): Edit[] {
  const found: Edit[] = [];
  for (let index = 0; index < runs.length; index += 4) {
    const start = runs[index] ?? 0;
    const end = runs[index + 1] ?? 0;
    if (end - start < least) continue;
    fold.lastIndex = end;
    const match = fold.exec(text);
    if (match !== null) found.push({ start: end, end: end + match[0].length, means: "", kind: "folding" });
  }
  return found;
}
