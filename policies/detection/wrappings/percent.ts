import type { Edit } from "./edits";
import { matches } from "./matches";

const escaped = /(?:%[\da-f]{2})+/iy;

/** Percent escapes of URLs and forms. Runs of bytes that are no UTF-8 are left as they are. */
export function percent(text: string): Edit[] {
  const found: Edit[] = [];
  for (const match of matches(text, "%", escaped)) {
    const means = Buffer.from(match[0].replaceAll("%", ""), "hex").toString("utf8");
    if (means.includes("\ufffd")) continue;
    found.push({ start: match.index, end: match.index + match[0].length, means, kind: "percent" });
  }
  return found;
}
