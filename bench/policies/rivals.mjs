// What the pack is measured against: @pulumi/awsguard and Checkov, installed into .cache/rivals and nowhere else.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../measure.mjs";

const awsguardVersion = "0.3.1";
const checkovVersion = "3.3.30";
const folder = join(root, ".cache/rivals");

function must(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    ...options,
  });
  if (status !== 0)
    throw new Error(`${command} ${args.slice(0, 4).join(" ")}: ${error?.message ?? stderr.slice(-2_000)}`);
  return stdout;
}

/** Its `node_modules`. */
export function awsguard() {
  const home = join(folder, "awsguard");
  const packages = join(home, "node_modules");
  if (!existsSync(join(packages, "@pulumi/awsguard/package.json"))) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), '{ "private": true }\n');
    const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--save-exact"];
    must("npm", ["install", ...flags, `@pulumi/awsguard@${awsguardVersion}`], { cwd: home });
  }
  return { name: `@pulumi/awsguard ${awsguardVersion}`, packages };
}

/** Checkov; `reports` answers what it says of a directory, `scan` the ids of the checks that failed, by folder below it. */
export function checkov() {
  const venv = join(folder, "checkov");
  const bin = join(venv, "bin/checkov");
  if (!existsSync(bin)) {
    must("python3", ["-m", "venv", venv]);
    must(join(venv, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", `checkov==${checkovVersion}`]);
  }
  const reports = (directory) => {
    const args = [
      "-d",
      directory,
      "--framework",
      "terraform",
      "terraform_json",
      "secrets",
      "-o",
      "json",
      "--compact",
      "--soft-fail",
    ];
    const env = { ...process.env, BC_SKIP_MAPPING: "TRUE", LOG_LEVEL: "ERROR" };
    const all = [JSON.parse(must(bin, [...args, "--skip-download"], { env }))].flat();
    let judged = 0;
    for (const { results, summary } of all) {
      if ((summary?.parsing_errors ?? 0) > 0) throw new Error("Checkov could not read every module.");
      judged += (results?.passed_checks?.length ?? 0) + (results?.failed_checks?.length ?? 0);
    }
    if (judged === 0) throw new Error("Checkov judged nothing.");
    return all;
  };
  return {
    name: `Checkov ${checkovVersion}`,
    reports,
    scan(directory) {
      const failed = new Map();
      for (const { results } of reports(directory)) {
        for (const { check_id: id, file_path: path } of results?.failed_checks ?? []) {
          const stack = path.split("/").filter(Boolean).at(-2);
          failed.set(stack, new Set([...(failed.get(stack) ?? []), id]));
        }
      }
      return failed;
    },
  };
}
