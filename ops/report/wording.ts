import { oneLine, type Verdict } from "../../policies/verdict";
import { nameOf } from "../embedded/urn";
import type { Mended } from "../embedded/judge";
import type { Summary } from "./report";

/** The name of a resource, as a reader of the program knows it. */
export function labelOf(urn: string): string {
  return oneLine(nameOf(urn) || urn);
}

/** The path that a message does not name; most name it, and it is not said twice. */
export function unsaidPath({ path, message }: Verdict): string | undefined {
  return path === undefined || message.includes(path) ? undefined : path;
}

/** What a verdict says, and of what. */
export function sentenceOf(verdict: Verdict): string {
  const path = unsaidPath(verdict);
  return `${labelOf(verdict.urn)}: ${path === undefined ? "" : `${path}: `}${verdict.message}`;
}

/** What a policy changed, and of what. */
export function repairOf({ urn, path }: Mended): string {
  return `${labelOf(urn)}: ${oneLine(path)}`;
}

/** `FILE:LINE`, or the file alone. */
export function placeOf(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}

export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : several}`;
}

/** A check's result in a word, and in numbers. */
export function resultOf({ stacks, resources, refused, advisory, undecided, mended, unjudged, result }: Summary): {
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
      ...(mended > 0 ? [`${mended} mended`] : []),
    ],
  };
}
