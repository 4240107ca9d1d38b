import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { UserError } from "../user-error";
import { beginning, type Entry, hashOf } from "./entry";

/**
 * The entries of a journal, once its chain was found whole: each names the hash of the one before, and the numbers have no
 * gap. A line that a crash tore is passed over where the next entry tells of it, or where it is the last. Throws UserError
 * with the line that does not fit.
 */
export function readJournal(file: string): readonly Entry[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`${file} can't be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}.`);
  }
  const entries: Entry[] = [];
  let torn: string | undefined;
  const lines = text.split("\n");
  const isWhole = lines.at(-1) === "";
  if (isWhole) lines.pop();
  for (const [index, line] of lines.entries()) {
    const entry = parsed(line);
    const broken = (what: string): never => {
      throw new UserError(
        `${file}:${index + 1}: ${what}. The journal was changed after it was written, or is not one; keep it as it is, and compare it with the copy in the account's journal log.`,
      );
    };
    if (entry === undefined) {
      if (torn !== undefined) broken("two torn lines follow each other");
      torn = line;
      continue;
    }
    if (torn !== undefined && (entry.kind !== "torn-line" || entry.facts.sha256 !== digestOf(torn))) {
      broken("the line before can't be read, and no entry tells of it");
    }
    torn = undefined;
    if (entry.sequence !== entries.length + 1) broken(`has number ${entry.sequence}, expected ${entries.length + 1}`);
    if (entry.previous !== (entries.at(-1)?.hash ?? beginning)) broken("does not name the hash of the entry before");
    if (entry.hash !== hashOf(entry)) broken("has another content than its hash says");
    entries.push(entry);
  }
  if (torn !== undefined && isWhole) {
    throw new UserError(
      `${file}:${lines.length}: can't be read. The journal was changed after it was written, or is not one.`,
    );
  }
  return entries;
}

/** Digest of a torn line, for the entry that tells of it. */
export function digestOf(line: string): string {
  return createHash("sha256").update(line).digest("hex");
}

function parsed(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Readonly<Partial<Record<keyof Entry, unknown>>> | null;
    const isEntry =
      typeof entry?.sequence === "number" &&
      typeof entry.at === "string" &&
      typeof entry.run === "string" &&
      typeof entry.kind === "string" &&
      (entry.step === undefined || typeof entry.step === "string") &&
      typeof entry.facts === "object" &&
      entry.facts !== null &&
      typeof entry.previous === "string" &&
      typeof entry.hash === "string";
    return isEntry ? (entry as unknown as Entry) : undefined;
  } catch {
    return undefined;
  }
}
