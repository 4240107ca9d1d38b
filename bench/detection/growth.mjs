// Measures how long detection takes for adversarial texts of one and two MiB, and how fast it is where there is nothing to judge.
// Usage: npm run bench:growth -- [NAME]: all texts, or those whose name holds NAME. Exits with 1 where a goal is missed.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { buildSync } = createRequire(join(root, "package.json"))("esbuild");

// What takes less is the clock's noise, and the compiler's.
const measurable = 0.1;

/** Prints a table, a text as soon as it is measured; answers with the goals that were missed. */
export async function measureGrowth(part = "") {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-growth-"));
  const missed = [];
  try {
    const outfile = join(folder, "engine.cjs");
    buildSync({
      absWorkingDir: root,
      entryPoints: ["bench/detection/engine.ts"],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      nodePaths: [join(root, "node_modules")],
    });
    const child = spawn(process.execPath, [outfile, part], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((done) => child.on("close", done));
    let texts = 0;
    let [slowest, steepest] = [0, 0];
    for await (const line of createInterface({ input: child.stdout })) {
      const { quiet, name, one, two } = JSON.parse(line);
      if (quiet !== undefined) {
        console.log(`text without candidates, one thread: ${quiet.toFixed(0)} MB/s\n`);
        console.log("| adversarial text | seconds for 1 MiB | for 2 MiB | growth |\n| --- | ---: | ---: | ---: |");
        if (quiet < 100) missed.push("text without candidates goes through at under 100 MB/s");
        continue;
      }
      console.log(
        `| ${name.replaceAll("|", "\\|")} | ${one.toFixed(3)} | ${two.toFixed(3)} | ${(two / one).toFixed(2)} |`,
      );
      texts++;
      slowest = Math.max(slowest, one);
      if (one >= 1) missed.push(`1 MiB of ${name} takes a second or more`);
      if (two < measurable) continue;
      steepest = Math.max(steepest, two / one);
      if (two > 2.2 * one) missed.push(`2 MiB of ${name} take more than 2.2 times 1 MiB`);
    }
    const status = await ended;
    if (status !== 0) throw new Error(`measuring ended with ${status}`);
    console.log(
      `\n${texts} adversarial texts: at most ${slowest.toFixed(2)} s for 1 MiB; of those that take ${measurable} s, 2 MiB take at most ${steepest.toFixed(2)} times as long (processor time, one thread)`,
    );
    if (texts === 0) missed.push(`there is no adversarial text whose name holds ${part}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return missed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missed = await measureGrowth(process.argv[2]);
  console.log(missed.length === 0 ? "Every goal is met." : `Missed: ${missed.join("; ")}.`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}
