/** What stands behind a finding: arithmetic or structure, the value's own shape, or the name it is given. */
export type Confidence = "proven" | "shaped" | "named";

/** Secret half: `high`. Encrypted, expired or local: `medium`. Public half, documented example, known development key: `low`. */
export type FindingSeverity = "high" | "medium" | "low";

/** A credential found in a text. It says where and which kind; it never holds the value or a part of it. */
export interface Finding {
  /** The detector's id, such as `binance-api-secret`. */
  readonly detector: string;
  /** Completes the sentence "user data holds …". */
  readonly title: string;
  readonly severity: FindingSeverity;
  readonly confidence: Confidence;
  /** UTF-16 offsets in the outermost text: of the value itself, or of the whole wrapping that holds it. */
  readonly start: number;
  readonly end: number;
  /** The way from the outermost text to the value, such as `["base64", "gzip", "write_files[0]", "BINANCE_API_SECRET"]`. */
  readonly via: readonly string[];
  /** HMAC of the value under a random key of this process: equal for equal credentials, useless outside the run. */
  readonly identity: string;
}

/** A text and what is known about where it stands. Fields handed over together are looked at as one object. */
export interface Field {
  /** Where it stands, for reports: `environment.variables.BINANCE_API_SECRET`. */
  readonly path: string;
  /** The identifier it is assigned to, if any: `BINANCE_API_SECRET`. */
  readonly name?: string;
  readonly text: string;
}

export interface FieldFinding extends Finding {
  readonly path: string;
}

/** The result of looking at texts. `complete` is false where a bound was reached: then nothing may pass as clean. */
export interface Scan<F extends Finding = Finding> {
  readonly findings: readonly F[];
  readonly complete: boolean;
}

/** One layer of a text: the text itself (empty `via`), or what was found inside a wrapping of it. */
export interface Layer {
  readonly text: string;
  readonly via: readonly string[];
  readonly start: number;
  readonly end: number;
}
