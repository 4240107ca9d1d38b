import type { Facts } from "../journal/entry";

/** What a step is told of those before it. */
export interface Before {
  /** The run's id, which a run that takes it up keeps. */
  readonly run: string;
  /** The facts that a step left, in this run or in the one that this run takes up; undefined where it is not done. */
  readonly facts: (step: string) => Facts | undefined;
  /** Whether this very step was begun by a run that did not end: then it may have happened. */
  readonly mayHaveHappened: boolean;
  /** Ends when the step's time is up; pass it to what can be given up. */
  readonly signal: AbortSignal;
}

/** One thing that a command does, and how it is known to be done. */
export interface Step {
  /** Permanent: it stands in journals. Lower case and hyphens. */
  readonly id: string;
  /** What it does, as an order: "Cancel all orders". */
  readonly title: string;
  /** Where its calls leave from: "here", or the address and the host. */
  readonly from: string;
  /** How it is undone: a command, "nothing to undo", or "can't be undone". */
  readonly undo: string;
  /** Ids of steps that have ended, well or not, before this one begins. */
  readonly after?: readonly string[];
  /** Ids of steps that have to be done; where one is not, this one is not tried. */
  readonly needs?: readonly string[];
  /**
   * Acts and then verifies what it did, by a call that shows it; answers the evidence. Safe to repeat. Throws StepFailure
   * where it could not, and LeftToAPerson where only a person can.
   */
  readonly run: (before: Before) => Promise<Facts>;
  /**
   * Milliseconds after which it counts as failed.
   * @default 60,000
   */
  readonly patience?: number;
  /**
   * Whether it runs again when a later run takes up this one, though it was done: for what may have changed since.
   * @default false
   */
  readonly again?: boolean;
}

/** A step that could not be done, with a reason for people. Never holds what a service said by itself. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
}

/** A step that no repetition can do: its run is over, and the same command begins a new one. */
export class RunOver extends StepFailure {}

/** What a person has to do, since no call can. */
export class LeftToAPerson extends Error {
  override readonly name = "LeftToAPerson";

  constructor(
    /** What to do, as an order, with what to paste. */
    readonly what: string,
    /** Page where it is done. */
    readonly link: string,
    /** The command that shows that it was done. */
    readonly check: string,
  ) {
    super(what);
  }
}

/** What came of a step. */
export type Outcome =
  | { readonly kind: "done"; readonly facts: Facts; readonly milliseconds: number; readonly earlier: boolean }
  | { readonly kind: "failed"; readonly why: string; readonly milliseconds: number; readonly isOver?: true }
  | { readonly kind: "skipped"; readonly why: string }
  | { readonly kind: "left to a person"; readonly what: string; readonly link: string; readonly check: string };

/** Whether an outcome ends its run for good. */
export function isOver(outcome: Outcome): boolean {
  return outcome.kind === "failed" && outcome.isOver === true;
}
