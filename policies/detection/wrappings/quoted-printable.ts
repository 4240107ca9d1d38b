import type { Edit } from "./edits";
import { matches } from "./matches";

const escaped = /(?:=[\dA-F]{2}|=\r?\n)+/y;
const softBreak = /=\r?\n/g;

/** Octets and soft line breaks of mail that says that it is written as quoted-printable (RFC 2045, 6.7). */
export function quotedPrintable(text: string): Edit[] {
  const said = text.search(/quoted-printable/iu);
  if (said === -1) return [];
  const found: Edit[] = [];
  for (const { 0: written, index } of matches(text, "=", escaped)) {
    if (index < said) continue;
    const means = Buffer.from(written.replace(softBreak, "").replaceAll("=", ""), "hex").toString("utf8");
    if (!means.includes("\ufffd"))
      found.push({ start: index, end: index + written.length, means, kind: "quoted-printable" });
  }
  return found;
}
