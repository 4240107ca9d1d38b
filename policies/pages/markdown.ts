import { frameworks, practices, type FrameworkId, controls } from "../frameworks";
import type { Page } from "./page";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row), ""];
}

/** `docs/policies/NAME.md`. */
export function pageMarkdown(page: Page): string {
  const { name, description, rationale, remedy, example, url, severity, levels, waivable, judged, types } = page;
  const lines = [
    `# ${name}`,
    "",
    `${description} Severity: ${severity}.`,
    "",
    "## Why",
    "",
    rationale,
    "",
    "## What to do",
    "",
    remedy,
    "",
    ...(example === undefined ? [] : [`\`\`\`${example.language}`, example.text, "```", ""]),
    `[Read more](${url})`,
    "",
    "## Level",
    "",
    ...table(["preset", "level"], Object.entries(levels)),
    waivable ? "A [waiver](../waivers.md) may cover it." : "No [waiver](../waivers.md) may cover it.",
    "",
    "## What it judges",
    "",
    judged,
    "",
    ...types.map((type) => `- \`${type}\``),
    ...(types.length === 0 ? [] : [""]),
    page.stacks,
    "",
    ...settings(page),
    ...served(page),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function settings({ name, settings: all }: Page): string[] {
  if (all.length === 0) return [];
  const example = Object.fromEntries(
    all.flatMap(({ name: option, default: value }) =>
      value === undefined ? [] : [[option, JSON.parse(value) as unknown]],
    ),
  );
  return [
    "## Settings",
    "",
    ...table(
      ["setting", "allowed", "default", "what it is for"],
      all.map((one) => [
        `\`${one.name}\``,
        one.allowed,
        one.default === undefined ? "none" : `\`${one.default}\``,
        one.description,
      ]),
    ),
    "In the file for `--policy-pack-config`, with the defaults:",
    "",
    "```json",
    JSON.stringify({ [name]: example }, undefined, 2),
    "```",
    "",
  ];
}

function served({ controls: all, practices: asked }: Page): string[] {
  if (all.length === 0 && asked.length === 0) return [];
  return [
    "## Controls it serves",
    "",
    ...all.map(({ framework, version, url, ids }) => `- [${framework}](${url}), ${version}: ${ids.join(", ")}`),
    ...asked.map(({ id, text }) => `- [Practices for exchange API keys](README.md#exchange-api-keys): ${id}. ${text}`),
    "",
  ];
}

const link = (name: string): string => `[${name}](${name}.md)`;

/** `docs/policies/README.md`: every page by area, by framework and by practice. */
export function indexMarkdown(all: readonly Page[]): string {
  const areas = [...new Set(all.map(({ area }) => area))];
  const presets = Object.keys(all[0]?.levels ?? {});
  const published = (Object.keys(frameworks) as FrameworkId[]).filter((id) => id !== "keys");
  const lines = [
    "# What the pack refuses",
    "",
    "Each policy says what holds once it has passed. `mandatory` stops the deployment; `remediate` mends the value and goes on; `advisory` only speaks;",
    "`disabled` is silent until a configuration wakes it. `bulkhead explain POLICY` prints the same pages.",
    "",
    `Presets (${presets.map((preset) => `\`${preset}\``).join(", ")}) and waivers: [waivers.md](../waivers.md).`,
    "",
    "## By area",
    "",
    ...areas.flatMap((area) => [
      `### ${area}`,
      "",
      ...table(
        ["policy", "what holds", "level", "severity"],
        all
          .filter((page) => page.area === area)
          .map(({ name, description, level, severity }) => [link(name), description, level, severity]),
      ),
    ]),
    "## What no waiver covers",
    "",
    ...all.filter(({ waivable, area }) => !waivable && area !== "bulkhead").map(({ name }) => `- ${link(name)}`),
    "",
    "## By framework",
    "",
    "A policy stands beside a control that asks for what it sees to. That it passes does not make an account compliant. Controls whose id could not be",
    "read in the document itself are left out.",
    "",
    ...published.flatMap((id) => [
      `### ${frameworks[id].name}, ${frameworks[id].version}`,
      "",
      `<${frameworks[id].url}>`,
      "",
      ...table(["control", "policies"], byControl(id, all)),
    ]),
    "## Exchange API keys",
    "",
    "What good practice asks of whoever holds an exchange's API keys. Permissions and allow-lists are set at the exchange, where no policy can look.",
    "",
    ...table(
      ["practice", "what it asks", "policies"],
      Object.entries(practices).map(([practice, text]) => [practice, text, serving("keys", practice, all)]),
    ),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function byControl(framework: FrameworkId, all: readonly Page[]): string[][] {
  const ids = new Set(all.flatMap(({ name }) => controls[name]?.[framework] ?? []));
  return [...ids]
    .sort((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .map((id) => [id, serving(framework, id, all)]);
}

function serving(framework: FrameworkId, control: string, all: readonly Page[]): string {
  const names = all.filter(({ name }) => controls[name]?.[framework]?.includes(control) === true);
  return names.length === 0 ? "none" : names.map(({ name }) => link(name)).join(", ");
}
