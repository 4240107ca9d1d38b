import type { Position } from "./detector";

/** Where a value stands in a text, and how it is delimited. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly certain: boolean;
  readonly position?: Position;
}

/** The longest value between quotes, in characters. */
export const longestValue = 2048;

/** The value between quotes, which may be escaped any number of times; "none" where quotes open and hold nothing of use. */
export function quotedAt(text: string, at: number): Range | "none" | undefined {
  let open = at;
  while (text[open] === "\\" && open - at < 8) open++;
  const quote = text[open];
  if (quote !== '"' && quote !== "'" && quote !== "`") return undefined;
  const escapes = open - at;
  let start = open + 1;
  const isBlock = text.startsWith(quote + quote, start); // """
  if (isBlock) start += 2;
  // ``…`` of reStructuredText and Markdown
  else if (quote === "`" && escapes === 0 && text[start] === quote) start++;
  const limit = Math.min(text.length, start + longestValue);
  for (let index = start; index < limit; index++) {
    const character = text[index];
    if (character === "\n" && quote !== "`" && !isBlock) return "none";
    if (character === "\\" && escapes === 0) index++;
    else if (character === quote) {
      // Of quotes inside quotes, the inner ones have more before them.
      const before = escapes === 0 ? 0 : escapesBefore(text, index);
      if (before <= escapes) return isBlock ? trimmed(text, start, index) : insideOf(text, start, index - before);
    }
  }
  return "none";
}

// What quotes hold may stand between quotes itself: "\"…\"" of Gradle, "'…'" of a shell in YAML.
function insideOf(text: string, start: number, end: number): Range | "none" {
  for (const quote of ['\\"', "\\'", "'", '"'])
    if (end - start > 4 * quote.length && text.startsWith(quote, start) && text.startsWith(quote, end - quote.length))
      return { start: start + quote.length, end: end - quote.length, certain: true };
  return end > start ? { start, end, certain: true } : "none";
}

// Between """ and """ a value may have a line of its own.
function trimmed(text: string, start: number, end: number): Range | "none" {
  const inside = text.slice(start, end);
  const value = inside.trim();
  const from = start + inside.indexOf(value);
  return insideOf(text, from, from + value.length);
}

// Before them stands what is between the quotes, or the quote that opens.
function escapesBefore(text: string, index: number): number {
  let at = index;
  while (text[at - 1] === "\\") at--;
  return index - at;
}
