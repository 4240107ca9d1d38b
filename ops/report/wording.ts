import { oneLine } from "../../policies/verdict";
import { nameOf } from "../embedded/urn";
import type { Summary } from "./report";

/** The name of a resource, as a reader of the program knows it. */
export function labelOf(urn: string): string {
  return oneLine(nameOf(urn) || urn);
}

export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`;
}

/** A check's result in a word, and in numbers. */
export function resultOf({ stacks, resources, refused, advisory, undecided, unjudged, result }: Summary): {
  readonly word: "passed" | "refused" | "could not judge";
  readonly numbers: readonly string[];
} {
  return {
    word: result === "undecided" ? "could not judge" : result,
    numbers: [
      plural(stacks, "stack"),
      plural(resources, "resource"),
      ...(refused > 0 ? [plural(refused, "violation")] : []),
      ...(undecided > 0 ? [`${undecided} undecided`] : []),
      ...(unjudged > 0 ? [`${plural(unjudged, "stack")} not judged`] : []),
      ...(advisory > 0 ? [`${advisory} advisory`] : []),
    ],
  };
}
