import { readdirSync, type Dirent } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { ignoreRules, nothingIgnored, type IgnoreRules } from "./ignored";

/** A file to look at: what reports call it, and its bytes where its name is not valid UTF-8. */
export interface Job {
  readonly file: string;
  readonly path?: Uint8Array;
  /** Named on the command line: a symbolic link is followed then. */
  readonly named?: true;
}

/** A folder that could not be looked at in full. */
export interface Unread {
  readonly file: string;
  readonly reason: string;
}

/** Folders inside folders that are followed; a deeper one is reported as not scanned. */
const deepest = 128;

interface Folder {
  readonly shown: string;
  readonly bytes?: Buffer;
  readonly rules: IgnoreRules;
  readonly depth: number;
}

/**
 * The regular files under a folder, in order of their names. Symbolic links are not followed: what they lead to is looked at where it
 * lies, or does not belong to the folder; so there are no loops. Git's own store is left out; pipes, sockets and devices hold nothing.
 */
export function* walk(root: string, heedIgnore: boolean): Generator<Job | Unread> {
  const pending: Folder[] = [{ shown: root, rules: heedIgnore ? ignoreRules(root) : nothingIgnored, depth: 0 }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (folder.depth > deepest) {
      yield { file: folder.shown, reason: `lies more than ${deepest} folders deep` };
      continue;
    }
    let entries: readonly Entry[];
    try {
      entries = entriesOf(folder);
    } catch (error) {
      yield { file: folder.shown, reason: `cannot be listed (${codeOf(error)})` };
      continue;
    }
    const folders: Folder[] = [];
    for (const { name, bytes, kind } of entries) {
      const shown = folder.shown === "." ? name : join(folder.shown, name);
      const path = bytes === undefined ? {} : { bytes };
      if (kind === "folder") {
        if (name === ".git" || folder.rules.ignores(shown, true)) continue;
        folders.push({
          shown,
          ...path,
          rules: heedIgnore ? folder.rules.within(shown) : nothingIgnored,
          depth: folder.depth + 1,
        });
      } else if (kind === "file" && !folder.rules.ignores(shown, false)) {
        yield bytes === undefined ? { file: shown } : { file: shown, path: bytes };
      }
    }
    pending.push(...folders.reverse());
  }
}

/** Whether a walk through `root` comes by a file, be it there or not. */
export function comesBy(root: string, file: string, heedIgnore: boolean): boolean {
  const inside = relative(resolve(root), resolve(file));
  if (inside === "") return true;
  const steps = inside.split(sep);
  if (steps[0] === ".." || isAbsolute(inside)) return false;
  let rules = heedIgnore ? ignoreRules(root) : nothingIgnored;
  let path = root;
  for (const folder of steps.slice(0, -1)) {
    path = join(path, folder);
    if (folder === ".git" || rules.ignores(path, true)) return false;
    rules = rules.within(path);
  }
  return !rules.ignores(resolve(file), false);
}

interface Entry {
  readonly name: string;
  /** The whole path, where the name or the folder's cannot be written in UTF-8. */
  readonly bytes?: Buffer;
  readonly kind: "file" | "folder" | "other";
}

function entriesOf(folder: Folder): Entry[] {
  const found: Entry[] = [];
  if (folder.bytes === undefined) {
    const plain = readdirSync(folder.shown, { withFileTypes: true });
    if (!plain.some(({ name }) => name.includes("\ufffd"))) {
      for (const entry of plain) found.push({ name: entry.name, kind: kindOf(entry) });
      return sorted(found);
    }
  }
  const base = folder.bytes ?? Buffer.from(folder.shown);
  for (const entry of readdirSync(base, { withFileTypes: true, encoding: "buffer" })) {
    const bytes = Buffer.concat([base, Buffer.from("/"), entry.name]);
    found.push({ name: entry.name.toString("utf8"), bytes, kind: kindOf(entry) });
  }
  return sorted(found);
}

function sorted(entries: Entry[]): Entry[] {
  return entries.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

function kindOf(entry: Dirent | Dirent<Buffer>): Entry["kind"] {
  return entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "other";
}

/** The short name of a system error, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? "unknown error";
}
