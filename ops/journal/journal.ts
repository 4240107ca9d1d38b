import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, readdirSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { cannotWrite, UserError } from "../user-error";
import { refuseEcho } from "../secret/held";
import { beginning, type Entry, type EntryKind, type Facts, sealed } from "./entry";
import { digestOf, readJournal } from "./read-journal";
import { makeFolder } from "../make-folder";

/** Whose journals they are. */
export interface JournalPlace {
  /** Folder of all journals, such as `.bulkhead/journal`. */
  readonly folder: string;
  /** The stack's name, or another name without a slash. */
  readonly stack: string;
  readonly command: string;
}

/** How a journal is opened. */
export interface OpenOptions {
  /**
   * Whether an unfinished run is given up.
   * @default false
   */
  readonly fresh?: boolean;
  /**
   * Hours after which an unfinished run is given up.
   * @default Infinity
   */
  readonly takeUpHours?: number;
  /**
   * Entries of a run that ended.
   * @default []
   */
  readonly earlier?: readonly Entry[];
  /**
   * Whether a run before whose journal can't be read is passed over.
   * @default false
   */
  readonly passesOver?: boolean;
  /**
   * Other commands, none of which may be at this stack meanwhile.
   * @default []
   */
  readonly excludes?: readonly string[];
}

/** Where each entry goes besides the file, such as the account's locked log. */
export interface Mirror {
  push(entry: Entry): void;
}

/**
 * The record of one run of a command: append-only, each entry chained to the one before, on disk before the next call is
 * made. Holds no secret: an entry with a part of a value that is held in memory is refused. One process at a time writes
 * the journals of a command and stack.
 */
export class Journal {
  readonly #entries: Entry[];
  readonly #descriptor: number;
  readonly #locks: readonly string[];
  /** Entries of a run that ended, which this one goes on from. */
  readonly #earlier: readonly Entry[];
  #mirror: Mirror | undefined;

  private constructor(
    readonly file: string,
    readonly run: string,
    entries: readonly Entry[],
    descriptor: number,
    { locks, earlier = [] }: { readonly locks: readonly string[]; readonly earlier?: readonly Entry[] },
  ) {
    this.#entries = [...entries];
    this.#descriptor = descriptor;
    this.#locks = locks;
    this.#earlier = earlier;
  }

