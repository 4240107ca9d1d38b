// Mutates texts with and without credentials and looks at what detection makes of each: no throw, no hang, nothing of a secret in a finding.
// Usage: npm run fuzz:detection -- [--count N] [--seed S] [--processes P]
import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { buildSync } = createRequire(join(root, "package.json"))("esbuild");
function refuse(problem) {
  console.error(`error: ${problem}`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      options: {
        count: { type: "string", default: "10000000" },
        seed: { type: "string", default: "1" },
        processes: { type: "string", default: "2" },
      },
    }).values;
  } catch (error) {
    return refuse(`${error.message}; --count N, --seed S and --processes P are known.`);
  }
}

const values = options();
const [count, seed, processes] = ["count", "seed", "processes"].map((name) =>
  /^[1-9]\d{0,11}$/.test(values[name])
    ? Number(values[name])
    : refuse(`--${name} ${JSON.stringify(values[name])} is not a positive number.`),
);

// Ten thousand inputs take seconds; a process that computes for so long and says nothing hangs. One that others leave no time does not.
const patienceSeconds = 300;
const worked = (pid) => {
  try {
    // User and system time in hundredths of a second: proc(5), /proc/pid/stat, fields 14 and 15.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Infinity; // elsewhere than on Linux, the clock tells
  }
};

const folder = mkdtempSync(join(tmpdir(), "bulkhead-fuzz-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));
buildSync({
  absWorkingDir: root,
  entryPoints: ["test/fuzz/worker.ts"],
  outfile: join(folder, "worker.js"),
  bundle: true,
  platform: "node",
  target: "node20",
});
symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));

const began = performance.now();
const state = [];
const lane = (index) =>
  new Promise((done) => {
    const share = Math.floor(count / processes) + (index < count % processes ? 1 : 0);
    const own = { done: 0, findings: 0, flaws: [], ended: "" };
    state[index] = own;
    const child = fork(join(folder, "worker.js"), [String(share), String(seed + index)]);
    let timer;
    const wait = (since = worked(child.pid)) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (worked(child.pid) - since < patienceSeconds) return wait(since);
        own.ended = `hangs after input ${own.done} of seed ${seed + index}`;
        child.kill("SIGKILL");
      }, patienceSeconds * 1_000);
    };
    wait();
    child.on("message", (message) => {
      Object.assign(own, message);
      wait();
      if (process.stderr.isTTY)
        process.stderr.write(`\r${state.reduce((sum, each) => sum + each.done, 0)} of ${count}`);
    });
    child.on("exit", (code) => {
      clearTimeout(timer);
      if (own.ended === "" && (code !== 0 || own.done < share))
        own.ended = `ends with ${code} after input ${own.done} of seed ${seed + index}`;
      done();
    });
  });
await Promise.all(Array.from({ length: processes }, (_, index) => lane(index)));
if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");

const done = state.reduce((sum, each) => sum + each.done, 0);
const findings = state.reduce((sum, each) => sum + each.findings, 0) + state.filter(({ ended }) => ended !== "").length;
for (const { flaws, ended } of state) {
  for (const [what, where] of flaws) console.log(`${what}: first at ${where}`);
  if (ended !== "") console.log(ended);
}
const seconds = (performance.now() - began) / 1_000;
console.log(
  `${done} mutated inputs from seed ${seed} in ${processes} processes: ${findings} flaws, ${seconds.toFixed(0)} s`,
);
process.exitCode = findings === 0 && done === count ? 0 : 1;
