// Mutation testing of detection, or of the policies (areas.mjs). A mutant meets the quick tests of its room (rooms.mjs, policy-rooms.mjs) and no others, so that each room is pinned down by
// tests of its own. Mutants of data that is made as a module loads count like all others.
//
//   npm run mutation:detection (mutation:policies)  everything
//   npm run mutation:detection -- --mutate FILE,…   these files, or lines of them: engine.ts:10-34
//   npm run mutation:detection -- --room ROOM,…     the files of these rooms
//   npm run mutation:detection -- --sample SEED     stretches of lines from all over, or from the rooms given, as the seed says
//
// With --least N, N of 100 mutants are enough; with --processes N, so many run side by side instead of two; with --stretches N, a sample is
// of so many stretches instead of twenty.
//
// Rooms that were measured as a whole have their result in docs/measurements/.
// Exit 1 where fewer than 90 (or N) of 100 mutants are found out, 2 where the command is wrong.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Rooms, folders, ignorers, page as pageName, source } from "./areas.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const page = join(root, pageName);
const wanted = 90;
const stretch = 12;
const lines = /:[\d:-]+$/;

const rooms = new Rooms(root);

function refuse(problem) {
  console.error(`error: ${problem}`);
  process.exit(2);
}

function options() {
  try {
    const options = Object.fromEntries(
      ["mutate", "room", "sample", "least", "processes", "stretches"].map((name) => [name, { type: "string" }]),
    );
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(
      `${error.message} --mutate FILE,…, --room ROOM,…, --sample SEED, --least N, --processes N and --stretches N are known.`,
    );
  }
}

function natural(option, text) {
  return /^[1-9]\d?$/.test(text) ? Number(text) : refuse(`--${option} ${text}: no number from 1 to 99.`);
}

// Stretches of lines from all over the code, as digests of the seed say. Every piece of a file has a place of its own in the draw: a
// change elsewhere draws no others.
function sample(seed, stretches, files) {
  const number = (piece) => createHash("sha256").update(`${seed} ${piece}`).digest().readUIntBE(0, 6);
  return files
    .flatMap((file) => {
      const length = readFileSync(join(root, source, file), "utf8").split("\n").length;
      return Array.from({ length: Math.ceil(length / stretch) }, (_, piece) => {
        const from = piece * stretch + 1;
        return { lines: `${file}:${from}-${Math.min(length, from + stretch - 1)}`, place: number(`${file} ${piece}`) };
      });
    })
    .sort((one, other) => one.place - other.place)
    .slice(0, stretches)
    .map(({ lines }) => lines);
}

function ofRooms(names) {
  const known = [...new Set(rooms.files.map((file) => rooms.of(file)))].sort();
  const wrong = names.filter((one) => !known.includes(one));
  if (wrong.length > 0) refuse(`--room ${wrong.join(",")}: no such room; there are ${known.join(", ")}.`);
  return rooms.files.filter((file) => names.includes(rooms.of(file)));
}

function chosen({ mutate, room, sample: seed, stretches }) {
  if (mutate !== undefined && (room !== undefined || seed !== undefined))
    refuse("--mutate excludes --room and --sample; give one.");
  if (seed === undefined && stretches !== undefined) refuse("--stretches goes with --sample.");
  const files = room === undefined ? rooms.files : ofRooms(room.split(","));
  if (seed !== undefined) return sample(seed, natural("stretches", stretches ?? "20"), files);
  if (room !== undefined) return files;
  if (mutate === undefined) return rooms.files;
  const named = mutate.split(",").map((file) => file.replace(`${source}/`, ""));
  const wrong = named.filter((file) => !rooms.files.includes(file.replace(lines, "")));
  if (wrong.length > 0) refuse(`--mutate ${wrong.join(",")}: no code of ${source}; name its files, by commas.`);
  return named;
}

// What is measured is what stands here now: others may commit while mutants run.
const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.trim();
const changed = git("status", "--porcelain", "--", ...folders) === "" ? "" : ", changed";
const when = `${new Date().toISOString().slice(0, 10)} | ${git("rev-parse", "--short", "HEAD")}${changed}`;

