import { mkdtempSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import type { Aws } from "../aws/aws";
import type { Entry, Facts } from "../journal/entry";
import { Journal, type OpenOptions } from "../journal/journal";
import { LockedLog } from "../journal/locked-log";
import { styleFor } from "../report/style";
import { CannotWrite } from "../user-error";
import { one, type Values } from "../values";
import { plan, planned } from "./plan";
import { runSteps } from "./run-steps";
import { isOver, type Outcome, type Step } from "./step";

/** What a command is about to do. */
export interface Action {
  /** Name in journals: the command's words with hyphens, such as `secret-put`. */
  readonly command: string;
  readonly stack: string;
  /** Folder of the project; the journals stand in it. */
  readonly folder: string;
  /** What the journal's first entry says beside command and stack. */
  readonly facts: Facts;
  readonly steps: readonly Step[];
  /**
   * Hours after which a run that did not end is not taken up any more.
   * @default Infinity
   */
  readonly takeUpHours?: number;
  /**
   * Entries of a run that ended, and that this one goes on from.
   * @default []
   */
  readonly earlier?: readonly Entry[];
  /**
   * Other commands, none of which may be at this stack meanwhile.
   * @default []
   */
  readonly excludes?: readonly string[];
  /**
   * Whether no flaw of a journal may hold it up: one before that can't be read is passed over, and where none can be written in
   * its folder, one is written to the system's folder for temporary files.
   * @default false
   */
  readonly isUrgent?: boolean;
  /** What it is about, for people: "grid-testnet, Bybit testnet". */
  readonly subject: string;
  /** Where the account's locked log is reached. */
  readonly aws: Aws;
  /** Warnings that the plan shows, a sentence each. */
  readonly warnings?: readonly string[];
}

/** What came of it. */
export interface Acted {
  readonly journal: string;
  readonly outcomes: ReadonlyMap<Step, Outcome>;
  /** Entries that the account's locked log has not; 0 where it has all. */
  readonly unmirrored: number;
}

/**
 * Shows the plan and, with `--yes`, carries it out: from the journal of a run that did not end, or from the beginning.
 * Answers undefined where it only showed. A run ends when every step is done; one with a step that failed, was skipped or is
 * left to a person stays open, and the same command goes on with it.
 */
export async function act(values: Values, action: Action): Promise<Acted | undefined> {
  const { command, stack, steps, warnings = [] } = action;
  const asJson = values.json === true;
  if (values.yes !== true) {
    process.stdout.write(
      asJson
        ? `${JSON.stringify({ command: command.replace("-", " "), stack, plan: planned(steps), warnings, acted: false })}\n`
        : `${styleFor(process.stdout).bold(action.subject)}\n${plan(steps)}${warnings.map((text) => `warning: ${text}\n`).join("")}Nothing was done. Add --yes to act.\n`,
    );
    return undefined;
  }
  for (const text of warnings) process.stderr.write(`warning: ${text}\n`);
  const journal = opened(journalsOf(values, action.folder), action, {
    fresh: values["new-run"] === true,
    passesOver: action.isUrgent === true,
    ...(action.takeUpHours === undefined ? {} : { takeUpHours: action.takeUpHours }),
    ...(action.earlier === undefined ? {} : { earlier: action.earlier }),
    ...(action.excludes === undefined ? {} : { excludes: action.excludes }),
  });
  const log = new LockedLog(action.aws, stack);
  journal.mirrorTo(log);
  if (journal.isResumed) process.stderr.write(`Going on with the run ${journal.run}, which did not end.\n`);
  let isClosed = false;
  const stopped = (["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => {
    const onSignal = (): void => {
      process.stderr.write(
        `${signal}: ended in the middle. What was begun may have happened, and nothing is undone; the same command goes on from ${journal.file}.\n`,
      );
      process.exit(128 + constants.signals[signal]);
    };
    process.once(signal, onSignal);
    return () => process.removeListener(signal, onSignal);
  });
  try {
    const outcomes = await runSteps(steps, journal, (step, outcome) => {
      process.stderr.write(progress(step, outcome));
    });
    const all = [...outcomes.values()];
    const outcome = all.every(({ kind }) => kind === "done") ? "done" : all.some(isOver) ? "given up" : undefined;
    if (outcome !== undefined) {
      isClosed = true;
      journal.end({ outcome });
    }
    return { journal: journal.file, outcomes, unmirrored: await log.flushed() };
  } finally {
    for (const forget of stopped) forget();
    if (!isClosed) journal.close();
  }
}

function opened(folder: string, { stack, command, facts, isUrgent }: Action, options: OpenOptions): Journal {
  try {
    return Journal.open({ folder, stack, command }, facts, options);
  } catch (error) {
    if (isUrgent !== true || !(error instanceof CannotWrite)) throw error;
    const elsewhere = mkdtempSync(join(tmpdir(), "bulkhead-journal-"));
    process.stderr.write(`warning: ${error.message} The journal is written to ${elsewhere}.\n`);
    return Journal.open({ folder: elsewhere, stack, command }, facts, options);
  }
}

/** Folder of the journals, for a project's folder. */
export function journalsOf(values: Values, folder: string): string {
  return one(values.journal) ?? join(folder, ".bulkhead", "journal");
}

function progress(step: Step, outcome: Outcome | undefined): string {
  if (outcome === undefined) return `… ${step.title}\n`;
  switch (outcome.kind) {
    case "done": {
      const note = typeof outcome.facts.note === "string" ? `: ${outcome.facts.note}` : "";
      return `✓ ${step.title} (${outcome.earlier ? "done before" : `${(outcome.milliseconds / 1000).toFixed(1)} s`})${note}\n`;
    }
    case "failed":
      return `✗ ${step.title}: ${outcome.why}\n`;
    case "skipped":
      return `- ${step.title}: not tried, since ${outcome.why}\n`;
    case "left to a person":
      return `! ${step.title}: ${outcome.what}\n  ${outcome.link}\n  then: ${outcome.check}\n`;
  }
}

/** Exit code of a command that acted: 0 all done, 1 something failed or is left to a person. */
export function exitCode({ outcomes }: Acted): number {
  return [...outcomes.values()].every(({ kind }) => kind === "done") ? 0 : 1;
}
