import type { Confidence, FindingSeverity } from "./finding";
import type { Name } from "./names";

/** What is left of the allowance for costly arithmetic. Counted, not timed, so that results repeat. */
export interface Budget {
  /** Takes one curve operation or key derivation; false when none is left, and then the scan is not complete. */
  curve(): boolean;
  /** Takes the checksum of one phrase; false when none is left, and then the scan is not complete. */
  phrase(): boolean;
  /** Takes one attempt at a proof that only adds to what a name says; its end leaves nothing unseen. */
  extra(): boolean;
}

/** How a value stands in its text, and so how far its name speaks for it. */
export type Position =
  /** Between quotes, or a whole field: what its name is given, all of it. */
  | "literal"
  /** The rest of a line of configuration, without quotes. */
  | "line"
  /** Without quotes, where code or prose goes on around it. */
  | "loose"
  /** Beside its name without being given to it: another entry of a list, a key, the other branch of a choice, a method's argument. */
  | "beside";

/** A value that may be a credential, and what is known about where it stands. Lives only while a text is looked at. */
export interface Candidate {
  readonly value: string;
  /** The text the value stands in, and its range there. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The identifier the value is assigned to, if any. */
  readonly name: Name | undefined;
  /** Whether the value is all that is assigned to the name. */
  readonly whole: boolean;
  /** How the value stands, where its surroundings can't tell. */
  readonly position?: Position | undefined;
  /** The exchanges that its name, the names around it or the text nearby mention. */
  readonly issuers: () => ReadonlySet<string>;
  /** Ethereum addresses in everything that is looked at together and in the text itself, in lower case, without `0x`. */
  readonly addresses: () => Pick<ReadonlySet<string>, "has" | "size">;
  readonly budget: Budget;
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
  /** Runs of an alphabet with one of these lengths, in characters and without padding. */
  | { readonly by: "run"; readonly alphabet: Alphabet; readonly lengths: readonly number[] }
  /** Runs that begin with three or more fixed characters. `shape` is sticky and may reach beyond the run. */
  | { readonly by: "prefix"; readonly prefixes: readonly string[]; readonly shape: RegExp }
  /**
   * A rare literal. `shape` is sticky, begins there, and is bounded. `reach` tells where a candidate ends that begins with the shape, or
   * -1 where there is none after all; it gets the text and the shape's end.
   */
  | {
      readonly by: "literal";
      readonly literals: readonly string[];
      readonly shape: RegExp;
      readonly reach?: (text: string, from: number) => number;
    }
  /** URLs with a host that ends so; all URLs where `hosts` is empty. */
  | { readonly by: "url"; readonly hosts: readonly string[] }
  /** Values assigned to a name that could be a secret's. */
  | { readonly by: "name" }
  /** Runs of twelve or more words between equal separators. */
  | { readonly by: "words" }
  /** Rows of 32 or more numbers under 1,000. */
  | { readonly by: "numbers" };

/** Halves that prove each other by standing together. */
export interface Pair {
  readonly secret: RegExp;
  /** Each must be met nearby, by a value of its own. */
  readonly partners: readonly RegExp[];
  /** Whether a named passphrase or password must be nearby too, because the shapes alone are common; of arguments of a call, a mention of the exchange. */
  readonly passphrase?: boolean;
  /** Whether a mention of the exchange will do where secret and key stand next to each other, in place of a named passphrase. */
  readonly adjacent?: boolean;
  /** Whether the shapes are so common that they must be arguments of a call, or of one list, where the exchange is mentioned. */
  readonly mentioned?: boolean;
  /** A call of a library of the exchange, up to where its secret stands: as good as a mention. */
  readonly call?: RegExp;
}

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
  /** Exchanges of which one must be mentioned near a candidate; the engine sees to it before it asks. */
  readonly issuers?: readonly string[];
  readonly pair?: Pair;
  /** Checksum, structure, name or partner. Undefined: not one of these. */
  judge(candidate: Candidate): Judgement | undefined;
}
