import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "../..");
const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** GitHub's anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

it.each(pages)("%s links to pages and headings that are there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const dead = Array.from(text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/gu), ([, target]) => target ?? "").filter((target) => {
    const [path = "", heading] = target.split("#");
    const file = path === "" ? join(root, page) : join(root, dirname(page), path);
    if (!existsSync(file)) return true;
    if (heading === undefined) return false;
    const headings = Array.from(readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gmu), ([, title]) =>
      anchor(title ?? ""),
    );
    return !headings.includes(heading);
  });
  expect(dead).toEqual([]);
});
