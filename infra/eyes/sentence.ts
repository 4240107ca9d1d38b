import type { EyeAlarm } from "./alarm";
import type { EyeRule } from "./rule";

/** Whose message it is. */
export interface MessageArgs {
  /** The stack's short name. */
  readonly stack: string;
  readonly network: string;
}

/** How every message begins: how bad, which bot, what happened. */
export function headline({ severity, happened }: EyeRule | EyeAlarm, { stack, network }: MessageArgs): string {
  return `${severity.toUpperCase()} ${stack} (${network}): ${happened}`;
}

/** What to do next. */
export function nextStep({ next }: EyeRule | EyeAlarm, { stack }: MessageArgs): string {
  return `Next: ${next.replaceAll("NAME", stack)}`;
}
