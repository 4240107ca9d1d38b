// Draws docs/images/fleet.png: the fleet's page of a made-up desk, as a real browser shows it, on a screen and on a phone in
// the dark. Needs Chromium, which test/browser/run.sh installs: `npm run docs:fleet`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";
import { buildSync } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "bulkhead-fleet-picture-"));
const load = (entry) => {
  const outfile = join(folder, `${entry.replaceAll("/", "-")}.cjs`);
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "cjs", packages: "external" });
  return createRequire(import.meta.url)(outfile);
};
const { fleetHtml } = load("ops/fleet/fleet-html.ts");
const { desk } = load("test/ops/fleets.ts");
const { Chromium } = load("test/browser/chromium.ts");

const page = join(folder, "fleet.html");
writeFileSync(page, fleetHtml(desk));
const chromium = new Chromium();
try {
  for (const [name, look] of Object.entries({
    fleet: { width: 1280, height: 900, scheme: "light" },
    "fleet-phone": { width: 390, height: 844, scheme: "dark" },
  })) {
    const tab = await chromium.page();
    await tab.open(pathToFileURL(page).href, look);
    if (look.width < 600)
      await tab.ask("Emulation.setDeviceMetricsOverride", { ...look, deviceScaleFactor: 1, mobile: true });
    const clip = { x: 0, y: 0, width: look.width, height: look.width < 600 ? 1500 : 1250, scale: 1 };
    const { data } = await tab.ask("Page.captureScreenshot", { captureBeyondViewport: true, clip });
    writeFileSync(`docs/images/${name}.png`, Buffer.from(String(data), "base64"));
  }
} finally {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
}
