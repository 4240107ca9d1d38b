import type { Edit } from "./edits";
import { matches } from "./matches";

const escaped = /(?:=[\dA-F]{2}|=[ \t]{0,20}\r?\n)+/y;
const softBreak = /=[ \t]*\r?\n/g;

/** Octets, of UTF-8 or else of Latin-1, and soft line breaks of mail that says that it is written as quoted-printable (RFC 2045, 6.7). */
export function quotedPrintable(text: string): Edit[] {
  const said = text.search(/quoted-printable/iu);
  if (said === -1) return [];
  const found: Edit[] = [];
  for (const { 0: written, index } of matches(text, "=", escaped)) {
    if (index < said) continue;
    const octets = Buffer.from(written.replace(softBreak, "").replaceAll("=", ""), "hex");
    const means = octets.toString("utf8");
    found.push({
      start: index,
      end: index + written.length,
      means: means.includes("\ufffd") ? octets.toString("latin1") : means,
      kind: "quoted-printable",
    });
  }
  return found;
}
