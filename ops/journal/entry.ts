import { createHash } from "node:crypto";

/** A fact that a step leaves behind. Never a secret or a part of one. */
export type Fact = string | number | boolean | null | readonly (string | number)[];
export type Facts = Readonly<Record<string, Fact>>;

/** What an entry tells of. */
export type EntryKind =
  /** The first entry: which command begins, for whom. */
  | "run-begun"
  /** A run that ended before its end is taken up again. */
  | "run-resumed"
  | "run-ended"
  /** Written before a step acts: whatever comes after may have happened. */
  | "step-begun"
  /** The step acted, and what it did was verified. */
  | "step-done"
  | "step-failed"
  /** Not tried, since a step that it needs failed, or its time has gone. */
  | "step-skipped"
  /** A person has to do it. */
  | "step-left-to-a-person"
  | "note"
  /** The line before was not written to its end; its digest is in the facts. */
  | "torn-line";

/** One line of a journal. */
export interface Entry {
  /** From 1, without a gap. */
  readonly sequence: number;
  /** UTC, ISO 8601, with milliseconds. */
  readonly at: string;
  readonly run: string;
  readonly kind: EntryKind;
  /** Id of the step that it tells of. */
  readonly step?: string;
  readonly facts: Facts;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256, in hex, of this entry's JSON without this field. */
  readonly hash: string;
}

/** The `previous` of a first entry. */
export const beginning = "0".repeat(64);

/** An entry with its hash. */
export function sealed(entry: Omit<Entry, "hash">): Entry {
  return { ...entry, hash: hashOf(entry) };
}

/** The hash that an entry has to carry. */
export function hashOf({ sequence, at, run, kind, step, facts, previous }: Omit<Entry, "hash">): string {
  const content = { sequence, at, run, kind, ...(step === undefined ? {} : { step }), facts, previous };
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
