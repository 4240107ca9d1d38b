import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { readRegularFile } from "../regular-file";
import { UserError } from "../user-error";
import { byText, type Found, type NotFullyScanned } from "./found";
import { shown } from "./shown";
import { comesBy } from "./walk";

/** The name a baseline is looked for under, in the current folder. */
export const baselineName = ".bulkhead-baseline.json";

/** One thing that is known and let stand, and why. Holds no value, and no digest of one that could be guessed. */
interface Entry {
  /** Relative to the baseline's folder, with `/`. */
  readonly file: string;
  /** Absent where the entry is for a file that cannot be scanned in full. */
  readonly detector?: string;
  readonly via?: readonly string[];
  readonly fingerprint?: string;
  /** How many such findings; 1 where it is absent. */
  readonly count?: number;
  readonly reason: string;
}

/** Findings that are known: a scan reports only what is not among them. */
export interface Baseline {
  readonly file: string;
  readonly salt: string;
  readonly entries: readonly Entry[];
}

/** An empty baseline that will be written to `file`. */
export function newBaseline(file: string): Baseline {
  return { file, salt: randomBytes(16).toString("hex"), entries: [] };
}

/** Reads a baseline; undefined where there is none. A flaw in it is a `UserError`: what it lets stand must be certain. */
export function readBaseline(file: string): Baseline | undefined {
  let text: string;
  try {
    text = readRegularFile(file).toString("utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UserError(
      `the baseline ${shown(file)} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UserError(
      `the baseline ${shown(file)} is not JSON. Restore it, or write a new one with --write-baseline.`,
    );
  }
  const wrong = (what: string): UserError =>
    new UserError(
      `the baseline ${shown(file)}: ${what}. Correct it, or write a new one with --write-baseline --reason TEXT.`,
    );
  const whole = record(parsed);
  if (whole?.version !== 1) throw wrong("version is not 1");
  const { salt, entries } = whole;
  if (typeof salt !== "string" || !/^[0-9a-f]{32}$/u.test(salt)) throw wrong("salt is not 32 hexadecimal digits");
  if (!Array.isArray(entries)) throw wrong("entries is not a list");
  return { file, salt, entries: entries.map((entry, index) => readEntry(entry, `entries[${index}]`, wrong)) };
}

const fields = new Set(["file", "detector", "via", "fingerprint", "count", "reason"]);

function readEntry(value: unknown, at: string, wrong: (what: string) => UserError): Entry {
  const entry = record(value);
  if (entry === undefined) throw wrong(`${at} is not an object`);
  const extra = Object.keys(entry).find((key) => !fields.has(key));
  if (extra !== undefined)
    throw wrong(`${at} has a field ${JSON.stringify(shown(extra))}; known are ${[...fields].join(", ")}`);
  const { file, detector, via, fingerprint, count, reason } = entry;
  if (typeof file !== "string" || file === "") throw wrong(`${at}.file is not a path`);
  if (typeof reason !== "string" || reason.trim() === "") throw wrong(`${at} (${shown(file)}) gives no reason`);
  if (detector !== undefined && typeof detector !== "string") throw wrong(`${at}.detector is not a detector's id`);
  if (via !== undefined && !(Array.isArray(via) && via.every((step) => typeof step === "string"))) {
    throw wrong(`${at}.via is not a list of texts`);
  }
  if (fingerprint !== undefined && (typeof fingerprint !== "string" || !/^[0-9a-f]{24}$/u.test(fingerprint))) {
    throw wrong(`${at}.fingerprint is not 24 hexadecimal digits`);
  }
  if (count !== undefined && !(Number.isInteger(count) && (count as number) > 0))
    throw wrong(`${at}.count is not a positive number`);
  return entry as unknown as Entry;
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Takes findings off a baseline's entries, each as often as it counts. */
export class Reckoning {
  readonly #entries: Map<string, { readonly entry: Entry; left: number }[]>;
  readonly #folder: string;

  constructor(baseline: Baseline, scope: Scope) {
    this.#folder = dirname(resolve(baseline.file));
    this.#entries = new Map();
    for (const entry of baseline.entries.filter(({ file }) => covers(scope, file, this.#folder))) {
      const key = keyOf(entry);
      const held = this.#entries.get(key) ?? [];
      held.push({ entry, left: entry.count ?? 1 });
      this.#entries.set(key, held);
    }
  }

  /** The reason for which the baseline knows a finding or a file that cannot be scanned; undefined where it does not. */
  take(what: Found | NotFullyScanned): string | undefined {
    const held = this.#entries.get(keyOf(entryOf(what, this.#folder, "")))?.find(({ left }) => left > 0);
    if (held === undefined) return undefined;
    held.left--;
    return held.entry.reason;
  }

  /** How many entries met nothing, of those for what was scanned. */
  get stale(): number {
    return [...this.#entries.values()].flat().filter(({ entry, left }) => left === (entry.count ?? 1)).length;
  }
}

function keyOf({ file, detector, via, fingerprint }: Entry): string {
  return JSON.stringify([file, detector ?? null, fingerprint === undefined ? (via ?? []) : null, fingerprint ?? null]);
}

function entryOf(what: Found | NotFullyScanned, folder: string, reason: string): Entry {
  const file = fromFolder(what.file, folder);
  if (!("detector" in what)) return { file, reason };
  const { detector, via, fingerprint } = what;
  return fingerprint === undefined ? { file, detector, via, reason } : { file, detector, fingerprint, reason };
}

function fromFolder(file: string, folder: string): string {
  if (file === "-") return file;
  const inside = relative(folder, resolve(file));
  return (isAbsolute(inside) ? file : inside).split(sep).join("/");
}

/** What a scan was told to look at. */
export interface Scope {
  readonly paths: readonly string[];
  /** Whether files that git ignores are left out. */
  readonly heedIgnore: boolean;
}

/** Whether a scan looks at the file of an entry. */
function covers({ paths, heedIgnore }: Scope, file: string, folder: string): boolean {
  if (file === "-") return paths.includes("-");
  return paths.some((path) => path !== "-" && comesBy(path, resolve(folder, file), heedIgnore));
}

/**
 * Writes what a scan found to its baseline: what is known keeps its reason, what is new gets `reason`, and what lies outside of what was
 * scanned stays. Answers how many are new.
 */
export function writeBaseline(
  baseline: Baseline,
  scope: Scope,
  present: readonly (Found | NotFullyScanned)[],
  reason: string,
): number {
  const folder = dirname(resolve(baseline.file));
  const reasons = new Map(baseline.entries.map((entry) => [keyOf(entry), entry.reason]));
  const merged = new Map<string, { entry: Entry; count: number }>();
  let fresh = 0;
  for (const what of present) {
    const bare = entryOf(what, folder, reason);
    const key = keyOf(bare);
    const known = reasons.get(key);
    if (known === undefined) fresh++;
    const before = merged.get(key);
    if (before === undefined) merged.set(key, { entry: { ...bare, reason: known ?? reason }, count: 1 });
    else before.count++;
  }
  const found = [...merged.values()].map(({ entry: { reason: why, ...entry }, count }) => ({
    ...entry,
    ...(count === 1 ? {} : { count }),
    reason: why,
  }));
  const elsewhere = baseline.entries.filter(({ file }) => !covers(scope, file, folder));
  const entries = [...elsewhere, ...found].sort((one, other) => byText(one.file, other.file));
  const text = `${JSON.stringify({ version: 1, salt: baseline.salt, entries }, undefined, 2)}\n`;
  const draft = `${baseline.file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, baseline.file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new UserError(
      `the baseline ${shown(baseline.file)} cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
    );
  }
  return fresh;
}
