/** A piece of a text that stands for other characters. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly means: string;
  /** The word for it in a finding's `via`. */
  readonly kind: string;
}
