import { readdirSync } from "node:fs";
import { join } from "node:path";

// One process for all tables of verdicts: each alone would spend more time on loading the SDK than on judging.
const folder = join(__dirname, "rules");
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  if (name.endsWith(".test.ts")) require(join(folder, name));
}
