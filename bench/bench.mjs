// Measures Bulkhead against the targets that it set itself, and prints a table: medians of alternating runs, as ratios.
// Exits 1 when a target is missed. Needs what test/engine/prepare.sh prepares, and runs it. ROUNDS=n sets the number of
// runs of each kind (5 unless set).
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(join(root, "package.json"));
const rounds = Number(process.env.ROUNDS ?? 5);

execFileSync("bash", [join(root, "test/engine/prepare.sh")], { stdio: "inherit" });
execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });

// The suite's own machine, bundled two folders below the root, where it looks for its parts.
const bundle = (entry) => {
  const outfile = join(root, ".cache/bench", `${entry}.cjs`);
  require("esbuild").buildSync({
    entryPoints: [join(root, "test/engine", `${entry}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
  });
  return require(outfile);
};
const { MiniStack } = bundle("ministack");
const { Machine, succeeded } = bundle("machine");
const { makeAlias } = bundle("alias");

const median = (times) => {
  const sorted = [...times].sort((left, right) => left - right);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

/** Runs the two in turn, after one run of each that fills the caches. */
async function alternate(ours, theirs, times = rounds) {
  const timed = async (run) => {
    const begin = performance.now();
    await run();
    return performance.now() - begin;
  };
  await ours();
  await theirs();
  const [mine, yours] = [[], []];
  for (let round = 0; round < times; round++) {
    mine.push(await timed(ours));
    yours.push(await timed(theirs));
  }
  return [median(mine), median(yours)];
}

const rows = [];
function row(what, ours, theirs, target, show = seconds) {
  rows.push({ what, ours: show(ours), theirs: show(theirs), ratio: ours / theirs, target });
  console.error(`${what}: ${show(ours)} to ${show(theirs)}`);
}

const children = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  } catch {
    return [];
  }
};
/** Memory of a process and all below it in bytes; shared pages count once. */
function memory(pid) {
  let own = 0;
  try {
    own = 1024 * Number(/^Pss:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    // It has just ended.
  }
  return children(pid).reduce((sum, child) => sum + memory(child), own);
}

/** `bulkhead check` as a process of its own. */
const check = (directory, ...args) => run(directory, args, () => undefined);

/** The same, watched; resolves to its peak memory. Watching stops the processes for moments, so what is timed is not watched. */
async function peakOf(directory, ...args) {
  let peak = 0;
  await run(directory, args, (pid) => (peak = Math.max(peak, memory(pid))));
  return peak;
}

function run(directory, args, look) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "dist/ops/bulkhead.js"), "check", "--json", ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: directory },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [output, errors] = ["", ""];
    const watch = setInterval(() => look(child.pid), 250);
    child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
    child.on("close", (code) => {
      clearInterval(watch);
      if (code === 0) resolve();
      else reject(new Error(`bulkhead check ${args.join(" ")} exited ${code}\n${output.slice(0, 2000)}${errors}`));
    });
  });
}

/** A pack as the engine starts it; resolves when it answers. */
function startPack(folder, project) {
  return new Promise((resolve, reject) => {
    const command = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [command, "127.0.0.1:1", folder], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        BULKHEAD_PROJECT_DIR: project,
        PULUMI_NODEJS_PROJECT: "bulkhead",
        PULUMI_NODEJS_STACK: "grid-testnet",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.once("data", (port) => resolve({ child, port: Number(port) }));
    child.once("exit", (code) => reject(new Error(`the pack in ${folder} ended with ${code}`)));
  });
}
async function startAndStop(folder, project) {
  const { child } = await startPack(folder, project);
  child.kill("SIGKILL");
}

const emptyPack = (directory, policies) => {
  mkdirSync(directory);
  writeFileSync(join(directory, "PulumiPolicy.yaml"), "runtime:\n  name: nodejs\n  options: { typescript: false }\n");
  writeFileSync(join(directory, "package.json"), '{ "name": "empty", "version": "0.0.1", "main": "index.js" }\n');
  writeFileSync(
    join(directory, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: ${policies} });\n`,
  );
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  return directory;
};

/** Judges every resource once as the engine does: remediate, then analyze, one after another. */
async function judgeAll({ port }, stack, requests) {
  const grpc = require("@grpc/grpc-js");
  const { AnalyzerClient } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
  const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const ask = (method, request) =>
    new Promise((resolve, reject) =>
      client[method](request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  const configure = new analyzer.AnalyzerStackConfigureRequest();
  configure.setStack(stack.name).setProject("bulkhead").setOrganization("organization").setDryRun(false);
  for (const [key, value] of Object.entries(stack.config)) configure.getConfigMap().set(key, value);
  await ask("configureStack", configure);
  return async () => {
    for (const request of requests) {
      await ask("remediate", request);
      await ask("analyze", request);
    }
  };
}

/** State keeps secrets encrypted; to a pack they come with their values. */
function opened(value) {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const { ciphertext, ...rest } = value;
  if (ciphertext !== undefined) return { ...rest, value: "a secret" };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, opened(part)]));
}

function requestsFrom(state) {
  const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
  const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
  return state.map((resource) => {
    const options = new analyzer.AnalyzerResourceOptions();
    options.setProtect(resource.protect === true);
    const request = new analyzer.AnalyzeRequest();
    return request
      .setType(resource.type)
      .setUrn(resource.urn)
      .setName(resource.name)
      .setProperties(Struct.fromJavaScript(opened(resource.inputs ?? {})))
      .setOptions(options);
  });
}

const scratch = mkdtempSync(join(tmpdir(), "bulkhead-bench-"));
const ministack = await MiniStack.start();
const machine = new Machine({}, ministack.endpoint);
const started = [];
try {
  const project = machine.clone();
  const init = async (stack) => {
    await makeAlias(machine, `alias/bulkhead-${stack}`);
    succeeded(
      await project.shell(
        `pulumi stack init ${stack} --secrets-provider "awskms://alias/bulkhead-${stack}?region=eu-west-1"`,
      ),
    );
  };
  const preview = async (stack) =>
    succeeded(await project.pulumi(["preview", "--stack", stack, "--policy-pack", "policies"]));
  await init("grid-testnet");

  row(
    "check of one stack : pulumi preview of it under the pack",
    ...(await alternate(
      () => check(project.directory, "--stack", "grid-testnet"),
      () => preview("grid-testnet"),
    )),
    0.4,
  );

  const empty = emptyPack(join(scratch, "empty"), "[]");
  const pack = join(project.directory, "policies");
  row(
    "start of the pack : start of an empty pack",
    ...(await alternate(
      () => startAndStop(pack, project.directory),
      () => startAndStop(empty, project.directory),
      2 * rounds,
    )),
    1.3,
  );

  succeeded(await project.pulumi(["up", "--stack", "grid-testnet", "--yes", "--skip-preview"]));
  const requests = requestsFrom(project.state("grid-testnet"));
  const config = JSON.parse(succeeded(await project.pulumi(["config", "--json", "--stack", "grid-testnet"])).console);
  const stack = {
    name: "grid-testnet",
    config: Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value])),
  };
  const one = emptyPack(
    join(scratch, "one"),
    '[{ name: "nothing", description: "Nothing.", enforcementLevel: "mandatory", validateResource: () => {} }]',
  );
  started.push(await startPack(pack, project.directory), await startPack(one, project.directory));
  const [all, nothing] = await Promise.all(started.map((running) => judgeAll(running, stack, requests)));
  const [ours, theirs] = await alternate(all, nothing, 4 * rounds);
  row(
    `all policies on a resource (of ${requests.length}) : one empty policy`,
    ours / requests.length,
    theirs / requests.length,
    4,
    (milliseconds) => `${milliseconds.toFixed(2)} ms`,
  );

  const text = readFileSync(join(root, "Pulumi.grid-testnet.yaml"), "utf8");
  const fleet = join(scratch, "fleet");
  const names = Array.from({ length: 100 }, (_, index) => `bot-${String(index + 1).padStart(3, "0")}`);
  const fleetOf = (count) => {
    rmSync(fleet, { recursive: true, force: true });
    cpSync(project.directory, fleet, { recursive: true, verbatimSymlinks: true });
    for (const name of readdirSync(fleet)) if (/^Pulumi\..+\.yaml$/u.test(name)) rmSync(join(fleet, name));
    for (const name of names.slice(0, count)) {
      writeFileSync(join(fleet, `Pulumi.${name}.yaml`), text.replaceAll("grid-testnet", name));
    }
  };
  fleetOf(20);
  const peakOfTwenty = await peakOf(fleet, "--all");
  fleetOf(100);
  const begin = performance.now();
  const peakOfHundred = await peakOf(fleet, "--all");
  const hundred = performance.now() - begin;
  const previewed = names.slice(0, 10);
  const times = [];
  for (const name of previewed) {
    project.write(`Pulumi.${name}.yaml`, text.replaceAll("grid-testnet", name));
    await init(name);
    times.push((await preview(name)).milliseconds);
  }
  row("check --all on 100 stacks : 100 previews (10 measured, times 10)", hundred, 100 * median(times), 0.15);
  row(
    "peak memory of check --all on 100 stacks : on 20 stacks",
    peakOfHundred,
    peakOfTwenty,
    1.3,
    (bytes) => `${Math.round(bytes / 1e6)} MB`,
  );
} finally {
  for (const { child } of started) {
    child.removeAllListeners("exit");
    child.kill("SIGKILL");
  }
  machine.dispose();
  await ministack.stop();
  rmSync(scratch, { recursive: true, force: true });
}

const missed = rows.filter(({ ratio, target }) => ratio > target);
const cells = [["what", "ours", "theirs", "ratio", "target", ""]].concat(
  rows.map(({ what, ours, theirs, ratio, target }) => [
    what,
    ours,
    theirs,
    ratio.toFixed(2),
    `<= ${target}`,
    ratio > target ? "MISSED" : "met",
  ]),
);
const widths = cells[0].map((_, column) => Math.max(...cells.map((line) => line[column].length)));
console.log();
for (const line of cells)
  console.log(
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
process.exit(missed.length === 0 ? 0 : 1);
