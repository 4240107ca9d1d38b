/** Something that was found wrapped in a text: where, and what it holds. */
export interface Unwrapped {
  readonly start: number;
  readonly end: number;
  readonly content: string | Uint8Array;
}

/** One way of writing a text inside a text. The engine never asks which wrapping it holds. */
export interface Wrapping {
  /** The word for it in a finding's `via`. */
  readonly id: string;
  unwrap(text: string): Iterable<Unwrapped>;
}
