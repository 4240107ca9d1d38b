import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "../policies/pages/page";
import { findUp } from "./embedded/project";
import { nearest } from "./nearest";
import { type Style, styleFor } from "./report/style";
import { quoted, UserError } from "./user-error";
import { many, type Values } from "./values";

/** `bulkhead explain`: the page of one policy, or all policies in a line each. Throws UserError where there is no such policy. */
export function explain(values: Values): number {
  const names = many(values.operands);
  const [name, more] = names;
  if (more !== undefined) throw new UserError(`bulkhead explain takes one policy; found ${names.length}.`);
  const all = readPages();
  const style = styleFor(process.stdout);
  process.stdout.write(name === undefined ? listed(all, style) : explained(pageNamed(name, all), style));
  return 0;
}

// The build writes it from the pack's list of policies, so that nothing of the pack has to run.
function readPages(): readonly Page[] {
  const file = findUp(__dirname, join("policies", "dist", "policies.json"));
  if (file === undefined) {
    throw new UserError(
      "What the policies say of themselves is missing. Install bulkhead again, or run npm run build.",
    );
  }
  return JSON.parse(readFileSync(file, "utf8")) as readonly Page[];
}

function pageNamed(name: string, all: readonly Page[]): Page {
  const page = all.find((each) => each.name === name);
  if (page !== undefined) return page;
  const meant = nearest(
    name,
    all.map((each) => each.name),
  );
  throw new UserError(
    `${quoted(name)} is no policy of the pack.${meant === undefined ? "" : ` Did you mean ${meant}?`} bulkhead explain lists all.`,
  );
}

function listed(all: readonly Page[], style: Style): string {
  const width = (of: (page: Page) => string): number => Math.max(...all.map((page) => of(page).length));
  const [names, levels] = [width(({ name }) => name), width(({ level }) => level)];
  return all
    .map(
      ({ name, level, description }) =>
        `${style.bold(name.padEnd(names))}  ${style.dim(level.padEnd(levels))}  ${description}\n`,
    )
    .join("");
}

function explained(page: Page, style: Style): string {
  const section = (title: string, ...lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ["", style.bold(title), ...lines.map((line) => (line === "" ? "" : `  ${line}`))];
  return `${[
    `${style.bold(page.name)} ${style.dim(`${page.level} · ${page.severity}`)}`,
    ...wrapped(page.description),
    ...section("Why", ...wrapped(page.rationale)),
    ...section("What to do", ...wrapped(page.remedy), ...exampleOf(page, style), "", page.url),
    ...section(
      "Level",
      ...columns(Object.entries(page.levels)),
      page.waivable ? "A waiver may cover it." : "No waiver may cover it.",
    ),
    ...section("What it judges", ...wrapped(page.judged), ...page.types.map((type) => `  ${type}`), page.stacks),
    ...section(
      "Settings",
      ...page.settings.flatMap((one) => [
        `${one.name}: ${one.allowed}; default: ${one.default ?? "none"}`,
        ...wrapped(one.description).map((line) => `  ${line}`),
      ]),
    ),
    ...section(
      "Controls it serves",
      ...page.controls.map(({ framework, version, ids }) => `${framework}, ${version}: ${ids.join(", ")}`),
      ...page.practices.map(({ id, text }) => `Practices for exchange API keys: ${id}. ${text}`),
    ),
  ].join("\n")}\n`;
}

function exampleOf({ example }: Page, style: Style): readonly string[] {
  return example === undefined
    ? []
    : ["", ...example.text.split("\n").map((line) => (line === "" ? "" : `  ${style.dim(line)}`))];
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

/** Lines that fit a terminal; a word is never cut. */
function wrapped(text: string): readonly string[] {
  const width = (process.stdout.isTTY ? Math.min(process.stdout.columns, 100) : 100) - 4;
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter((each) => each !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
