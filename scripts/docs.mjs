// Writes the pages that are generated from the sources: docs/detectors.md, docs/exchanges.md and docs/eyes.md.
// With --check it writes nothing and fails where a page is not what it would write.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./bundled.mjs";
import { detectorsPage } from "./detectors-page.mjs";
import { exchangesPage } from "./exchanges-page.mjs";
import { eyesPage } from "./eyes-page.mjs";

const pages = { "docs/detectors.md": detectorsPage, "docs/exchanges.md": exchangesPage, "docs/eyes.md": eyesPage };

for (const [page, write] of Object.entries(pages)) {
  const path = join(root, page);
  const text = write();
  if (!process.argv.includes("--check")) {
    writeFileSync(path, text);
  } else if (readFileSync(path, "utf8") !== text) {
    console.error(`${page} is not what its sources say. Run: npm run docs`);
    process.exitCode = 1;
  }
}
