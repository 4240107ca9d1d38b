import { oneLine, type Verdict } from "../../policies/verdict";
import type { Message, ReportedResource } from "../embedded/deployment";
import { groupsOf } from "./groups";
import type { Report, StackReport } from "./report";
import type { Style } from "./style";
import { labelOf, placeOf, plural, repairOf, resultOf, sentenceOf } from "./wording";

/** The report for people: each stack's resources and verdicts, and one closing line. */
export function toConsole(report: Report, style: Style): string {
  const lines = report.stacks.flatMap((stack) => [...stackLines(stack, style), ""]);
  return `${[...lines, closing(report, style)].join("\n")}\n`;
}

function stackLines(stack: StackReport, style: Style): string[] {
  const { resources, verdicts, undecided, mended, messages } = stack;
  const of = oneLine(stack.state ?? stack.program ?? "");
  if (stack.error !== undefined) {
    return [
      `${style.bold(stack.stack)} ${style.dim(of)}`,
      `${style.yellow("could not judge")} ${stack.error.split("\n").map(oneLine).join("\n  ")}`,
    ];
  }
  return [
    `${style.bold(stack.stack)} ${style.dim(`${of} · ${plural(resources.length, "resource")}`)}`,
    ...tree(resources, verdicts, style),
    ...groups(verdicts, style),
    ...undecided.flatMap(({ policy, urn, reason }) => [
      "",
      `${style.yellow("undecided")} ${style.bold(policy)}`,
      `  ${labelOf(urn)}: ${reason}`,
      `  ${style.dim("can't be known offline; pulumi preview --policy-pack decides")}`,
    ]),
    ...repairs(mended, style),
    // What a check of a program does not reach stands in its documentation; what a state leaves open depends on the state.
    ...(stack.state === undefined ? [] : beyond(stack.limits, style)),
    ...said(messages, style),
  ];
}

function repairs(mended: StackReport["mended"], style: Style): string[] {
  if (mended.length === 0) return [];
  return [
    "",
    style.dim("mended by the pack, and judged as mended; pulumi up does the same, and the program stays as it is:"),
    ...mended.map((each) => `  ${each.policy}: ${repairOf(each)}`),
  ];
}

function beyond(limits: StackReport["limits"], style: Style): string[] {
  return ["", style.dim("not judged:"), ...limits.map(({ subject, reason }) => `  ${subject}: ${reason}`)];
}

/** How many levels are shown whole: the stack, its component, and what that consists of. Deeper, what no verdict is on is counted. */
const unfolded = 3;

function tree(resources: readonly ReportedResource[], verdicts: readonly Verdict[], style: Style): string[] {
  const children = new Map<string, ReportedResource[]>();
  const urns = new Set(resources.map(({ urn }) => urn));
  for (const resource of resources) {
    const parent = urns.has(resource.parent) ? resource.parent : "";
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [resource]);
    else siblings.push(resource);
  }
  const worst = new Map<string, "mandatory" | "advisory">();
  for (const { urn, level } of verdicts) if (worst.get(urn) !== "mandatory") worst.set(urn, level);
  const branch = (resource: ReportedResource): ReportedResource[] => [resource, ...below(resource).flatMap(branch)];
  const below = ({ urn }: ReportedResource): ReportedResource[] => children.get(urn) ?? [];
  const isJudged = (resource: ReportedResource): boolean => branch(resource).some(({ urn }) => worst.has(urn));
  const walk = (siblings: readonly ReportedResource[], indent: string, level: number): string[] =>
    siblings.flatMap((resource, index) => {
      const last = index === siblings.length - 1;
      const [shown, folded] = level < unfolded ? [below(resource), []] : parted(below(resource), isJudged);
      const others = folded.flatMap(branch).length;
      const count = others === 0 ? "" : ` · ${plural(others, shown.length === 0 ? "resource" : "other resource")}`;
      const verdict = worst.get(resource.urn);
      const mark = verdict === "mandatory" ? style.red(" ✗") : verdict === "advisory" ? style.yellow(" !") : "";
      return [
        `${style.dim(indent + (last ? "└─ " : "├─ "))}${oneLine(resource.name)} ${style.dim(oneLine(resource.type) + count)}${mark}`,
        ...walk(shown, indent + (last ? "   " : "│  "), level + 1),
      ];
    });
  return walk(children.get("") ?? [], "", 1);
}

function parted<T>(list: readonly T[], is: (each: T) => boolean): [T[], T[]] {
  return [list.filter(is), list.filter((each) => !is(each))];
}

function groups(verdicts: readonly Verdict[], style: Style): string[] {
  return groupsOf(verdicts).flatMap((group) => {
    const [{ policy, level, severity, remedy }] = group;
    const head = level === "mandatory" ? style.red("refused") : style.yellow("advisory");
    return [
      "",
      `${head} ${style.bold(policy)} ${style.dim(severity)}`,
      ...group.map((verdict) => `  ${verdictLine(verdict, style)}`),
      ...(remedy === "" ? [] : [`  ${style.green("→")} ${remedy}`]),
    ];
  });
}

function verdictLine(verdict: Verdict, style: Style): string {
  const { file, line, assumed } = verdict;
  const where = file === undefined ? "" : ` ${style.dim(`(${placeOf(file, line)})`)}`;
  const rests = assumed === true ? ` ${style.yellow("rests on a made-up answer")}` : "";
  return `${sentenceOf(verdict)}${where}${rests}`;
}

function said(messages: readonly Message[], style: Style): string[] {
  const lines = messages.flatMap(({ severity, text }) =>
    text.split("\n").map((line) => ({ severity, line: oneLine(line.trimEnd()) })),
  );
  const shown = lines.filter(({ line }) => line !== "");
  if (shown.length === 0) return [];
  const [bound, longest] = [12, 400];
  return [
    "",
    style.dim("the program says:"),
    ...shown.slice(0, bound).map(({ severity, line }) => {
      const text = `  ${line.length > longest ? `${line.slice(0, longest)} …` : line}`;
      return severity === "error" ? style.red(text) : severity === "warning" ? style.yellow(text) : style.dim(text);
    }),
    ...(shown.length > bound ? [style.dim(`  … ${plural(shown.length - bound, "more line")}`)] : []),
  ];
}

function closing({ summary }: Report, style: Style): string {
  const { word, numbers } = resultOf(summary);
  const shown = {
    passed: style.green("✓ passed"),
    refused: style.red("✗ refused"),
    "could not judge": style.yellow("? could not judge"),
  }[word];
  return `${shown}: ${numbers.join(", ")}.`;
}
