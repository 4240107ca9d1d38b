import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { toHtml } from "../../ops/report/html";
import { toJunit } from "../../ops/report/junit";
import { build, run, type Built } from "../ops/command";
import { frameworks, hostile, many, plain } from "../ops/reports";
import { Chromium, type Page } from "./chromium";

jest.setTimeout(180_000);

const root = join(__dirname, "../..");
// BULKHEAD_SCREENSHOTS keeps the pictures, to look at them.
const kept = process.env.BULKHEAD_SCREENSHOTS;
const folder = mkdtempSync(join(tmpdir(), "bulkhead-html-"));
let built: Built;
let chromium: Chromium;
const pages = new Map<string, string>();

beforeAll(async () => {
  built = build();
  chromium = new Chromium();
  const judged = async (name: string, ...args: readonly string[]): Promise<void> => {
    const { stdout, stderr } = await run(built.bulkhead, ["check", "--pack", built.pack, "--format", "html", ...args], {
      cwd: root,
    });
    if (!stdout.startsWith("<!doctype html>")) throw new Error(`no page: ${stderr}`);
    pages.set(name, stdout);
  };
  await judged("the shipped stacks", "--all");
  await judged("the leaky example", "--program", "examples/leaky-bot");
  pages.set("a report of every kind of thing, hostile in every name", toHtml(hostile, frameworks));
  pages.set("a report of many stacks", toHtml(many, frameworks));
});
afterAll(async () => {
  await chromium.close();
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

const looks = [
  { width: 360, height: 740, scheme: "light" },
  { width: 360, height: 740, scheme: "dark" },
  { width: 1280, height: 900, scheme: "light" },
  { width: 1280, height: 900, scheme: "dark" },
] as const;
const names = [
  "the shipped stacks",
  "the leaky example",
  "a report of every kind of thing, hostile in every name",
  "a report of many stacks",
];
const cases = names.flatMap((name) => looks.map((look) => [name, look.width, look.scheme, look] as const));

async function opened(name: string, look: (typeof looks)[number]): Promise<Page> {
  const file = join(folder, "report.html");
  writeFileSync(file, pages.get(name) ?? "");
  const page = await chromium.page();
  await page.open(pathToFileURL(file).href, look);
  // What is folded is looked at, too.
  await page.value("for (const each of document.querySelectorAll('details')) each.open = true");
  return page;
}

/** Texts of the picture that lie outside of the box that they stand in, or of the panel. */
const outside = `[...document.querySelectorAll(".panel svg")].flatMap((svg) =>
  [...svg.querySelectorAll("text, .label, .label b, .label small, .label span")].filter((text) => {
    const box = text.getBoundingClientRect();
    return [svg, text.closest("foreignObject") ?? svg].some((around) => {
      const { left, right, top, bottom } = around.getBoundingClientRect();
      return box.left < left - 1 || box.right > right + 1 || box.top < top - 1 || box.bottom > bottom + 1;
    });
  }).map((text) => text.textContent))`;

/** The least contrast of any text against what is behind it (https://www.w3.org/TR/WCAG22/#contrast-minimum). */
const leastContrast = readFileSync(join(__dirname, "least-contrast.js"), "utf8");

describe.each(cases)("%s, %d pixels wide, %s", (name, _width, _scheme, look) => {
  let page: Page;
  beforeAll(async () => {
    page = await opened(name, look);
    if (kept !== undefined) {
      writeFileSync(join(kept, `${names.indexOf(name)}-${look.width}-${look.scheme}.png`), await page.screenshot());
    }
  });

  it("says nothing in the console and asks for nothing but itself", () => {
    expect(page.complaints).toEqual([]);
    expect(page.requests.filter((url) => !url.startsWith("data:"))).toEqual([
      pathToFileURL(join(folder, "report.html")).href,
    ]);
  });

  it("is no wider than the screen, and no text of the picture leaves its box", async () => {
    expect(await page.value("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    expect(await page.value("document.querySelectorAll('.panel .label').length")).toBeGreaterThan(5);
    expect(await page.value(outside)).toEqual([]);
    // Nor does it under a font with letters half as wide again.
    await page.value("for (const each of document.querySelectorAll('.panel svg')) each.style.letterSpacing = '4px'");
    expect(await page.value(outside)).toEqual([]);
    await page.value("for (const each of document.querySelectorAll('[style]')) each.removeAttribute('style')");
  });

  it("has text that stands out from what is behind it by 4.5 to 1", async () => {
    const least = (await page.value(leastContrast)) as { ratio: number; text: string; seen: number };
    expect(least.seen).toBeGreaterThan(20);
    expect(least).toMatchObject({ ratio: expect.any(Number) as unknown });
    if (least.ratio < 4.5) throw new Error(`${least.ratio.toFixed(2)} to 1: ${least.text}`);
  });

  it("holds one heading of its own, and elements of our making alone", async () => {
    expect(await page.value("document.querySelectorAll('h1').length")).toBe(1);
    const foreign =
      "document.querySelectorAll('script, img, iframe, object, embed, form, input, base, [onload], [onerror], [onclick], [style]').length";
    expect(await page.value(foreign)).toBe(0);
    expect(await page.value("typeof window.pwned")).toBe("undefined");
  });
});

it("a JUnit report is well-formed XML, whatever a thing is called, and a browser's parser says where one is not", async () => {
  const page = await chromium.page();
  const fault = (xml: string): Promise<unknown> =>
    page.value(
      `new DOMParser().parseFromString(${JSON.stringify(xml)}, "application/xml").querySelector("parsererror")?.textContent ?? null`,
    );
  for (const report of [hostile, plain, many]) expect(await fault(toJunit(report))).toBeNull();
  expect(await fault(toJunit(plain).replace("</testsuite>", ""))).not.toBeNull();
});

it("a contrast that is too low is seen", async () => {
  const page = await opened("the leaky example", looks[0]);
  await page.value("document.querySelector('h2').setAttribute('style', 'color: #999')");
  // The page's policy refuses inline styles: the heading keeps its colour.
  expect(((await page.value(leastContrast)) as { ratio: number }).ratio).toBeGreaterThanOrEqual(4.5);
  await page.value("document.querySelector('h2').style.color = '#999'");
  expect(((await page.value(leastContrast)) as { ratio: number }).ratio).toBeLessThan(4.5);
});
