import { readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file below a path, or why there is none to read. */
export interface FileAt {
  /** From the path down, with `/`; empty for the path itself. It may be anything: not for messages. */
  readonly name: string;
  readonly bytes?: Buffer;
  /** Completes "which". */
  readonly missing?: string;
}

const mostFiles = 4_000;
const mostBytes = 64 << 20;
/** What package managers and Git put there is not the program's own. */
const leftOut: ReadonlySet<string> = new Set(["node_modules", "site-packages", ".git"]);

/** Reads a file, or all files of a folder in order, each once. What can't be read and what is too much says so. */
export function* filesAt(path: string): Generator<FileAt> {
  const open = [{ name: "", path }];
  const seen = new Set<string>();
  let files = 0;
  let bytes = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name } = next;
    try {
      const real = realpathSync(next.path);
      if (seen.has(real)) continue;
      seen.add(real);
      const stat = statSync(real);
      if (stat.isDirectory()) {
        const below = readdirSync(real).filter((each) => !leftOut.has(each));
        for (const each of below.sort().reverse()) {
          open.push({ name: name === "" ? each : `${name}/${each}`, path: join(real, each) });
        }
      } else if (!stat.isFile()) {
        yield { name, missing: "is neither a file nor a folder" };
      } else {
        files++;
        bytes += stat.size;
        if (files > mostFiles || bytes > mostBytes) {
          const most = files > mostFiles ? `${mostFiles} files` : `${mostBytes >> 20} MiB`;
          yield { name: "", missing: `holds more than the ${most} that are looked at` };
          return;
        }
        yield { name, bytes: readFileSync(real) };
      }
    } catch {
      yield { name, missing: "can't be read from here" };
    }
  }
}
