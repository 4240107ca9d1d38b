import type { Practice } from "./practices";
import type { Watched } from "./watched";

/** An event pattern in EventBridge's language: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export type EventPattern = Readonly<Record<string, unknown>>;

/**
 * `critical`: contain first, ask then. `warning`: somebody has to look today. A message that tells of one's own work is no
 * alarm: whoever did it knows.
 */
export type Severity = "critical" | "warning";

/**
 * Where CloudTrail's event reaches EventBridge. `stack`: in the region of the stack. `global`: in the region of the
 * partition's global services alone, us-east-1 in the partition aws
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html); the account's stack forwards it
 * to the stack's region.
 */
export type Arrival = "stack" | "global";

/** One EventBridge rule of a bot's stack, as data: the component makes it, tests match it, docs print it. */
export interface EyeRule {
  /** At most 14 characters: EventBridge's names have 64, of which a stack's name takes 36 (`infra/config.ts`). */
  readonly id: string;
  readonly practice: Practice;
  readonly severity: Severity;
  /** Whole sentence without the bot's name, for somebody who is woken by it. */
  readonly happened: string;
  /** What to do next; `NAME` stands for the stack. */
  readonly next: string;
  readonly arrivals: readonly [Arrival, ...Arrival[]];
  /** The pattern, or undefined where the stack has nothing that it could tell of. */
  readonly pattern: (watched: Watched) => EventPattern | undefined;
}
