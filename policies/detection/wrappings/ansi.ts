import type { Edit } from "./edits";
import { matches } from "./matches";

// eslint-disable-next-line no-control-regex
const sequence = /\u001b\[[\d;:]{0,40}[Km]/y;

/** Colours and erasures of a terminal, in logs that were kept as they were shown. */
export function ansi(text: string): Edit[] {
  return Array.from(matches(text, "\u001b", sequence), ({ 0: { length }, index }) => {
    return { start: index, end: index + length, means: "", kind: "ansi" };
  });
}
