import type { Edit } from "./edits";

const head = /@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@[^\n]*\n/y;

/** The signs in the first column of a unified diff's hunks. Without them, what a line begins goes on in the next one. */
export function hunks(text: string): Edit[] {
  const found: Edit[] = [];
  for (let at = text.indexOf("@@ -"); at !== -1; at = text.indexOf("@@ -", at)) {
    head.lastIndex = at;
    const match = at === 0 || text[at - 1] === "\n" ? head.exec(text) : null;
    if (match === null) {
      at++;
      continue;
    }
    at = head.lastIndex;
    // How many lines are left of each side.
    let [old, fresh] = [Number(match[1] ?? 1), Number(match[2] ?? 1)];
    while (at < text.length && (old > 0 || fresh > 0 || text[at] === "\\")) {
      const sign = text[at] ?? "";
      const newline = text.indexOf("\n", at);
      const next = newline === -1 ? text.length : newline + 1;
      // "\ No newline at end of file", and a line of both sides that is empty and whose blank an editor took away
      if (sign === "\\") found.push({ start: at, end: next, means: "", kind: "diff" });
      else if ("+- ".includes(sign)) found.push({ start: at, end: at + 1, means: "", kind: "diff" });
      else if (sign !== "\n" && sign !== "\r") break;
      if (sign !== "+" && sign !== "\\") old--;
      if (sign !== "-" && sign !== "\\") fresh--;
      at = next;
    }
  }
  return found;
}
