import type { Estimate } from "./estimate";

/** One stack's estimate. */
export interface StackCost {
  readonly stack: string;
  /** The estimate, or why there is none. */
  readonly estimate: Estimate | string;
  /** Dollars a month with the other ways out, by `bulkhead:egress`; empty where they were not compared. */
  readonly egress: Readonly<Record<string, number | string>>;
}
