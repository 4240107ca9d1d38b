// What the benchmarks share: parts of the engine suite, runs in turn, medians, memory, and the table of results.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
export const require = createRequire(join(root, "package.json"));
/** Runs of each kind: ROUNDS, or 5. */
export const rounds = Number(process.env.ROUNDS ?? 5);

/** Builds what is measured, and the real parts that it is measured with. */
export function prepare() {
  execFileSync("bash", [join(root, "test/engine/prepare.sh")], { stdio: "inherit" });
  execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
}

/** A part of a suite, bundled two folders below the root, where it looks for its own parts. */
export function suite(entry, folder = "test/engine") {
  const outfile = join(root, ".cache/bench", `${entry}.cjs`);
  require("esbuild").buildSync({
    entryPoints: [join(root, folder, `${entry}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
  });
  return require(outfile);
}

export const median = (times) => {
  const sorted = [...times].sort((left, right) => left - right);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

export async function timed(run) {
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}

/** Runs all in turn, after one run of each that fills the caches; resolves to their medians in milliseconds. */
export async function alternate(runs, times = rounds) {
  for (const run of runs) await run();
  const taken = runs.map(() => []);
  for (let round = 0; round < times; round++) {
    for (const [index, run] of runs.entries()) taken[index].push(await timed(run));
  }
  return taken.map(median);
}

const children = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  } catch {
    return [];
  }
};
/** Memory of a process and all below it in bytes; shared pages count once. */
export function memory(pid) {
  let own = 0;
  try {
    own = 1024 * Number(/^Pss:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    // It has just ended.
  }
  return children(pid).reduce((sum, child) => sum + memory(child), own);
}

/** Lines in columns as wide as they need to be. */
export function columns(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
}

/** Results, each a ratio that has a target. */
export class Results {
  #rows = [];

  /** `ours` to `theirs` may be at most `target`. */
  row(what, ours, theirs, target, show = seconds) {
    // A difference of times below zero says that the machine was too busy to tell.
    const ratio = ours === 0 ? 0 : ours < 0 || theirs <= 0 ? NaN : ours / theirs;
    this.#rows.push({ what, ours: show(ours), theirs: show(theirs), ratio, target });
    console.error(`${what}: ${show(ours)} to ${show(theirs)}`);
  }

  /** Prints the table; answers the exit code: 1 where a target is missed or could not be measured. */
  print() {
    const lines = this.#rows.map(({ what, ours, theirs, ratio, target }) => [
      what,
      ours,
      theirs,
      ratio.toFixed(2),
      `<= ${target}`,
      Number.isNaN(ratio) ? "UNMEASURED" : ratio <= target ? "met" : "MISSED",
    ]);
    console.log();
    for (const line of columns([["what", "ours", "theirs", "ratio", "target", ""], ...lines])) console.log(line);
    return this.#rows.every(({ ratio, target }) => ratio <= target) ? 0 : 1;
  }
}