const values = options();
const goal = Number(values.least ?? wanted);
if (!(goal >= 0 && goal <= 100)) refuse(`--least ${values.least}: no number from 0 to 100.`);
const processes = natural("processes", values.processes ?? "2");
const files = chosen(values);
const mutated = [...new Set(files.map((file) => rooms.of(file.replace(lines, ""))))];
const reports = join(root, "reports/mutation");
mkdirSync(reports, { recursive: true });
const report = join(reports, `${source.replace("/", "-")}.json`);
rmSync(report, { force: true });
const own = join(reports, `${source.replace("/", "-")}.config.json`);
writeFileSync(
  own,
  JSON.stringify({
    ...JSON.parse(readFileSync(join(root, "test/mutation/stryker.config.json"), "utf8")),
    mutate: files.map((file) => `${source}/${file}`),
    ignorers,
    concurrency: processes,
    ignorePatterns: ["*", ...folders.map((folder) => `!${folder}/**`), "policies/dist", "!package.json"],
    jsonReporter: { fileName: report },
    tempDirName: join(tmpdir(), `bulkhead-mutation-${process.pid}`),
    // Stryker's own links come from a walk through all that stands here, which fails where a folder goes away meanwhile: of a process,
    // in the /proc of a host that is being booted.
    symlinkNodeModules: false,
    buildCommand: `ln -s ${join(root, "node_modules").replaceAll(" ", "\\ ")} node_modules`,
  }),
);
const { status } = spawnSync(process.execPath, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", own], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    BULKHEAD_MUTATED_ROOMS: mutated.join(","),
    // Policies look for the project that they judge from here on upwards: this one's file would be read with every verdict.
    PWD: tmpdir(),
    // Each mutant leaves a whole load of modules behind.
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --max-semi-space-size=64`,
  },
});
if (status !== 0 || !existsSync(report)) {
  console.error(`Stryker gave no result (exit ${status}).`);
  process.exit(1);
}

const counted = { Killed: "killed", Timeout: "timeout", Survived: "survived", NoCoverage: "survived" };
const results = new Map();
const sum = { room: "all", killed: 0, timeout: 0, survived: 0, broken: 0 };
for (const [file, { mutants }] of Object.entries(JSON.parse(readFileSync(report, "utf8")).files)) {
  const room = rooms.of(file.slice(source.length + 1));
  if (!results.has(room)) results.set(room, { room, killed: 0, timeout: 0, survived: 0, broken: 0 });
  for (const mutant of mutants) {
    // Of a mutant that does not load, nothing is known of the tests.
    if (mutant.status === "Ignored") continue;
    const kind = counted[mutant.status] ?? (mutant.status === "RuntimeError" ? "broken" : undefined);
    if (kind === undefined) {
      console.error(`${file}: a mutant ended as ${mutant.status}.`);
      process.exit(1);
    }
    results.get(room)[kind]++;
    sum[kind]++;
  }
}

const foundOut = ({ killed, timeout }) => killed + timeout;
const all = (one) => foundOut(one) + one.survived;
const score = (one) => (all(one) === 0 ? 100 : (foundOut(one) / all(one)) * 100);
const cells = (one) => `${all(one)} | ${foundOut(one)} | ${one.timeout} | ${one.survived} | ${score(one).toFixed(1)} %`;
const measured = [...results.values()].sort((one, other) => (one.room < other.room ? -1 : 1));
console.log(`
| room | mutants | found out | of them by time | survived | score |
| --- | ---: | ---: | ---: | ---: | ---: |
${[...measured, sum].map((one) => `| ${one.room} | ${cells(one)} |`).join("\n")}
`);
if (values.mutate === undefined && values.sample === undefined) record();

// A room that was measured as a whole has its row on the page, with the day and the commit; the others keep theirs.
function record() {
  const [before, rest] = readFileSync(page, "utf8").split("<!-- result -->\n");
  const [table, after] = rest.split("<!-- end -->");
  const rows = new Map([...new Set(rooms.files.map((file) => rooms.of(file)))].sort().map((room) => [room, undefined]));
  for (const [, room, row] of table.matchAll(/^\| ([\w/-]+) \| (\d.*) \|$/gm)) if (rows.has(room)) rows.set(room, row);
  for (const one of measured) rows.set(one.room, `${when} | ${cells(one)}`);
  const sums = { killed: 0, timeout: 0, survived: 0 };
  for (const row of rows.values()) {
    if (row === undefined) continue;
    const [, foundOutThere, timeout, survived] = row.split(" | ").slice(-5).map(Number);
    sums.killed += foundOutThere - timeout;
    sums.timeout += timeout;
    sums.survived += survived;
  }
  writeFileSync(
    page,
    `${before}<!-- result -->

| room | measured | commit | mutants | found out | of them by time | survived | score |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
${[...rows].map(([room, row]) => `| ${room} | ${row ?? "not yet | | | | | |"} |`).join("\n")}
| **what was measured, in all** | | | ${cells(sums)} |

<!-- end -->${after}`,
  );
}

if (sum.broken > 0) console.log(`${sum.broken} mutants did not load and are not counted.`);
if (all(sum) === 0) {
  console.error("No mutant was made: nothing is known of the tests.");
  process.exit(1);
}
console.log(`${foundOut(sum)} of ${all(sum)} mutants are found out.`);
if (score(sum) < goal) {
  console.error(`${score(sum).toFixed(1)} % is too few; at least ${goal} % are to be.`);
  process.exit(1);
}
