// Compiles the components and the command (dist/), bundles the policy pack (policies/dist/index.js) and writes down what its
// policies say of themselves (policies/dist/policies.json).
// The pack is one file, so that the folder policies/ works wherever @pulumi/policy can be resolved.
// Types are checked by `npm run types`; with --declarations (before packing) they are also written, which takes far longer.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const require = createRequire(join(root, "package.json"));
const { build } = require("esbuild");

const shared = { absWorkingDir: root, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };

async function write(options) {
  const { outputFiles } = await build({ ...shared, ...options, write: false });
  for (const { path, contents } of outputFiles) put(path, contents);
}

/** Leaves alone what is there already, and puts the rest in its place whole: commands may be running from it. */
function put(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.${process.pid}`;
  writeFileSync(next, contents);
  renameSync(next, path);
}

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter(
      (name) =>
        name.endsWith(".ts") && !name.split(/[\\/]/u).some((part) => part === "dist" || part === "node_modules"),
    )
    .map((name) => join(folder, name));
}

const declarations = process.argv.includes("--declarations");
if (declarations) rmSync(join(root, "dist"), { recursive: true, force: true });

await write({
  entryPoints: ["exchanges", "infra", "policies", "ops"].flatMap(sources),
  outdir: "dist",
  outbase: ".",
  // Everything is CommonJS: a lazy `import()` of ours is a lazy `require`.
  supported: { "dynamic-import": false },
});
chmodSync(join(root, "dist/ops/bulkhead.js"), 0o755);

// What the threads of a scan run is one file: between modules every use of a name is a call, and theirs are in loops over characters.
await write({
  entryPoints: ["ops/scan/worker.ts"],
  outfile: "dist/ops/scan/worker.js",
  bundle: true,
  packages: "external",
});

await write({
  entryPoints: ["policies/index.ts"],
  outfile: "policies/dist/index.js",
  bundle: true,
  external: ["@pulumi/*", "@grpc/grpc-js", "google-protobuf", "google-protobuf/*"],
  legalComments: "linked",
});

// What `bulkhead explain` prints: the command does not load the pack.
const { pages } = require(join(root, "dist/policies/pages/page.js"));
const presets = ["bots", "strict", "advisory-rollout"].map((name) => [
  name,
  JSON.parse(readFileSync(join(root, "policies/presets", `${name}.json`), "utf8")),
]);
put(join(root, "policies/dist/policies.json"), Buffer.from(`${JSON.stringify(pages(Object.fromEntries(presets)))}\n`));

if (declarations) {
  const tsc = spawnSync(
    process.execPath,
    [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json", "--emitDeclarationOnly"],
    { cwd: root, stdio: "inherit" },
  );
  process.exitCode = tsc.status ?? 1;
}
