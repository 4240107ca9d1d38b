import type { Confidence, FindingSeverity } from "./finding";
import type { Name } from "./names";

/** A value that may be a credential, and what is known about where it stands. Lives only while a text is looked at. */
export interface Candidate {
  readonly value: string;
  /** The layer the value stands in, and its range there. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The identifier the value is assigned to, if any. */
  readonly name: Name | undefined;
  /** Whether the candidate is the whole of an assigned value or a whole text, rather than a piece of one. */
  readonly whole: boolean;
  /** Words of the names around the value: its own name, the field's path, issuers mentioned nearby. */
  readonly mentions: ReadonlySet<string>;
  /** Whether the layer holds `value` as an Ethereum address or another public half: proof by co-occurrence. */
  readonly budget: Budget;
}

/** What is left of the allowance for costly arithmetic. Counted, not timed, so that results repeat. */
export interface Budget {
  /** Takes one curve operation from the allowance; false when none is left. */
  curve(): boolean;
}

/** What a detector says of a candidate that it recognises. */
export interface Judgement {
  readonly confidence: Confidence;
  /** Where the value calls for another severity than the detector's own. */
  readonly severity?: FindingSeverity;
  /** Where the credential is a piece of the candidate. */
  readonly range?: readonly [start: number, end: number];
}

/** The alphabet of a run of characters between two others. */
export type Alphabet = "alnum" | "base64" | "base64url";

/** How candidates come to a detector. The engine finds all of them in one pass over a text. */
export type Proposal =
  /** Runs of an alphabet, of these lengths (in characters, without padding). */
  | { readonly by: "run"; readonly alphabet: Alphabet; readonly lengths: readonly number[] }
  /** A literal that every such credential holds; `shape` is sticky and is tried `back` characters before it and later. */
  | { readonly by: "literal"; readonly literals: readonly string[]; readonly back?: number; readonly shape: RegExp }
  /** Values assigned to a name that could be a secret's. */
  | { readonly by: "name" }
  /** Runs of words between uniform separators. */
  | { readonly by: "words" };

/** One kind of credential: a proposal finds candidates, and `judge` disposes of the false ones. */
export interface Detector {
  /** Unique and permanent: it appears in violations and in exemptions. */
  readonly id: string;
  /** Completes the sentence "user data holds …". */
  readonly title: string;
  /** Of a finding that its judgement does not grade otherwise. */
  readonly severity: FindingSeverity;
  /** The document the facts come from. */
  readonly reference: string;
  readonly proposal: Proposal;
  /** Checksum, structure, name or partner. Undefined: not one of these. */
  judge(candidate: Candidate): Judgement | undefined;
}
