// Compiles the components and the command (dist/) and bundles the policy pack (policies/dist/index.js).
// The pack is one file, so that the folder policies/ works wherever @pulumi/policy can be resolved.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(join(root, "package.json"));

rmSync(join(root, "dist"), { recursive: true, force: true });
const tsc = spawnSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
const command = join(root, "dist/ops/bulkhead.js");
if (existsSync(command)) chmodSync(command, 0o755);

const { build } = require("esbuild");
await build({
  absWorkingDir: root,
  entryPoints: ["policies/index.ts"],
  outfile: "policies/dist/index.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["@pulumi/*", "@grpc/grpc-js", "google-protobuf", "google-protobuf/*"],
  legalComments: "linked",
  logLevel: "warning",
});
