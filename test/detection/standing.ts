import type { Candidate } from "../../policies/detection/detector";
import { readName } from "../../policies/detection/names";

/** A candidate that stands between two pieces of a text. */
export function standing(value: string, before = "", after = "", name?: string): Candidate {
  return {
    value,
    text: before + value + after,
    start: before.length,
    end: before.length + value.length,
    name: name === undefined ? undefined : readName(name),
    whole: true,
    issuers: () => new Set(),
    addresses: () => new Set(),
    budget: { curve: () => true, phrase: () => true, extra: () => true },
  };
}
