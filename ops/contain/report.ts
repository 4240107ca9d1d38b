import type { Outcome, Step } from "../steps/step";
import type { Acted } from "../steps/act";
import { styleFor } from "../report/style";
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
  const { stack, outcomes, seconds, journal, unmirrored } = args;
  const open = stillOpen(args);
  if (args.asJson) {
    const steps = [...outcomes].map(([{ id, title, from, undo }, outcome]) => ({ id, title, from, undo, ...outcome }));
    const notRevoked = [...open, ...neverEnded];
    return `${JSON.stringify({ command: "contain", stack, acted: true, seconds, steps, notRevoked, journal, unmirrored })}\n`;
  }
  const { bold, dim, green, red } = styleFor(process.stdout);
  // Of all bots each is released and reviewed by itself.
  const name = stack === "all-bots" ? "NAME" : stack;
  const done = [...outcomes.values()].filter(({ kind }) => kind === "done").length;
  const steps = `${done} of ${outcomes.size} steps done and shown in ${seconds.toFixed(1)} s`;
  const lost = unmirrored === 0 ? "" : ` (${unmirrored} entries are not in the account's locked log)`;
  return [
    "",
    open.length === 0
      ? `${green("✓")} ${bold(stack)} is contained: ${steps}.`
      : `${red("✗")} ${bold(stack)}: ${steps}.`,
    ...(open.length === 0 ? [] : ["", bold("STILL OPEN"), ...open.map((what) => `  ${red("✗")} ${what}`)]),
    "",
    "No command ends",
    ...neverEnded.map((what) => `  ${dim("·")} ${what}`),
    "",
    `Journal  ${journal}${lost}`,
    `Undo     bulkhead release --stack ${name}`,
    `Report   bulkhead review --stack ${name}`,
    "",
  ].join("\n");
}

const neverEnded = [
  "Positions: cancelling orders closes none.",
  "Connections that are logged in at the exchange elsewhere: they may last until the exchange ends them.",
  "Other keys of the same exchange account, its password and its e-mail.",
] as const;

/** What goes on all the same, each a sentence. */
function stillOpen({ outcomes, targets }: ContainReportArgs): readonly string[] {
  const of = (name: string): readonly (readonly [Step, Outcome])[] =>
    [...outcomes].filter(([{ id }]) => id === name || id.endsWith(`/${name}`));
  const lines: string[] = [];
  const revoking = of("revoke-key");
  if (revoking.length === 0) lines.push("The key at the exchange: it was left as it is.");
  for (const [step, outcome] of revoking) {
    if (outcome.kind !== "done")
      lines.push(
        `The key${whose(step)} AT THE EXCHANGE: whoever has a copy can use it until it is deleted there${reason(outcome)}.`,
      );
    else if (outcome.facts.proven === false) {
      lines.push(
        `The key${whose(step)} at the exchange: revoked, says ${String(outcome.facts.attestedBy)}; no failing call shows it.`,
      );
    }
  }
  for (const [step, outcome] of of("cancel-orders")) {
    if (outcome.kind !== "done") lines.push(`Open orders${whose(step)}: they may still be filled${reason(outcome)}.`);
  }
  for (const { standing } of targets) {
    if (standing.host === undefined && standing.kind === "bot")
      lines.push(`Orders of ${standing.bot}, which has no host: nothing was cancelled for it.`);
  }
  for (const [step, outcome] of outcomes) {
    if (/(?:^|\/)(?:revoke-key|cancel-orders)$/u.test(step.id)) continue;
    if (outcome.kind !== "done") lines.push(`${step.title}${whose(step)}${reason(outcome)}.`);
  }
  return lines;
}

/** " of grid-mainnet", where the step is one of several bots'. */
function whose({ id }: Step): string {
  return id.includes("/") ? ` of ${id.slice(0, id.indexOf("/"))}` : "";
}

function reason(outcome: Outcome): string {
  return outcome.kind === "failed" || outcome.kind === "skipped" ? `: ${outcome.why.replace(/\.$/u, "")}` : "";
}