  /**
   * Takes up the newest run of this command that did not end, or begins a new one with `facts`; with `fresh`, or where it was
   * begun more than `takeUpHours` ago, an unfinished one is ended as given up. What the run of `earlier` has done counts as done in a new one.
   * Throws UserError where another process is at it or at one of the commands in `excludes`, or where a journal can't be read or written.
   */
  static open(
    place: JournalPlace,
    facts: Facts,
    { fresh = false, takeUpHours = Infinity, earlier = [], excludes = [], passesOver = false }: OpenOptions = {},
  ): Journal {
    const folder = join(place.folder, place.stack);
    try {
      makeFolder(folder);
    } catch (error) {
      throw cannotWrite(folder, error);
    }
    const locks = takeLocks(folder, place.command, excludes);
    try {
      const unfinished = passesOver
        ? readableUnfinished(folder, place.command)
        : newestUnfinished(folder, place.command);
      if (unfinished !== undefined) {
        const journal = Journal.#resume(unfinished.file, unfinished.entries, locks);
        const begun = Date.parse(unfinished.entries[0]?.at ?? "");
        if (!fresh && Date.now() - begun <= takeUpHours * 3_600_000) return journal;
        journal.append("run-ended", { outcome: "given up" });
        closeSync(journal.#descriptor);
      }
      const begun = new Date().toISOString();
      const run = `${begun.replace(/[-:.]/gu, "")}-${randomBytes(3).toString("hex")}`;
      const file = join(folder, `${place.command}-${run}.jsonl`);
      const journal = new Journal(file, run, [], opened(file, "ax"), { locks, earlier: fresh ? [] : earlier });
      const after = journal.#earlier[0]?.run;
      journal.append("run-begun", {
        ...{ command: place.command, stack: place.stack, ...facts },
        ...(after === undefined ? {} : { after }),
      });
      return journal;
    } catch (error) {
      for (const lock of locks) rmSync(lock, { force: true });
      throw error;
    }
  }

  /** The entries of the newest run of this command that did not end; undefined where there is none. Changes nothing. */
  static unfinished({ folder, stack, command }: JournalPlace): readonly Entry[] | undefined {
    const own = join(folder, stack);
    return existsSync(own) ? newestUnfinished(own, command)?.entries : undefined;
  }

  /**
   * The entries of the newest run of this command, whether it ended or not, of which `choose` leaves any; none where there is
   * none. Changes nothing.
   */
  static newest(
    { folder, stack, command }: JournalPlace,
    choose: (entries: readonly Entry[]) => readonly Entry[] = (entries) => entries,
  ): readonly Entry[] {
    const own = join(folder, stack);
    for (const name of existsSync(own) ? namesOf(own, command).toReversed() : []) {
      const chosen = choose(readJournal(join(own, name)));
      if (chosen.length > 0) return chosen;
    }
    return [];
  }

  /** Ends a run of this command that did not end, if there is one: no later one takes it up. */
  static giveUp(place: JournalPlace): void {
    const folder = join(place.folder, place.stack);
    if (!existsSync(folder)) return;
    const locks = takeLocks(folder, place.command);
    const unfinished = newestUnfinished(folder, place.command);
    if (unfinished === undefined) for (const lock of locks) rmSync(lock, { force: true });
    else Journal.#resume(unfinished.file, unfinished.entries, locks).end({ outcome: "given up" });
  }

  static #resume(file: string, entries: readonly Entry[], locks: readonly string[]): Journal {
    const text = readFileSync(file, "utf8");
    const last = text.slice(text.lastIndexOf("\n") + 1);
    const run = entries[0]?.run ?? "";
    const journal = new Journal(file, run, entries, opened(file, "a"), { locks });
    if (last !== "") {
      writeSync(journal.#descriptor, "\n");
      journal.append("torn-line", { sha256: digestOf(last), characters: last.length });
    }
    journal.append("run-resumed", {});
    return journal;
  }

  /** Every entry so far. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Whether this run was begun by a process before this one. */
  get isResumed(): boolean {
    return this.#entries.some(({ kind }) => kind === "run-resumed");
  }

  /** Sends a copy of each entry, those of before included, to `mirror`. */
  mirrorTo(mirror: Mirror): void {
    this.#mirror = mirror;
    for (const entry of this.#entries) mirror.push(entry);
  }

  /** Writes an entry. It is on disk when this returns. */
  append(kind: EntryKind, facts: Facts, step?: string): Entry {
    const entry = sealed({
      sequence: this.#entries.length + 1,
      at: new Date().toISOString(),
      run: this.run,
      kind,
      ...(step === undefined ? {} : { step }),
      facts,
      previous: this.#entries.at(-1)?.hash ?? beginning,
    });
    const line = `${JSON.stringify(entry)}\n`;
    refuseEcho(line);
    try {
      writeSync(this.#descriptor, line);
      fdatasyncSync(this.#descriptor);
    } catch (error) {
      throw cannotWrite(this.file, error);
    }
    this.#entries.push(entry);
    this.#mirror?.push(entry);
    return entry;
  }

  /** The facts that a step left when it was done; undefined where it is not done. */
  done(step: string): Facts | undefined {
    const isDone = (entry: Entry): boolean => entry.step === step && entry.kind === "step-done";
    return (this.#entries.findLast(isDone) ?? this.#earlier.findLast(isDone))?.facts;
  }

  /** Whether a step was begun: then it may have happened, done or not. */
  begun(step: string): boolean {
    return this.#entries.some((entry) => entry.step === step && entry.kind === "step-begun");
  }

  /** Ends the run: no later one takes it up. */
  end(facts: Facts): void {
    this.append("run-ended", facts);
    this.close();
  }

  /** Leaves the run as it is, to be taken up by a later one. */
  close(): void {
    closeSync(this.#descriptor);
    for (const lock of this.#locks) rmSync(lock, { force: true });
  }
}

function opened(file: string, flags: "ax" | "a"): number {
  try {
    return openSync(file, flags, 0o600);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** The journals of a command, the oldest first. */
function namesOf(folder: string, command: string): readonly string[] {
  return readdirSync(folder)
    .filter(
      (name) =>
        name.startsWith(`${command}-`) && /^\d{8}T\d{9}Z-[\da-f]{6}\.jsonl$/u.test(name.slice(command.length + 1)),
    )
    .sort();
}

function newestUnfinished(folder: string, command: string): { file: string; entries: readonly Entry[] } | undefined {
  const names = namesOf(folder, command);
  // Their names tell milliseconds apart: of runs that begin in one, the unfinished one is the newest.
  const newest = names.at(-1)?.slice(0, -"-000000.jsonl".length) ?? "";
  for (const name of names.filter((one) => newest !== "" && one.startsWith(newest))) {
    const file = join(folder, name);
    const entries = readJournal(file);
    // A run that a crash ended before its first entry has done nothing.
    if (entries.length > 0 && entries.at(-1)?.kind !== "run-ended") return { file, entries };
  }
  return undefined;
}

function readableUnfinished(folder: string, command: string): ReturnType<typeof newestUnfinished> {
  try {
    return newestUnfinished(folder, command);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Takes the lock of a command, and of others that must not run beside it. Throws UserError, and holds none then. */
function takeLocks(folder: string, command: string, excludes: readonly string[] = []): readonly string[] {
  const locks: string[] = [];
  try {
    for (const each of [command, ...excludes]) {
      const lock = join(folder, `${each}.lock`);
      takeLock(lock, command);
      locks.push(lock);
    }
    return locks;
  } catch (error) {
    for (const lock of locks) rmSync(lock, { force: true });
    throw error;
  }
}

function takeLock(lock: string, command: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const descriptor = openSync(lock, "wx", 0o600);
      writeSync(descriptor, `${process.pid} ${command}`);
      closeSync(descriptor);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw cannotWrite(lock, error);
      const holder = holderOf(lock);
      if (holder !== undefined && isAlive(holder.pid)) {
        throw new UserError(
          `bulkhead ${holder.command} is at this stack already, as process ${holder.pid}. Wait for it, or end it and run this again${holder.command === command ? ": it goes on where that one stopped" : ""}.`,
        );
      }
      // Its process is gone: what it began is taken up from the journal.
      rmSync(lock, { force: true });
    }
  }
  throw new UserError(`${lock} can't be taken. Is another process at the same stack?`);
}

function holderOf(lock: string): { readonly pid: number; readonly command: string } | undefined {
  try {
    const [, pid, command = ""] = /^([1-9]\d{0,9}) ([a-z-]+)$/u.exec(readFileSync(lock, "utf8")) ?? [];
    return pid === undefined ? undefined : { pid: Number(pid), command };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
