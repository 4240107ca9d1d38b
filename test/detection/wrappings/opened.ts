import { layers } from "../../../policies/detection/layers";
import type { Edit } from "../../../policies/detection/wrappings/edits";

/** A layer of a text as a reader sees it: the way to it, its text, and the stretch of the outermost text that it comes from. */
export interface Opened {
  readonly way: string;
  readonly text: string;
  readonly from: string;
}

/** What stands inside a text, without the text itself. */
export function opened(text: string): Opened[] {
  return layers(text)
    .layers.filter(({ via }) => via.length > 0)
    .map(({ via, text: inner, start, end }) => ({ way: via.join(" > "), text: inner, from: text.slice(start, end) }));
}

/** The texts of the layers that are reached by one way. */
export function reached(text: string, way: string): string[] {
  return opened(text)
    .filter((one) => one.way === way)
    .map((one) => one.text);
}

export const isWhole = (text: string): boolean => layers(text).complete;

/** A text with all edits made. */
export function undone(text: string, edits: readonly Edit[]): string {
  let [made, at] = ["", 0];
  for (const { start, end, means } of edits) {
    made += text.slice(at, start) + means;
    at = end;
  }
  return made + text.slice(at);
}
