import { oneLine } from "../../policies/verdict";
import { worstFirst, type Group } from "./groups";
import { resultOfStack, type Report, type StackReport } from "./report";
import { sourceOf } from "./source";
import { labelOf, placeOf, plural, resultOf, unsaidPath } from "./wording";

/** GitHub takes comments of up to 65,536 characters; what is cut is counted. */
const bound = 60_000;
/** Lets a bot find its own comment again. */
const marker = "<!-- bulkhead check -->";

/** The report as a comment on a pull request: the verdict first, what to mend next, everything else folded. */
export function toMarkdown(report: Report): string {
  const { word, numbers } = resultOf(report.summary);
  const head = { passed: "✅ Passed", refused: "❌ Refused", "could not judge": "⚠️ Could not judge" }[word];
  const parts = [`${marker}\n## ${head}\n`, `Bulkhead: ${numbers.join(", ")}.\n`, ...report.stacks.flatMap(stackParts)];
  let text = "";
  for (const [index, part] of parts.entries()) {
    if (text.length + part.length > bound) {
      return `${text}\n*${plural(parts.length - index, "more section")} not shown: too long for a comment. The console has everything.*\n`;
    }
    text += `${text === "" ? "" : "\n"}${part}`;
  }
  return text;
}

const dots = { passed: "✅", refused: "❌", undecided: "⚠️" } as const;

function stackParts(stack: StackReport): string[] {
  const title = `### ${code(stack.stack)} ${dots[resultOfStack(stack)]}`;
  if (stack.error !== undefined) return [`${title}\n`, `Could not be judged:\n\n${fence(stack.error)}\n`];
  const mandatory = stack.verdicts.filter(({ level }) => level === "mandatory");
  const advice = stack.verdicts.filter(({ level }) => level === "advisory");
  return [
    `${title}\n`,
    ...(mandatory.length === 0 && stack.undecided.length === 0
      ? [`${plural(stack.resources.length, "resource")}, nothing to mend.\n`]
      : []),
    ...worstFirst(mandatory).map((group) => groupPart(stack, group)),
    ...(stack.undecided.length === 0
      ? []
      : [
          folded(
            `${stack.undecided.length} undecided offline`,
            stack.undecided
              .map(({ policy, urn, reason }) => `- ${code(policy)} on ${code(labelOf(urn))}: ${prose(reason)}`)
              .join("\n"),
          ),
        ]),
    ...(advice.length === 0
      ? []
      : [
          folded(
            `${advice.length} advisory`,
            worstFirst(advice)
              .map((group) => groupPart(stack, group))
              .join("\n"),
          ),
        ]),
    ...(stack.mended.length === 0
      ? []
      : [
          folded(
            `${stack.mended.length} mended by the pack`,
            [
              "Changed before it was judged. `pulumi up` does the same, and the program stays as it is.\n",
              ...stack.mended.map(
                ({ policy, urn, path }) => `- ${code(policy)} on ${code(labelOf(urn))}: ${code(path)}`,
              ),
            ].join("\n"),
          ),
        ]),
    folded(`What was not judged`, notJudged(stack)),
  ];
}

function groupPart(stack: StackReport, group: Group): string {
  const [first] = group;
  const lines = group.map((verdict) => {
    const { urn, message, file, line, assumed } = verdict;
    const path = unsaidPath(verdict);
    const at = path === undefined ? "" : `${code(path)}: `;
    const source = sourceOf(stack, file);
    const where = source === undefined ? "" : ` (${code(placeOf(source, line))})`;
    return `- ${code(labelOf(urn))}: ${at}${prose(message)}${where}${assumed === true ? " *rests on a made-up answer*" : ""}`;
  });
  const remedy = first.remedy === "" ? "" : `\n\n> ${prose(first.remedy)}`;
  return `**${prose(first.policy)}** · ${first.severity}\n\n${lines.join("\n")}${remedy}\n`;
}

function notJudged({ limits, idle }: StackReport): string {
  const lines = limits.map(({ subject, reason }) => `- ${prose(subject)}: ${prose(reason)}`);
  if (idle.length > 0) {
    const names = idle.map(({ policy }) => code(policy)).join(", ");
    lines.push(`- ${plural(idle.length, "policy", "policies")} without business in this stack: ${names}`);
  }
  return lines.join("\n");
}

function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>\n`;
}

/** A code span that holds any text: nothing in it is a link, a mention or HTML. */
function code(text: string): string {
  const line = oneLine(text).trim();
  if (line === "") return "(nothing)";
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/gu), ([run]) => run.length));
  const fences = "`".repeat(longest + 1);
  return longest === 0 ? `${fences}${line}${fences}` : `${fences} ${line} ${fences}`;
}

function fence(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fences = "`".repeat(longest + 1);
  return `${fences}text\n${text.split("\n").map(oneLine).join("\n")}\n${fences}`;
}

/**
 * Text in which nothing is markup but the code spans that our messages have. Mentions, references to issues and addresses
 * are kept from becoming links by an empty comment inside.
 */
function prose(text: string): string {
  return oneLine(text)
    .split(/(`[^`]*`)/u)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : plainText(part)))
    .join("");
}

function plainText(text: string): string {
  return text.replace(/[\\`*_~[\]<>|#&!()$]/gu, "\\$&").replace(/@|:\/\/|www\.|\bGH-/giu, "$&<!-- -->");
}
