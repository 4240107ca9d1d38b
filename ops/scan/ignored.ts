import ignore, { type Ignore } from "ignore";
import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";

/** The rules of the .gitignore files from a repository's root down to a folder; the innermost decides first. */
export interface IgnoreRules {
  /** Whether git would ignore a file or folder of the folder that these rules are for. */
  ignores(path: string, isFolder: boolean): boolean;
  /** The rules for a folder below, with its own .gitignore. */
  within(folder: string): IgnoreRules;
}

interface Source {
  readonly base: string;
  readonly rules: Ignore;
}

/** Nothing is ignored. */
export const nothingIgnored: IgnoreRules = { ignores: () => false, within: () => nothingIgnored };

/** The rules that hold in `folder`: those of the repository that it belongs to, if it belongs to one. */
export function ignoreRules(folder: string): IgnoreRules {
  const start = resolve(folder);
  const root = repositoryOf(start);
  const sources: Source[] = [];
  if (root !== undefined) {
    add(sources, root, join(root, ".git", "info", "exclude"));
    const steps = relative(root, start).split(sep).filter(Boolean);
    let current = root;
    add(sources, current, join(current, ".gitignore"));
    for (const step of steps) {
      // A folder that is named on the command line is looked at even where it is ignored itself, and then in full.
      const child = join(current, step);
      if (ignoredBy(sources, child, true)) sources.length = 0;
      current = child;
      add(sources, current, join(current, ".gitignore"));
    }
  } else add(sources, start, join(start, ".gitignore"));
  return rules(sources);
}

function rules(sources: readonly Source[]): IgnoreRules {
  return {
    ignores: (path, isFolder) => ignoredBy(sources, path, isFolder),
    within(folder) {
      const inner = [...sources];
      add(inner, resolve(folder), join(folder, ".gitignore"));
      return inner.length === sources.length ? rules(sources) : rules(inner);
    },
  };
}

function ignoredBy(sources: readonly Source[], path: string, isFolder: boolean): boolean {
  const full = resolve(path);
  for (let index = sources.length - 1; index >= 0; index--) {
    const source = sources[index];
    if (source === undefined) continue;
    const inside = relative(source.base, full).split(sep).join("/");
    if (inside === "" || inside.startsWith("../")) continue;
    const verdict = source.rules.test(isFolder ? `${inside}/` : inside);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

function add(sources: Source[], base: string, file: string): void {
  let text: string;
  try {
    if (!statSync(file).isFile()) return;
    text = readFileSync(file, "utf8");
  } catch {
    return; // absent or unreadable: nothing is ignored by it
  }
  const patterns = text
    .replace(/^\ufeff/u, "")
    .split(/\r?\n/u)
    .filter(harmless);
  const rules = ignore({ ignorecase: false, allowRelativePaths: true });
  sources.push({ base, rules: rules.add(patterns.join("\n")) });
}

// Patterns become regular expressions: with many stars a hostile one takes forever. It is passed over, so that more is scanned.
function harmless(pattern: string): boolean {
  const stars = (part: string): number => part.match(/\*+/gu)?.length ?? 0;
  return pattern.length <= 1_000 && stars(pattern) <= 6 && pattern.split("/").every((part) => stars(part) <= 3);
}

function repositoryOf(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (basename(folder) !== ".git" && exists(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
