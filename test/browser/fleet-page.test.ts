import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fleetHtml } from "../../ops/fleet/fleet-html";
import { desk, hostileFleet, wideFleet } from "../ops/fleets";
import { Chromium, type Page } from "./chromium";

jest.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), "bulkhead-fleet-page-"));
const pages = { "a desk's fleet": desk, "a fleet hostile in every name": hostileFleet, "200 stacks": wideFleet };
const looks = [
  { width: 360, height: 740, scheme: "light" },
  { width: 360, height: 740, scheme: "dark" },
  { width: 1280, height: 900, scheme: "light" },
  { width: 1280, height: 900, scheme: "dark" },
] as const;
/** The least contrast of any text against what is behind it (https://www.w3.org/TR/WCAG22/#contrast-minimum). */
const leastContrast = readFileSync(join(__dirname, "least-contrast.js"), "utf8");
let chromium: Chromium;
beforeAll(() => {
  chromium = new Chromium();
});
afterAll(async () => {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
});

const cases = (Object.keys(pages) as (keyof typeof pages)[]).flatMap((name) =>
  looks.map((look) => [name, look.width, look.scheme, look] as const),
);

describe.each(cases)("%s, %d pixels wide, %s", (name, _width, _scheme, look) => {
  const file = join(folder, "fleet.html");
  let page: Page;
  beforeAll(async () => {
    writeFileSync(file, fleetHtml(pages[name]));
    page = await chromium.page();
    await page.open(pathToFileURL(file).href, look);
  });

  it("says nothing in the console and asks for nothing but itself", () => {
    expect(page.complaints).toEqual([]);
    expect(page.requests.filter((url) => !url.startsWith("data:"))).toEqual([pathToFileURL(file).href]);
  });

  it("is no wider than the screen, and shows every stack", async () => {
    expect(await page.value("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    expect(await page.value("document.querySelectorAll('table.cards td[data-label=Stack]').length")).toBe(
      pages[name].rows.length,
    );
    const hidden =
      "[...document.querySelectorAll('table.cards td')].filter((td) => td.getBoundingClientRect().height < 5).length";
    expect(await page.value(hidden)).toBe(0);
  });

  it("has text that stands out from what is behind it by 4.5 to 1", async () => {
    const least = (await page.value(leastContrast)) as { ratio: number; text: string; seen: number };
    expect(least.seen).toBeGreaterThan(10);
    if (least.ratio < 4.5) throw new Error(`${least.ratio.toFixed(2)} to 1: ${least.text}`);
  });

  it("holds elements of our making alone", async () => {
    expect(await page.value("document.querySelectorAll('h1').length")).toBe(1);
    const foreign =
      "document.querySelectorAll('script, img, iframe, object, embed, form, input, base, [onload], [onerror], [onclick], [style]').length";
    expect(await page.value(foreign)).toBe(0);
    expect(await page.value("typeof window.pwned")).toBe("undefined");
  });
});
