/** An exception that somebody answers for: one policy, some resources of one stack, until a day. */
export interface Waiver {
  readonly policy: string;
  /** A URN of one stack and project, in which `*` in type or name stands for any characters. */
  readonly urn: string;
  readonly reason: string;
  readonly owner: string;
  readonly ticket: string;
  /** The last day on which it holds, UTC: `2027-01-31`. */
  readonly expires: string;
  /** Where it stands in `waivers.yaml`. */
  readonly line: number;
}
