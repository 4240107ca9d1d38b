import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ofBot } from "../contain/newest-containment";
import type { Entry } from "../journal/entry";
import { readJournal } from "../journal/read-journal";
import type { BotStack } from "../stack/bot-stack";
import { UserError } from "../user-error";

/** One moment of an incident. */
export interface Moment {
  /** UTC, ISO 8601. */
  readonly at: string;
  /** `journal`: a command of ours did it. `trail`: CloudTrail recorded it. */
  readonly source: "journal" | "trail";
  readonly what: string;
  /** By whom, where that is known. */
  readonly who: string;
  /** What shows it: hash of a journal's entry, or the id of an event. */
  readonly evidence: string;
  /** Whether it was done, failed, or left open. */
  readonly outcome: "done" | "failed" | "open" | "seen";
}

/** A journal with its name. */
export interface Journaled {
  readonly file: string;
  readonly command: string;
  readonly entries: readonly Entry[];
}

/**
 * The journals of a stack, oldest first, each with its chain found whole; of containments of all bots, what they did to this one.
 * Throws UserError where there is none.
 */
export function journalsOf(folder: string, bot: Pick<BotStack, "stack" | "bot" | "network">): readonly Journaled[] {
  const own = journalsIn(join(folder, bot.stack));
  const ofAll = journalsIn(join(folder, "all-bots")).map((journal) => ({
    ...journal,
    entries: ofBot(journal.entries, bot),
  }));
  const all = [...own, ...ofAll].filter(({ entries }) => entries.length > 0);
  if (all.length === 0) {
    throw new UserError(`${join(folder, bot.stack)} holds no journals. Name their folder with --journal DIR.`);
  }
  return all.sort((a, b) => ((a.entries[0]?.at ?? "") < (b.entries[0]?.at ?? "") ? -1 : 1));
}

function journalsIn(place: string): readonly Journaled[] {
  let names: readonly string[];
  try {
    names = readdirSync(place).filter((name) => name.endsWith(".jsonl"));
  } catch {
    return [];
  }
  return names.map((name) => {
    const file = join(place, name);
    const entries = readJournal(file);
    return { file, command: String(entries[0]?.facts.command ?? basename(name)), entries };
  });
}

const outcomes: Readonly<Partial<Record<Entry["kind"], Moment["outcome"]>>> = {
  "run-begun": "seen",
  "run-resumed": "seen",
  "run-ended": "seen",
  "step-done": "done",
  "step-failed": "failed",
  "step-skipped": "open",
  "step-left-to-a-person": "open",
};

/** What a journal tells, a moment an entry. */
export function momentsOf({ command, entries }: Journaled): readonly Moment[] {
  return entries.flatMap(({ at, kind, step, facts, hash }) => {
    const outcome = outcomes[kind];
    if (outcome === undefined) return [];
    const why = typeof facts.why === "string" ? `: ${facts.why}` : "";
    const what =
      step === undefined
        ? `${command} ${kind === "run-begun" ? "begins" : kind === "run-ended" ? "ends" : "goes on"}`
        : `${step} ${kind === "step-done" ? "done" : kind === "step-failed" ? "failed" : kind === "step-skipped" ? "not tried" : "left to a person"}${why}`;
    return [{ at, source: "journal" as const, what, who: "", evidence: hash, outcome }];
  });
}
