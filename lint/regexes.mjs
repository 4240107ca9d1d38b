// Judges every regular expression of the product by recheck: one that takes more than linear time is a way to stop a deployment.
// To judge all of them takes minutes. So regexes-judged.json keeps those that were found safe, by expression, flags, recheck's version and
// parameters; whatever is not in it is judged on every run. Usage: npm run lint:regexes [-- --afresh], which judges all again.
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(join(root, "package.json"));
const ts = require("typescript");

// The implementation in plain JavaScript answers the same on every platform; the others are a JVM's or a binary's.
process.env.RECHECK_SYNC_BACKEND = "pure";
const { checkSync } = require("recheck");

const rooms = ["exchanges", "infra", "ops", "policies"];
// Recheck's limit for one expression, in milliseconds; past it the answer is "unknown", which is refused as well. Its other limits of time
// would have a busy machine call a safe expression vulnerable; without them steps are counted, and verdicts repeat.
const parameters = { timeout: 120_000, incubationTimeout: null, attackTimeout: null };
const version = require("recheck/package.json").version;

const judgedFile = join(root, "lint/regexes-judged.json");
const judged = readFileSync(judgedFile, "utf8");
const kept = Object.fromEntries(
  process.argv.includes("--afresh") ? [] : JSON.parse(judged).map((key) => [key, "safe"]),
);

function* sources() {
  for (const room of rooms) {
    for (const file of readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).sort()) {
      const path = join(room, file);
      if (/\.[cm]?[jt]s$/.test(path) && !/\.d\.ts$|(?:^|\/)(?:dist|node_modules)\//.test(path)) yield path;
    }
  }
}

function* expressions(path) {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    const at = () => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      found.push({ line: at(), pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      node.expression.getText(source) === "RegExp"
    ) {
      const [pattern, flags] = node.arguments ?? [];
      if (
        pattern !== undefined &&
        ts.isStringLiteralLike(pattern) &&
        (flags === undefined || ts.isStringLiteralLike(flags))
      ) {
        found.push({ line: at(), pattern: pattern.text, flags: flags?.text ?? "" });
      } else {
        found.push({ line: at() });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  yield* found;
}

function keyOf({ pattern, flags }) {
  return createHash("sha256")
    .update(JSON.stringify([version, parameters, pattern, flags]))
    .digest("hex")
    .slice(0, 32);
}

function judge({ pattern, flags }) {
  // `d` only asks for ranges, and recheck does not know it.
  const { status, complexity, error } = checkSync(pattern, flags.replace("d", ""), parameters);
  return status === "safe" ? "safe" : `${status} (${complexity?.summary ?? error?.kind ?? "no reason given"})`;
}

/** Judges what is not in the cache in threads of its own, each taking the next expression when it is through with one. */
async function judgeAll(expressions) {
  const pending = [...new Map(expressions.map((one) => [keyOf(one), one])).entries()].filter(
    ([key]) => kept[key] === undefined,
  );
  const lane = () =>
    new Promise((done, failed) => {
      const worker = new Worker(fileURLToPath(import.meta.url), { workerData: "judge" });
      let key;
      const next = () => {
        const step = pending.pop();
        if (step === undefined) return void worker.terminate().then(done);
        key = step[0];
        worker.postMessage(step[1]);
      };
      worker.on("error", failed);
      worker.on("message", (verdict) => {
        kept[key] = verdict;
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), pending.length) }, lane));
}

async function main() {
  const all = [...sources()].flatMap((path) => [...expressions(path)].map((one) => ({ path, ...one })));
  const literal = all.filter(({ pattern }) => pattern !== undefined);
  await judgeAll(literal);
  let bad = 0;
  for (const one of literal) {
    const verdict = kept[keyOf(one)];
    if (verdict === "safe") continue;
    bad++;
    console.error(
      `${one.path}:${one.line}: /${one.pattern}/${one.flags} is ${verdict}; only linear expressions are allowed`,
    );
  }
  const safe = [...new Set(literal.map(keyOf))].filter((key) => kept[key] === "safe").sort();
  const now = `${JSON.stringify(safe, undefined, 2)}\n`;
  if (now !== judged) writeFileSync(judgedFile, now);
  console.log(
    `${literal.length} regular expressions judged, ${bad} refused, ${all.length - literal.length} built at run time and not judged${now === judged ? "" : "; lint/regexes-judged.json has changed: commit it"}`,
  );
  process.exitCode = bad === 0 ? 0 : 1;
}

if (isMainThread) await main();
else if (workerData === "judge") parentPort.on("message", (expression) => parentPort.postMessage(judge(expression)));
