// Measures Bulkhead against the targets that it set itself, and prints a table: medians of alternating runs, as ratios.
// Exits 1 when a target is missed. Needs what test/engine/prepare.sh prepares, and runs it. ROUNDS=n sets the number of
// runs of each kind (5 unless set).
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Results, alternate, median, megabytes, memory, prepare, root, rounds, suite } from "./measure.mjs";
import { judgeOf, packOf, requestsFrom, startPack } from "./packs.mjs";

prepare();
const { MiniStack } = suite("ministack");
const { Machine, succeeded } = suite("machine");
const { makeAlias } = suite("alias");
const results = new Results();

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

async function startAndStop(folder, project) {
  (await startPack(folder, project)).stop();
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

  results.row(
    "check of one stack : pulumi preview of it under the pack",
    ...(await alternate([() => check(project.directory, "--stack", "grid-testnet"), () => preview("grid-testnet")])),
    0.4,
  );

  const empty = packOf(join(scratch, "empty"), "[]");
  const pack = join(project.directory, "policies");
  results.row(
    "start of the pack : start of an empty pack",
    ...(await alternate(
      [() => startAndStop(pack, project.directory), () => startAndStop(empty, project.directory)],
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
  const one = packOf(
    join(scratch, "one"),
    '[{ name: "nothing", description: "Nothing.", enforcementLevel: "mandatory", validateResource: () => {} }]',
  );
  started.push(await startPack(pack, project.directory), await startPack(one, project.directory));
  const [all, nothing] = await Promise.all(started.map((running) => judgeOf(running, stack)));
  const [ours, theirs] = await alternate([() => all.each(requests), () => nothing.each(requests)], 4 * rounds);
  results.row(
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
  results.row("check --all on 100 stacks : 100 previews (10 measured, times 10)", hundred, 100 * median(times), 0.15);
  results.row("peak memory of check --all on 100 stacks : on 20 stacks", peakOfHundred, peakOfTwenty, 1.3, megabytes);
} finally {
  for (const { stop } of started) stop();
  machine.dispose();
  await ministack.stop();
  rmSync(scratch, { recursive: true, force: true });
}

process.exit(results.print());
