// Measures the policy pack against the targets that it set itself, and prints a table: medians of alternating runs, as ratios.
// Exits 1 when a target is missed. Needs what test/engine/prepare.sh prepares and runs it; installs its rivals once.
// ROUNDS=n sets the number of runs of each kind (5 unless set); ONLY=previews,thousand,pack,stacks chooses parts.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Results,
  alternate,
  columns,
  megabytes,
  memory,
  prepare,
  require,
  root,
  rounds,
  seconds,
  suite,
  timed,
} from "../measure.mjs";
import { judgeOf, packOf, requestsFrom, startPack, writePack } from "../packs.mjs";
import { awsguard, checkov } from "./rivals.mjs";
import { pulumiFiles, stacks, terraformFile, terraformText } from "./stacks.mjs";
import { thousandFiles } from "./thousand.mjs";

const parts = ["previews", "thousand", "pack", "stacks"];
const only = process.env.ONLY?.split(",") ?? parts;
const unknown = only.filter((part) => !parts.includes(part));
if (unknown.length > 0 || !(Number.isInteger(rounds) && rounds > 0)) {
  console.error(`error: ROUNDS is a number above 0, and ONLY any of ${parts.join(", ")}.`);
  process.exit(2);
}

prepare();
const { MiniStack } = suite("ministack");
const { Machine, succeeded } = suite("machine");
const { makeAlias } = suite("alias");
const results = new Results();
const tables = [];
const scratch = mkdtempSync(join(tmpdir(), "bulkhead-bench-"));

/** A preview as a user runs it: without the event log of the suites, which holds what each policy said of each resource. */
async function preview(project, stack, pack) {
  const under = pack === undefined ? "" : `--policy-pack "${pack}"`;
  return succeeded(await project.shell(`pulumi preview --stack ${stack} --non-interactive ${under}`));
}

/** The same preview under our pack, awsguard, a pack without policies, and none. */
async function previews(project) {
  const rival = awsguard();
  const guard = writePack(
    join(scratch, "awsguard"),
    'const { AwsGuard } = require("@pulumi/awsguard");\nnew AwsGuard({ all: "advisory" });',
    rival.packages,
  );
  const empty = packOf(join(scratch, "empty"), "[]");
  const run = (pack) => () => preview(project, "grid-testnet", pack);
  const packs = [join(project.directory, "policies"), guard, empty, undefined];
  const times = await alternate(packs.map(run));
  const [ours, theirs, , none] = times;
  const names = ["our pack", rival.name, "a pack without policies", "no pack"];
  tables.push([
    ["preview of grid-testnet under", "median", "of no pack"],
    ...names.map((name, index) => [name, seconds(times[index]), (times[index] / none).toFixed(2)]),
  ]);
  results.row(`what our pack adds to a preview : what ${rival.name} adds`, ours - none, theirs - none, 1);
}

/** A preview of a stack of a thousand resources under our pack, under one without policies, and without any. */
async function thousand(machine) {
  const project = machine.project("thousand", thousandFiles);
  await init(machine, project, "thousand");
  let judged = 0;
  const under = (pack) => async () => {
    const { console } = await preview(project, "thousand", pack);
    judged = Number(/^\s*\+ (\d+) to create$/mu.exec(console)?.[1] ?? 0);
  };
  const empty = packOf(join(scratch, "empty-thousand"), "[]");
  const [ours, nothing, none] = await alternate([under(join(root, "policies")), under(empty), under()]);
  if (judged < 1_000) throw new Error(`The stack has ${judged} resources, expected 1,000.`);
  tables.push([
    [`preview of ${judged} resources under`, "median", "of no pack"],
    ...[
      ["our pack", ours],
      ["a pack without policies", nothing],
      ["no pack", none],
    ].map(([name, time]) => [name, seconds(time), (time / none).toFixed(2)]),
  ]);
  results.row(`preview of ${judged} resources under the pack : without`, ours, none, 1.4);
}

