import type { Edit } from "./edits";
import { matches } from "./matches";

const reference = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp|equals|colon));/iy;

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  equals: "=",
  colon: ":",
};

/** Character references of HTML and XML: `&quot;`, `&#65;`, `&#x41;`. */
export function entities(text: string): Edit[] {
  return Array.from(matches(text, "&", reference), (match) => {
    const point = match[1] === undefined ? Number.parseInt(match[2] ?? "", 16) : Number(match[1]);
    const means =
      match[3] === undefined ? (point > 0x10ffff ? "" : String.fromCodePoint(point)) : named[match[3].toLowerCase()];
    return { start: match.index, end: match.index + match[0].length, means: means ?? "", kind: "entity" };
  });
}
