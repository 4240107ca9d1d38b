import type { Outcome, Step } from "../steps/step";
import type { Acted } from "../steps/act";
import type { Target } from "./target";

/** What a containment's report is made of. */
export interface ContainReportArgs extends Acted {
  readonly stack: string;
  readonly targets: readonly Target[];
  /** From the first step to the last. */
  readonly seconds: number;
  readonly asJson: boolean;
}

/** What was done in which time, what was not, and what no command can end. */
export function containReport(args: ContainReportArgs): string {
  const open = stillOpen(args);
  if (args.asJson) {
    const steps = [...args.outcomes].map(([{ id, title, from, undo }, outcome]) => ({
      id,
      title,
      from,
      undo,
      ...outcome,
    }));
    const { stack, seconds, journal, unmirrored } = args;
    return `${JSON.stringify({ command: "contain", stack, acted: true, seconds, steps, notRevoked: open, journal, unmirrored })}\n`;
  }
  // Of all bots each is released and reviewed by itself.
  const name = args.stack === "all-bots" ? "NAME" : args.stack;
  const done = [...args.outcomes.values()].filter(({ kind }) => kind === "done").length;
  return [
    `${done} of ${args.outcomes.size} steps done and shown in ${args.seconds.toFixed(1)} s.`,
    "",
    "NOT ended by this:",
    ...open.map((what) => `  - ${what}`),
    "",
    `Journal: ${args.journal}${args.unmirrored === 0 ? "" : ` (${args.unmirrored} entries are not in the account's locked log)`}`,
    `Undo what can be undone: bulkhead release --stack ${name}. Report: bulkhead review --stack ${name}.`,
    "",
  ].join("\n");
}

/** What goes on all the same, each a sentence. */
function stillOpen({ outcomes, targets }: ContainReportArgs): readonly string[] {
  const of = (name: string): readonly (readonly [Step, Outcome])[] =>
    [...outcomes].filter(([{ id }]) => id === name || id.endsWith(`/${name}`));
  const lines: string[] = [];
  const revoking = of("revoke-key");
  if (revoking.length === 0) lines.push("The key at the exchange: it was left as it is.");
  for (const [{ id }, outcome] of revoking) {
    const whose = id.includes("/") ? ` of ${id.slice(0, id.indexOf("/"))}` : "";
    if (outcome.kind !== "done")
      lines.push(`The key${whose} AT THE EXCHANGE: whoever has a copy can use it until it is deleted there.`);
    else if (outcome.facts.proven === false) {
      lines.push(
        `The key${whose} at the exchange: revoked, says ${String(outcome.facts.attestedBy)}; no failing call shows it.`,
      );
    }
  }
  for (const [{ id }, outcome] of of("cancel-orders")) {
    if (outcome.kind !== "done")
      lines.push(`Open orders${id.includes("/") ? ` of ${id}` : ""}: they may still be filled.`);
  }
  if (targets.some(({ standing: { host } }) => host === undefined)) {
    lines.push("Orders of a bot without a host: nothing was cancelled for it.");
  }
  lines.push("Positions: cancelling orders closes none.");
  lines.push("Connections that are logged in at the exchange elsewhere: they may last until the exchange ends them.");
  lines.push("Other keys of the same exchange account, its password and its e-mail.");
  for (const [{ title }, outcome] of outcomes) {
    if (outcome.kind === "failed" || outcome.kind === "skipped") lines.push(`${title}: ${outcome.why}.`);
  }
  return lines;
}
