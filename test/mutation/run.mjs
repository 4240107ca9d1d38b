// Mutation testing of detection, room by room. A room is a folder of policies/detection, a file that stands there by itself, or the
// detectors that one file of tests names; what has no tests of its own belongs to the engine. Its mutants meet the quick tests of the same name under test/detection and no others, so
// that a mutant costs a second, and so that each room is pinned down by tests of its own. Mutants of data that is made as a module
// loads count like all others.
//
//   npm run mutation:detection                      everything, and the result into docs/measurements/mutation-detection.md
//   npm run mutation:detection -- --mutate FILE,…   these files
//   npm run mutation:detection -- --sample SEED     a few stretches of files that the seed chooses
//
// Exit 1 where fewer than 90 of 100 mutants are found out.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const source = "policies/detection";
const page = join(root, "docs/measurements/mutation-detection.md");
const goal = 90;
const stretches = 12;
const stretch = 24;

const { values } = parseArgs({ options: { mutate: { type: "string" }, sample: { type: "string" } } });

const files = readdirSync(join(root, source), { recursive: true })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !["finding.ts", "detector.ts", "wrappings/edits.ts"].includes(file)) // types alone
  .sort();

const detectorTests = readdirSync(join(root, "test/detection/detectors")).filter((file) => file.endsWith(".test.ts"));
const named = new Map(
  detectorTests.map((file) => [file, readFileSync(join(root, "test/detection/detectors", file), "utf8")]),
);

const testsOf = (room) =>
  existsSync(join(root, "test/detection", room))
    ? `test/detection/${room}/*.test.ts`
    : `test/detection/${room}.test.ts`;

// The room of a detector is the file of tests that names it. What has no tests of its own meets those of the engine.
function roomOf(file) {
  const folder = file.includes("/");
  let room = folder ? file.split("/")[0] : file.replace(/\.ts$/, "");
  if (room === "detectors" && folder) {
    const id = /^ +id: "([\w-]+)"/m.exec(readFileSync(join(root, source, file), "utf8"))?.[1];
    const tests = detectorTests.find((test) => named.get(test).includes(`"${id}"`));
    return tests === undefined ? "engine" : `detectors/${tests.replace(/\.test\.ts$/, "")}`;
  }
  if (room === "detectors") room = "engine"; // the list of them
  return folder || existsSync(join(root, testsOf(room))) ? room : "engine";
}

// Stretches of lines, one after the other from all over the code, as the digest of the seed says.
function sample(seed) {
  const number = (index) => createHash("sha256").update(`${seed} ${index}`).digest().readUIntBE(0, 6);
  const lengths = files.map((file) => readFileSync(join(root, source, file), "utf8").split("\n").length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return Array.from({ length: stretches }, (_, index) => {
    let line = number(index) % total;
    const at = lengths.findIndex((length) => (line < length ? true : ((line -= length), false)));
    const from = Math.max(1, Math.min(line, lengths[at] - stretch));
    return `${files[at]}:${from}-${Math.min(lengths[at], from + stretch)}`;
  });
}

const chosen =
  values.sample !== undefined
    ? sample(values.sample)
    : (values.mutate?.split(",").map((file) => file.replace(`${source}/`, "")) ?? files);
// A stretch is a file and its lines: engine.ts:10-34.
const fileOf = (mutated) => mutated.replace(/:[\d:-]+$/, "");
const unknown = chosen.filter((mutated) => !files.includes(fileOf(mutated)));
if (unknown.length > 0) {
  console.error(
    `error: --mutate ${JSON.stringify(unknown.join(","))} is no code of ${source}; name its files, by commas.`,
  );
  process.exit(2);
}
const rooms = new Map();
for (const mutated of chosen) {
  const room = roomOf(fileOf(mutated));
  rooms.set(room, [...(rooms.get(room) ?? []), mutated]);
}

const reports = join(root, "reports/mutation");
mkdirSync(reports, { recursive: true });
mkdirSync(join(root, ".cache/mutation"), { recursive: true });
const config = JSON.parse(readFileSync(join(root, "test/mutation/stryker.config.json"), "utf8"));
const results = [];
for (const [room, mutated] of rooms) {
  const label = room.replace("/", "-");
  const report = join(reports, `${label}.json`);
  rmSync(report, { force: true });
  const own = join(reports, `${label}.config.json`);
  writeFileSync(
    own,
    JSON.stringify({
      ...config,
      mutate: mutated.map((file) => `${source}/${file}`),
      incremental: values.sample === undefined,
      incrementalFile: `.cache/mutation/${label}.json`,
      jsonReporter: { fileName: report },
      tempDirName: join(tmpdir(), `bulkhead-mutation-${process.pid}-${label}`),
    }),
  );
  const { status } = spawnSync(process.execPath, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", own], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, BULKHEAD_ROOM_TESTS: testsOf(room) },
  });
  if (status !== 0 || !existsSync(report)) {
    console.error(`${room}: Stryker gave no result (exit ${status}).`);
    process.exit(1);
  }
  const found = { room, killed: 0, timeout: 0, survived: 0, uncovered: 0 };
  for (const { mutants } of Object.values(JSON.parse(readFileSync(report, "utf8")).files)) {
    for (const mutant of mutants) {
      if (mutant.status === "Killed") found.killed++;
      else if (mutant.status === "Timeout") found.timeout++;
      else if (mutant.status === "Survived") found.survived++;
      else if (mutant.status === "NoCoverage") found.uncovered++;
      else if (mutant.status !== "CompileError" && mutant.status !== "RuntimeError" && mutant.status !== "Ignored") {
        console.error(`${room}: a mutant ended as ${mutant.status}.`);
        process.exit(1);
      }
    }
  }
  results.push(found);
}

const score = ({ killed, timeout, survived, uncovered }) => {
  const all = killed + timeout + survived + uncovered;
  return all === 0 ? 100 : ((killed + timeout) / all) * 100;
};
const sum = results.reduce(
  (all, one) => ({
    room: "all",
    killed: all.killed + one.killed,
    timeout: all.timeout + one.timeout,
    survived: all.survived + one.survived,
    uncovered: all.uncovered + one.uncovered,
  }),
  { killed: 0, timeout: 0, survived: 0, uncovered: 0 },
);
const table = [
  "| room | found out | by time | survived | not reached | score |",
  "| --- | ---: | ---: | ---: | ---: | ---: |",
  ...[...results, sum].map(
    (one) =>
      `| ${one.room} | ${one.killed} | ${one.timeout} | ${one.survived} | ${one.uncovered} | ${score(one).toFixed(1)} % |`,
  ),
].join("\n");
console.log(`\n${table}`);
if (values.sample === undefined && values.mutate === undefined && existsSync(page)) {
  const [before, rest] = readFileSync(page, "utf8").split("<!-- result -->\n");
  const after = rest.split("<!-- end -->")[1];
  const date = new Date().toISOString().slice(0, 10);
  const stryker = JSON.parse(
    readFileSync(join(root, "node_modules/@stryker-mutator/core/package.json"), "utf8"),
  ).version;
  writeFileSync(
    page,
    `${before}<!-- result -->\n\nMeasured on ${date} with Stryker ${stryker} on Node.js ${process.versions.node}.\n\n${table}\n\n<!-- end -->${after}`,
  );
}
if (sum.killed + sum.timeout + sum.survived + sum.uncovered === 0) {
  console.error("No mutant was made: nothing is known of the tests.");
  process.exit(1);
}
if (score(sum) < goal) {
  console.error(`${score(sum).toFixed(1)} % of the mutants are found out; ${goal} % are to be.`);
  process.exit(1);
}
