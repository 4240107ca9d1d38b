// Measures detection and its rivals on the same corpora, which a seed decides and which are made for the run and removed after it.
// Usage: npm run bench:detection -- [--seed S] [--megabytes N]. Exits with 1 where a goal is missed.
import { spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureGrowth } from "./growth.mjs";
import { installRivals, rivals } from "./rivals.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { buildSync } = createRequire(join(root, "package.json"))("esbuild");
function options() {
  try {
    return parseArgs({
      options: { seed: { type: "string", default: "1" }, megabytes: { type: "string", default: "100" } },
    }).values;
  } catch (error) {
    console.error(`error: ${error.message}; --seed S and --megabytes N are known.`);
    process.exit(2);
  }
}

const values = options();

const rivalsFolder = join(root, ".cache/rivals");
installRivals(rivalsFolder);
// Outside the project: some scanners heed the project's .gitignore, which leaves .cache out.
const work = mkdtempSync(join(tmpdir(), "bulkhead-bench-"));
const clean = () => rmSync(work, { recursive: true, force: true });
process.on("exit", clean);
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
// secretlint takes targets inside its own folder only, and loads its rules from there.
symlinkSync(join(rivalsFolder, "node/node_modules"), join(work, "node_modules"));
copyFileSync(join(rivalsFolder, "node/.secretlintrc.json"), join(work, ".secretlintrc.json"));

const bundle = (entry) => {
  const outfile = join(work, `${basename(entry, ".ts")}.cjs`);
  buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    nodePaths: [join(root, "node_modules")],
  });
  return outfile;
};
const node = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr.slice(-2_000));
  return stdout;
};

const corpus = join(work, "corpus");
const { leaks, innocents } = JSON.parse(
  node(bundle("bench/detection/corpus.ts"), corpus, values.seed, values.megabytes),
);

// The command as it ships (scripts/build.mjs): file by file, and what its threads run in one.
const built = join(work, "command");
const sources = ["ops", "policies", "exchanges"].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.includes("dist/"))
    .map((file) => join(root, room, file)),
);
const shipped = { format: "cjs", platform: "node", target: "node20" };
buildSync({ ...shipped, entryPoints: sources, outbase: root, outdir: built });
buildSync({
  ...shipped,
  entryPoints: [join(root, "ops/scan/worker.ts")],
  outfile: join(built, "ops/scan/worker.js"),
  bundle: true,
  packages: "external",
});

const ours = {
  name: "Bulkhead",
  command: (target, threads) => ({
    run: [
      process.execPath,
      join(built, "ops/bulkhead.js"),
      "scan",
      "--json",
      "--no-ignore",
      "--no-baseline",
      "--jobs",
      String(threads),
      target,
    ],
    env: { NODE_PATH: join(root, "node_modules") },
    stdout: true,
  }),
  files: (report) => {
    const { findings, notFullyScanned } = JSON.parse(readFileSync(report, "utf8"));
    return [...findings.filter(({ severity }) => severity !== "low"), ...notFullyScanned].map(({ file }) => file);
  },
};

function run(scanner, target, threads) {
  const report = join(work, "report.json");
  rmSync(report, { force: true });
  const {
    run: [command, ...args],
    env,
    stdout,
  } = scanner.command(target, threads, report);
  const out = stdout ? openSync(report, "w") : "ignore";
  const began = performance.now();
  const { status, signal, stderr } = spawnSync(command, args, {
    stdio: ["ignore", out, "pipe"],
    env: { ...process.env, ...env },
    cwd: work,
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - began) / 1_000;
  if (stdout) closeSync(out);
  // Scanners differ in which code says "found"; one that died or wrote no report has failed.
  if (signal !== null || status === null || (status > (scanner === ours ? 2 : 1) && status < 200))
    throw new Error(`${scanner.name} failed (${status ?? signal}): ${String(stderr).slice(-500)}`);
  return { seconds, files: () => new Set(scanner.files(report).map((file) => basename(file))) };
}

const bytes = (folder) => readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
const mixed = join(corpus, "mixed");
const mixedSize = bytes(mixed) / 1e6;
const percent = (share) => `${(100 * share).toFixed(1)} %`;
const speedOf = (speed) => (speed === undefined ? "-" : speed.toFixed(1));
const total = (sort) => readdirSync(join(corpus, "leaks")).filter((file) => file.startsWith(`${sort}-`)).length;
console.log(
  `seed ${values.seed}: ${leaks} leaks, ${innocents} innocent texts, ${mixedSize.toFixed(0)} MB of mixed text; wall-clock time, start of the process included\n`,
);
console.log(
  `| scanner | found of ${leaks} | named of ${total("named")} | unnamed, provable, of ${total("proven")} | wrapped of ${total("wrapped")} | innocent flagged of ${innocents} | precision | MB/s, 1 thread | MB/s, 2 threads |`,
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
const rows = [];
// Some take minutes: each is told as soon as it is known.
for (const scanner of [ours, ...rivals(rivalsFolder)]) {
  const found = run(scanner, join(corpus, "leaks"), 2).files();
  const flagged = run(scanner, join(corpus, "innocents"), 2).files();
  const bySort = (sort) => [...found].filter((file) => file.startsWith(`${sort}-`)).length;
  const speed = (threads) => mixedSize / run(scanner, mixed, threads).seconds;
  const row = {
    name: scanner.name,
    recall: found.size / leaks,
    flagged: flagged.size,
    precision: found.size === 0 ? 0 : found.size / (found.size + flagged.size),
    one: speed(1),
    two: scanner.threads === false ? undefined : speed(2),
  };
  rows.push(row);
  console.log(
    `| ${row.name} | ${found.size} (${percent(row.recall)}) | ${bySort("named")} | ${bySort("proven")} | ${bySort("wrapped")} | ${row.flagged} (${percent(row.flagged / innocents)}) | ${percent(row.precision)} | ${speedOf(row.one)} | ${speedOf(row.two)} |`,
  );
}

console.log("");
const grown = await measureGrowth();
const [own, ...others] = rows;
const missed = [
  ...others.filter((other) => own.recall <= other.recall).map(({ name }) => `recall is not above that of ${name}`),
  ...others
    .filter((other) => own.precision < other.precision || (own.precision === other.precision && own.precision < 1))
    .map(({ name }) => `precision is not above that of ${name}`),
  ...others
    .filter((other) => own.one <= other.one)
    .map(({ name }) => `throughput on one thread is not above that of ${name}`),
  ...others
    .filter((other) => own.two <= (other.two ?? other.one))
    .map(({ name }) => `throughput on two threads is not above that of ${name}`),
  ...(own.recall < 0.995 ? [`recall is under 99.5 %`] : []),
  ...(own.flagged > 0 ? ["innocent texts are flagged"] : []),
  ...grown,
];
console.log(missed.length === 0 ? "\nEvery goal is met." : `\nMissed: ${missed.join("; ")}.`);
process.exitCode = missed.length === 0 ? 0 : 1;
