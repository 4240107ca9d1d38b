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
  const vouched = onAPersonsWord(args);
  if (args.asJson) {
    const steps = [...outcomes].map(([{ id, title, from, undo }, outcome]) => ({ id, title, from, undo, ...outcome }));
    const notRevoked = [...open.map(({ what }) => what), ...vouched, ...neverEnded];
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
    ...(open.length === 0
      ? []
      : [
          "",
          bold("STILL OPEN"),
          ...open.flatMap(({ what, todo }) => [`  ${red("✗")} ${what}`, ...todo.map((line) => `    ${line}`)]),
        ]),
    ...(vouched.length === 0 ? [] : ["", "On a person's word", ...vouched.map((what) => `  ${dim("·")} ${what}`)]),
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

/** Something that goes on all the same: a sentence, and what a person has to do, a line each. */
interface StillOpen {
  readonly what: string;
  readonly todo: readonly string[];
}

function stillOpen({ outcomes, targets }: ContainReportArgs): readonly StillOpen[] {
  const lines: StillOpen[] = [];
  if (ofSteps(outcomes, "revoke-key").length === 0) {
    lines.push({ what: "The key at the exchange: it was left as it is.", todo: [] });
  }
  for (const [step, outcome] of ofSteps(outcomes, "revoke-key")) {
    if (outcome.kind === "done") continue;
    const what = `The key${whose(step)} AT THE EXCHANGE: whoever has a copy can use it until it is deleted there${reason(outcome)}.`;
    lines.push({ what, todo: todo(outcome) });
  }
  for (const [step, outcome] of ofSteps(outcomes, "cancel-orders")) {
    if (outcome.kind === "done") continue;
    lines.push({ what: `Open orders${whose(step)}: they may still be filled${reason(outcome)}.`, todo: todo(outcome) });
  }
  for (const { standing } of targets) {
    if (standing.host === undefined && standing.kind === "bot")
      lines.push({ what: `Orders of ${standing.bot}, which has no host: nothing was cancelled for it.`, todo: [] });
  }
  for (const [step, outcome] of outcomes) {
    if (outcome.kind === "done" || /(?:^|\/)(?:revoke-key|cancel-orders)$/u.test(step.id)) continue;
    lines.push({ what: `${step.title}${reason(outcome)}.`, todo: todo(outcome) });
  }
  return lines;
}

/** What a person says to be done, and no call shows. */
function onAPersonsWord({ outcomes }: ContainReportArgs): readonly string[] {
  return ofSteps(outcomes, "revoke-key").flatMap(([step, outcome]) =>
    outcome.kind === "done" && outcome.facts.proven === false
      ? [
          `The key${whose(step)} at the exchange: revoked, says ${String(outcome.facts.attestedBy)}; no failing call shows it.`,
        ]
      : [],
  );
}

function ofSteps(outcomes: ContainReportArgs["outcomes"], name: string): readonly (readonly [Step, Outcome])[] {
  return [...outcomes].filter(([{ id }]) => id === name || id.endsWith(`/${name}`));
}

function todo(outcome: Outcome): readonly string[] {
  return outcome.kind === "left to a person" ? [`${outcome.what}:`, outcome.link, `then: ${outcome.check}`] : [];
}

/** " of grid-mainnet", where the step is one of several bots'. */
function whose({ id }: Step): string {
  return id.includes("/") ? ` of ${id.slice(0, id.indexOf("/"))}` : "";
}

function reason(outcome: Outcome): string {
  return outcome.kind === "failed" || outcome.kind === "skipped" ? `: ${outcome.why.replace(/\.$/u, "")}` : "";
}
