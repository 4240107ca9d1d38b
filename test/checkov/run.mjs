// Holds the shipped stacks against Checkov: their registrations, from the embedded engine, as Terraform JSON and in Terraform's
// own language. Exits 0 only if every failed check is accepted in accepted.json with its reason, and if every one that is
// accepted there still fails. A fault that is put in on purpose has to be found, or Checkov has read nothing.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkov } from "../../bench/policies/rivals.mjs";
import { terraformModule, terraformText } from "./terraform.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const scratch = mkdtempSync(join(tmpdir(), "bulkhead-checkov-"));
const faults = [];

/** The shipped stacks' registrations by stack. */
function registrations() {
  const recorder = join(scratch, "recorder");
  cpSync(join(here, "recorder"), recorder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(recorder, "node_modules"));
  const bulkhead = join(root, "dist/ops/bulkhead.js");
  const run = spawnSync(process.execPath, [bulkhead, "check", "--all", "--pack", recorder], {
    cwd: root,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`The shipped stacks can't be registered: ${run.stderr}${run.stdout}`);
  const stacks = readdirSync(root).flatMap((name) => /^Pulumi\.([^.]+)\.yaml$/u.exec(name)?.[1] ?? []);
  return stacks.map((stack) => [stack, JSON.parse(readFileSync(join(recorder, `${stack}.json`), "utf8"))]);
}

/** The same module without what each of these checks asks for, in the three ways that Checkov looks: value, document, reference. */
function spoiled(module) {
  const { resource } = structuredClone(module);
  resource.aws_instance.host.metadata_options.http_tokens = "optional";
  const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  resource.aws_iam_role_policy.bot_reads_secret.policy = `\${jsonencode(${JSON.stringify(everything)})}`;
  resource.aws_flow_log.flow.vpc_id = "vpc-0123456789abcdef0";
  return { resource };
}
const spoiledChecks = [
  ["CKV_AWS_79", "aws_instance.host"],
  ["CKV_AWS_355", "aws_iam_role_policy.bot_reads_secret"],
  ["CKV2_AWS_11", "aws_vpc.network"],
];

/** Checkov's results for stacks of one form: passed checks, and failed ones by stack as `CHECK ADDRESS`. */
function judged(form, modules, write) {
  for (const [stack, module] of modules) {
    const folder = join(scratch, form, stack);
    mkdirSync(folder, { recursive: true });
    write(folder, module);
  }
  const failed = new Map(modules.map(([stack]) => [stack, new Set()]));
  let passed = 0;
  for (const { results } of tool.reports(join(scratch, form))) {
    passed += results.passed_checks.length;
    for (const { check_id: id, file_path: path, resource } of results.failed_checks) {
      failed.get(path.split("/").filter(Boolean).at(-2)).add(`${id} ${resource}`);
    }
  }
  return { passed, failed };
}

const inText = (folder, module) => writeFileSync(join(folder, "main.tf"), terraformText(module));
const inJson = (folder, module) => writeFileSync(join(folder, "main.tf.json"), JSON.stringify(module, undefined, 2));

const tool = checkov();
try {
  const modules = registrations().map(([stack, resources]) => [stack, terraformModule(resources, stack)]);
  const accepted = JSON.parse(readFileSync(join(here, "accepted.json"), "utf8"));
  const reasons = new Map();
  for (const { check, resource, reason } of accepted) {
    const key = `${check} ${resource}`;
    if (typeof reason !== "string" || reason.trim().length < 20) faults.push(`${key}: its reason is missing.`);
    if (reasons.has(key)) faults.push(`${key} is listed twice.`);
    reasons.set(key, reason);
  }

  const text = judged("text", modules, inText);
  const applied = new Set();
  for (const [stack, { resource }] of modules) {
    const failed = text.failed.get(stack);
    for (const key of failed) if (!reasons.has(key)) faults.push(`${stack}: ${key} fails, and no reason is listed.`);
    for (const key of reasons.keys()) {
      const [type, label] = key.slice(key.indexOf(" ") + 1).split(".");
      if (resource[type]?.[label] === undefined) continue;
      applied.add(key);
      if (!failed.has(key)) faults.push(`${stack}: ${key} is listed and does not fail.`);
    }
  }
  for (const key of reasons.keys())
    if (!applied.has(key)) faults.push(`${key} is listed, and no stack has such a thing.`);

  // Of JSON Checkov names some resources by their label alone.
  const json = judged("json", modules, inJson);
  const short = (key) => key.replace(/ [^.]+\./u, " resource.");
  const known = new Set([...reasons.keys()].flatMap((key) => [key, short(key)]));
  for (const [stack, failed] of json.failed) {
    for (const key of failed)
      if (!known.has(key)) faults.push(`${stack}, as JSON: ${key} fails, and no reason is listed.`);
  }

  const worse = judged("spoiled", [["spoiled", spoiled(new Map(modules).get("grid-testnet"))]], inText).failed.get(
    "spoiled",
  );
  for (const key of spoiledChecks.map((parts) => parts.join(" "))) {
    if (!worse.has(key)) faults.push(`A fault put in on purpose is not found: ${key}.`);
  }

  const sum = ({ failed }) => [...failed.values()].reduce((count, keys) => count + keys.size, 0);
  if (faults.length === 0) {
    console.log(`${tool.name} on ${modules.map(([stack]) => stack).join(" and ")}:`);
    console.log(`  as Terraform JSON: ${json.passed} checks passed, ${sum(json)} accepted with reason`);
    console.log(`  in Terraform's own language: ${text.passed} checks passed, ${sum(text)} accepted with reason`);
  }
} catch (error) {
  faults.push(error.message);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const fault of faults) console.error(`error: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
