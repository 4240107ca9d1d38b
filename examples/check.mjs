// Shows the examples as a newcomer meets them: somebody's own program passes, and the leaky one is refused with exactly
// the verdicts of expected.json, no more and no fewer. Exits 0 only then.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const bulkhead = join(here, "../dist/ops/bulkhead.js");

if (!existsSync(bulkhead) || !existsSync(join(here, "leaky-bot/generated"))) {
  console.error("error: dist/ or examples/leaky-bot/generated/ is missing. Run: npm run prepare");
  process.exit(2);
}

/** Runs `bulkhead check` on an example; what it prints is handed on where `shown`, kept otherwise. */
function check(example, shown, ...flags) {
  const program = relative(process.cwd(), join(here, example));
  const child = spawn(process.execPath, [bulkhead, "check", "--program", program, ...flags], {
    stdio: ["ignore", shown ? "inherit" : "pipe", "inherit"],
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

/** What a verdict is compared by; what is not there is left out or null in a report. */
const place = ({ policy, urn, path, file, line }) => `${policy}  ${urn}  ${path ?? "-"}  ${file ?? "-"}:${line ?? "-"}`;

const failures = [];

console.log("\nAn own program with the pack added, examples/own-program:\n");
const own = await check("own-program", true);
if (own.code !== 0) failures.push(`examples/own-program should pass (exit 0), but exited ${own.code}.`);

console.log("\nA program that leaks in six places, examples/leaky-bot:\n");
const [leaky, report] = await Promise.all([check("leaky-bot", true), check("leaky-bot", false, "--json")]);
if (leaky.code !== 1) failures.push(`examples/leaky-bot should be refused (exit 1), but exited ${leaky.code}.`);

try {
  const expected = JSON.parse(readFileSync(join(here, "leaky-bot/expected.json"), "utf8")).map(place);
  const found = JSON.parse(report.output).stacks.flatMap((stack) => stack.verdicts.map(place));
  for (const one of found) {
    const index = expected.indexOf(one);
    if (index === -1) failures.push(`not expected: ${one}`);
    else expected.splice(index, 1);
  }
  for (const one of expected) failures.push(`expected, but not reported: ${one}`);
} catch (error) {
  failures.push(`the report of examples/leaky-bot could not be read: ${error.message}`);
}

if (failures.length > 0) {
  for (const failure of failures) console.error(`error: ${failure}`);
  process.exit(1);
}
console.log("\nBoth examples got exactly the verdicts they should get: the own program none, the leaky one its six.");
