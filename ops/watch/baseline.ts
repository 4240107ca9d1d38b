import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isMap } from "../embedded/project";
import { cannotWrite } from "../user-error";
import type { Counts } from "./usage";
import { makeFolder } from "../make-folder";

/** What is usual: how often each endpoint is called in an hour, over the hours that were watched. */
export interface Baseline {
  /** Hours that went into it. */
  readonly hours: number;
  /** Calls an hour, by endpoint. */
  readonly perHour: Readonly<Record<string, number>>;
}

const none: Baseline = { hours: 0, perHour: {} };
/** Hours after which new ones weigh no less: the baseline follows what a bot does. */
const mostHours = 24 * 14;

/** Reads a baseline; an empty one where there is none yet, or it can't be read. */
export function readBaseline(file: string): Baseline {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (!isMap(content) || typeof content.hours !== "number" || !isMap(content.perHour)) return none;
    const perHour = Object.entries(content.perHour).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    );
    return { hours: content.hours, perHour: Object.fromEntries(perHour) };
  } catch {
    return none;
  }
}

/** The baseline with some more hours in it. */
export function learned({ hours, perHour }: Baseline, counts: Counts, more: number): Baseline {
  const all = Math.min(hours, mostHours) + more;
  const names = new Set([...Object.keys(perHour), ...Object.keys(counts)]);
  return {
    hours: all,
    perHour: Object.fromEntries(
      [...names].map((name) => {
        const before = (perHour[name] ?? 0) * Math.min(hours, mostHours);
        return [name, (before + (counts[name]?.calls ?? 0)) / all];
      }),
    ),
  };
}

/** Writes a baseline, whole or not at all. */
export function writeBaseline(file: string, baseline: Baseline): void {
  try {
    makeFolder(dirname(file));
    writeFileSync(`${file}.new`, `${JSON.stringify(baseline)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
