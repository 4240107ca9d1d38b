import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";

const root = join(__dirname, "../..");

/** The command compiled from the sources as they stand, so that the tests need no `npm run build`. */
export interface Built {
  readonly bulkhead: string;
  /** The real policy pack, bundled as scripts/build.mjs does. */
  readonly pack: string;
  readonly remove: () => void;
}

export function build(): Built {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const outdir = mkdtempSync(join(root, ".cache", "ops-test-"));
  buildSync({
    entryPoints: ["ops", "policies", "exchanges"].flatMap((room) => sources(join(root, room))),
    outbase: root,
    outdir,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  const pack = join(outdir, "pack");
  buildSync({
    entryPoints: [join(root, "policies/index.ts")],
    outfile: join(pack, "dist/index.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["@pulumi/*", "@grpc/grpc-js", "google-protobuf", "google-protobuf/*"],
    logLevel: "error",
  });
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime:\n  name: nodejs\nversion: 0.0.1\n");
  writeFileSync(join(pack, "package.json"), JSON.stringify({ name: "p", version: "0.0.1", main: "dist/index.js" }));
  return {
    bulkhead: join(outdir, "ops/bulkhead.js"),
    pack,
    remove: () => {
      rmSync(outdir, { recursive: true, force: true });
    },
  };
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["dist", "node_modules"].includes(entry.name) ? [] : sources(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

/** Writes files into a fresh folder that resolves our packages; answers its path. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-ops-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A JavaScript project with one stack, `dev`. */
export function project(program: string, more: Readonly<Record<string, string>> = {}): string {
  return folderWith({
    "Pulumi.yaml": "name: trial\nruntime: nodejs\n",
    "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
    "package.json": JSON.stringify({ name: "trial", main: "index.js" }),
    "index.js": `const pulumi = require("@pulumi/pulumi");\nconst aws = require("@pulumi/aws");\n${program}\n`,
    ...more,
  });
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a Node script to its end. */
export function run(
  script: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: options.cwd ?? root,
      env: { ...process.env, NODE_OPTIONS: "", ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

/** A policy pack written for a test: the text of its policies, and what it was asked, as it travelled. */
export function packOf(policies: string): string {
  return folderWith({
    "PulumiPolicy.yaml": "runtime: nodejs\n",
    "package.json": JSON.stringify({ name: "trial-pack", version: "1.0.0", main: "index.js" }),
    "index.js": `
const { appendFileSync } = require("node:fs");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { PolicyPack } = require("@pulumi/policy");
const seen = process.env.BULKHEAD_TEST_SEEN;
for (const method of seen ? ["configureStack", "getAnalyzerInfo", "configure", "remediate", "analyze", "analyzeStack"] : []) {
  const read = AnalyzerService[method].requestDeserialize;
  AnalyzerService[method].requestDeserialize = (bytes) => {
    const request = read(bytes);
    const properties = request.getProperties?.()?.toJavaScript();
    const config = request.getConfigMap && Object.fromEntries(request.getConfigMap().entries());
    appendFileSync(seen, JSON.stringify({ method, ...request.toObject(), properties, config }) + "\\n");
    return request;
  };
}
new PolicyPack("trial-pack", { enforcementLevel: "mandatory", policies: [${policies}] });
`,
  });
}
