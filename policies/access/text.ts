import { matches } from "../wildcards";
import type { Ternary } from "./ternary";

/** A text of which only the beginning is known, and that nobody has written down as a whole. */
export interface Some {
  readonly beginning: string;
  /** Set where some pattern could be the text: the least number of characters that it has. */
  readonly length?: number;
}

/** A text that a request carries. */
export type Text = string | Some;

const wild = /[*?]/u;

/** Whether a text equals a pattern without wildcards. */
export function equals(text: Text, pattern: string): Ternary {
  if (typeof text === "string") return text === pattern;
  // Nobody has written it down, so no pattern is it; but for one long enough to be what is only known by its length.
  return text.length !== undefined && pattern.length >= text.length ? undefined : false;
}

/** Whether a text matches a pattern with IAM's wildcards. */
export function like(text: Text, pattern: string): Ternary {
  if (typeof text === "string") return matches(pattern, text);
  if (!wild.test(pattern)) return equals(text, pattern);
  // A star at the end takes in whatever follows the beginning.
  if (pattern.endsWith("*") && matches(pattern, text.beginning)) return true;
  return couldMatch(pattern, text.beginning) ? undefined : false;
}

/** Whether some text with this beginning matches: whether the pattern gets through the beginning at all. */
function couldMatch(pattern: string, beginning: string): boolean {
  let places = closed(pattern, new Set([0]));
  for (const letter of beginning) {
    const next = new Set<number>();
    for (const place of places) {
      const wanted = pattern[place];
      if (wanted === "*") next.add(place);
      else if (wanted === "?" || wanted === letter) next.add(place + 1);
    }
    places = closed(pattern, next);
  }
  return places.size > 0;
}

function closed(pattern: string, places: Set<number>): Set<number> {
  for (const place of places) if (pattern[place] === "*") places.add(place + 1);
  return places;
}

/**
 * Whether an ARN matches a pattern, part by part: a wildcard does not reach over the first five colons
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN).
 */
export function arnLike(arn: Text, pattern: string): Ternary {
  const wanted = partsOf(pattern);
  const beginning = typeof arn === "string" ? arn : arn.beginning;
  const given = partsOf(beginning);
  // What AWS makes of a pattern that is no ARN is not laid down.
  if (wanted.length !== 6 || given.length !== 6) return undefined;
  const last = given.length - 1;
  let all: Ternary = true;
  for (const [place, part] of given.entries()) {
    const one: Ternary = like(
      place === last && typeof arn !== "string" ? { beginning: part } : part,
      wanted[place] ?? "",
    );
    // A part of an account's number stands for accounts that nobody has written down.
    const ofAccounts = place === 4 && typeof arn !== "string" && /\d[*?]|[*?]\d/u.test(wanted[place] ?? "");
    if (one === false && !ofAccounts) return false;
    if (ofAccounts || one === undefined) all = undefined;
  }
  return all;
}

function partsOf(arn: string): readonly string[] {
  const all = arn.split(":");
  return all.length < 6 ? all : [...all.slice(0, 5), all.slice(5).join(":")];
}

/** Whether an ARN is among what a Resource element speaks of. Where a wildcard would have to reach over a colon it is not decided. */
export function isResource(arn: string, pattern: string): Ternary {
  const whole = matches(pattern, arn);
  if (pattern === "*" || !wild.test(pattern) || !whole) return whole;
  return arnLike(arn, pattern) === true ? true : undefined;
}
