import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const require = createRequire(join(root, "package.json"));
const { buildSync } = require("esbuild");

/** What a module of ours exports, from its source as it stands. */
export function bundled(source) {
  const build = mkdtempSync(join(tmpdir(), "bulkhead-docs-"));
  try {
    const outfile = join(build, "module.cjs");
    buildSync({
      absWorkingDir: root,
      entryPoints: [source],
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
    });
    return require(outfile);
  } finally {
    rmSync(build, { recursive: true });
  }
}