/** The pack alone, asked over the protocol: how time and memory grow. */
async function pack(project) {
  succeeded(await project.pulumi(["up", "--stack", "grid-testnet", "--yes", "--skip-preview"]));
  const state = project.state("grid-testnet");
  const config = JSON.parse(succeeded(await project.pulumi(["config", "--json", "--stack", "grid-testnet"])).console);
  const stack = {
    name: "grid-testnet",
    config: Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value])),
  };
  const many = (count) =>
    requestsFrom(
      Array.from({ length: count }, (_, index) => {
        const copy = Math.floor(index / state.length);
        const resource = state[index % state.length];
        return copy === 0
          ? resource
          : { ...resource, urn: `${resource.urn}-${copy}`, name: `${resource.name}-${copy}` };
      }),
    );
  const [few, all] = [many(1_000), many(10_000)];
  const nothing = packOf(
    join(scratch, "one"),
    '[{ name: "nothing", description: "Nothing.", enforcementLevel: "mandatory", validateStack: () => {} }]',
  );
  const started = [];
  const peaks = [];
  try {
    for (const folder of [join(project.directory, "policies"), nothing]) {
      const running = await startPack(folder, project.directory);
      started.push(running);
      let peak = 0;
      const watch = setInterval(() => (peak = Math.max(peak, memory(running.pid))), 100);
      const judge = await judgeOf(running, stack);
      await judge.each(few);
      await judge.whole(few);
      clearInterval(watch);
      peaks.push(Math.max(peak, memory(running.pid)));
    }
    results.row("peak memory of the pack on 1,000 resources : of one empty stack policy", ...peaks, 1.5, megabytes);
    const judge = await judgeOf(started[0], stack);
    const through = (requests) => async () => {
      await judge.reset();
      await judge.each(requests);
      await judge.whole(requests);
    };
    const thousandth = [];
    const tenth = [];
    for (let round = 0; round < rounds; round++) {
      thousandth.push(await timed(through(few)));
      tenth.push(await timed(through(all)));
    }
    const best = (times) => Math.min(...times);
    results.row("10,000 resources : 1,000, all policies", best(tenth), best(thousandth), 11);
  } finally {
    for (const { stop } of started) stop();
  }
}

/** Which of ten faults the pack and Checkov speak of. */
async function faults() {
  const rival = checkov();
  const terraform = join(scratch, "terraform");
  for (const [index, each] of stacks.entries()) {
    for (const kind of ["bad", "mended"]) {
      write(join(scratch, "stacks", `${index}-${kind}`), pulumiFiles(each[kind]), true);
      write(join(terraform, "json", `${index}-${kind}`), { "main.tf.json": terraformFile(each[kind]) });
      write(join(terraform, "text", `${index}-${kind}`), { "main.tf": terraformText(each[kind]) });
    }
  }
  const failed = rival.scan(terraform);
  const lines = [];
  let [caught, theirs] = [0, 0];
  for (const [index, { fault }] of stacks.entries()) {
    const fired = async (kind) => new Set(await firedOn(join(scratch, "stacks", `${index}-${kind}`)));
    const [bad, mended] = [await fired("bad"), await fired("mended")];
    const checks = { bad: failed.get(`${index}-bad`) ?? new Set(), mended: failed.get(`${index}-mended`) ?? new Set() };
    const mine = [...bad].filter((rule) => !mended.has(rule));
    const yours = [...checks.bad].filter((rule) => !checks.mended.has(rule));
    if (mine.length > 0) caught++;
    if (yours.length > 0) theirs++;
    lines.push([
      fault,
      String(bad.size),
      mine.join(", ") || "none",
      String(checks.bad.size),
      yours.join(", ") || "none",
    ]);
  }
  tables.push([["fault", "we", "of them on the fault", rival.name, "of them on the fault"], ...lines]);
  results.row(
    `faults missed, of ${stacks.length} : by ${rival.name}`,
    stacks.length - caught,
    stacks.length - theirs,
    1,
    String,
  );
}

function write(folder, files, packages = false) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  if (packages) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
}

/** The policies that speak, at whatever level. What they would mend in silence they are told to refuse. */
function firedOn(folder) {
  const { policies } = require(join(root, "dist/policies/pack.js"));
  const mending = policies.filter(({ level }) => level === "remediate").map(({ name }) => [name, "mandatory"]);
  writeFileSync(join(folder, "levels.json"), JSON.stringify(Object.fromEntries(mending)));
  const args = ["check", "--json", "--policy-pack-config", "levels.json"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "dist/ops/bulkhead.js"), ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: scratch },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
    child.on("close", (code) => {
      if (code !== 0 && code !== 1) reject(new Error(`bulkhead check exited ${code}\n${errors}`));
      else resolve(JSON.parse(output).stacks.flatMap(({ verdicts }) => verdicts.map(({ policy }) => policy)));
    });
  });
}

async function init(machine, project, stack) {
  await makeAlias(machine, `alias/bulkhead-${stack}`);
  const provider = `awskms://alias/bulkhead-${stack}?region=eu-west-1`;
  succeeded(await project.shell(`pulumi stack init ${stack} --secrets-provider "${provider}"`));
}

const engine = only.some((part) => part !== "stacks");
const ministack = engine ? await MiniStack.start() : undefined;
const machine = engine ? new Machine({}, ministack.endpoint) : undefined;
try {
  if (only.includes("stacks")) await faults();
  if (only.includes("thousand")) await thousand(machine);
  if (only.includes("previews") || only.includes("pack")) {
    const project = machine.clone();
    await init(machine, project, "grid-testnet");
    if (only.includes("previews")) await previews(project);
    if (only.includes("pack")) await pack(project);
  }
} finally {
  machine?.dispose();
  await ministack?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

for (const lines of tables) console.log(`\n${columns(lines).join("\n")}`);
const { policies } = require(join(root, "dist/policies/pack.js"));
console.log(`\n${policies.length} policies, ${rounds} rounds.`);
process.exit(results.print());
