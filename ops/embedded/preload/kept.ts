import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The program's own folder for such things, as other tools use it; without node_modules nothing is kept. */
const folder = ((): string | undefined => {
  for (let current = process.cwd(); ; current = dirname(current)) {
    if (existsSync(join(current, "node_modules"))) return join(current, "node_modules", ".cache", "bulkhead");
    if (dirname(current) === current) return undefined;
  }
})();

/** Makes the folder, for nobody else to read: what is made of a program holds its literals. Throws where it can't. */
export function makeFolder(): string | undefined {
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** What was kept under a name; undefined where nothing is. */
export function kept(name: string): Buffer | undefined {
  if (folder === undefined) return undefined;
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined;
  }
}

/** Keeps a thing on disk for the next run. A read-only folder costs time, nothing else. */
export function keep(name: string, content: string | Uint8Array): void {
  try {
    const made = makeFolder();
    if (made === undefined) return;
    const path = join(made, name);
    writeFileSync(`${path}.${process.pid}`, content, { mode: 0o600 });
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // The next run makes it again.
  }
}
