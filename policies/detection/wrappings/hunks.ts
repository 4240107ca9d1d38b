import type { Edit } from "./edits";

const head = /@@ -\d{1,9}(?:,\d{1,9})? \+\d{1,9}(?:,\d{1,9})? @@[^\n]*\n/y;

/** The signs in the first column of a unified diff's hunks. Without them, what a line begins goes on in the next one. */
export function hunks(text: string): Edit[] {
  const found: Edit[] = [];
  for (let at = text.indexOf("@@ -"); at !== -1; at = text.indexOf("@@ -", at)) {
    head.lastIndex = at;
    if ((at > 0 && text[at - 1] !== "\n") || !head.test(text)) {
      at++;
      continue;
    }
    at = head.lastIndex;
    while (at < text.length && "+- ".includes(text[at] ?? "x")) {
      found.push({ start: at, end: at + 1, means: "", kind: "diff" });
      const end = text.indexOf("\n", at);
      at = end === -1 ? text.length : end + 1;
    }
  }
  return found;
}
