import type { Acted } from "./act";
import { isOver } from "./step";

/** What came of a command that acted, for people on one or two lines, or as one JSON object. */
export function summary(
  command: string,
  stack: string,
  { outcomes, journal, unmirrored }: Acted,
  asJson: boolean,
  more: Readonly<Record<string, unknown>> = {},
): string {
  if (asJson) {
    const steps = [...outcomes].map(([{ id, title, from, undo }, outcome]) => ({ id, title, from, undo, ...outcome }));
    return `${JSON.stringify({ command, stack, acted: true, steps, journal, unmirrored, ...more })}\n`;
  }
  const again = [...outcomes.values()].some(isOver) ? "" : ": run the same again";
  const of = (kind: string): number => [...outcomes.values()].filter((one) => one.kind === kind).length;
  const parts = [
    `${of("done")} of ${outcomes.size} steps done`,
    ...(of("left to a person") > 0 ? [`${of("left to a person")} left to a person`] : []),
    ...(of("failed") + of("skipped") > 0 ? [`${of("failed")} failed, ${of("skipped")} not tried${again}`] : []),
  ];
  const log = unmirrored === 0 ? "" : ` (${unmirrored} entries are not in the account's locked log)`;
  return `${parts.join(", ")}.\nJournal: ${journal}${log}\n`;
}
