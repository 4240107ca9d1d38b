import { oneLine } from "../../policies/verdict";
import { leavesOpen, refuses, type Report } from "./report";
import { sourceOf } from "./source";
import { labelOf, repairOf, resultOf, sentenceOf } from "./wording";
import { workflowCommand } from "./workflow-command";

/**
 * Annotations of GitHub Actions, the refusals first: GitHub shows ten errors and ten warnings a step
 * (https://docs.github.com/en/actions/reference/limits). The last line says how many there are.
 */
export function toGithub(report: Report): string {
  const { word, numbers } = resultOf(report.summary);
  const unjudged = report.stacks.flatMap((stack) =>
    stack.error === undefined
      ? []
      : [workflowCommand("error", { title: `${stack.stack} could not be judged` }, stack.error)],
  );
  const verdicts = report.stacks.flatMap((stack) => stack.verdicts.map((verdict) => ({ stack, verdict })));
  const line = ({ stack, verdict }: (typeof verdicts)[number]): string => {
    const { policy, level, severity, remedy, assumed } = verdict;
    const rests = assumed === true ? " (rests on a made-up answer)" : "";
    return workflowCommand(
      level === "mandatory" ? "error" : "warning",
      {
        file: sourceOf(stack, verdict.file),
        line: verdict.line,
        title: `${policy} (${severity}) in ${stack.stack}`,
      },
      `${sentenceOf(verdict)}${rests}${remedy === "" ? "" : `\nFix: ${remedy}`}`,
    );
  };
  const undecided = report.stacks.flatMap((stack) =>
    stack.undecided.map(({ policy, urn, reason }) =>
      workflowCommand(
        "error",
        { file: sourceOf(stack, stack.file), title: `${policy} is undecided in ${stack.stack}` },
        `${labelOf(urn)}: can't be known offline: ${reason}`,
      ),
    ),
  );
  const mended = report.stacks.flatMap((stack) =>
    stack.mended.map((each) =>
      workflowCommand(
        "notice",
        { file: sourceOf(stack, stack.file), title: `${each.policy} mends in ${stack.stack}` },
        `${repairOf(each)}: changed before it is made, and the program stays as it is.`,
      ),
    ),
  );
  const lines = [
    ...unjudged,
    ...verdicts.filter(({ verdict }) => refuses(verdict)).map(line),
    ...verdicts.filter(({ verdict }) => leavesOpen(verdict)).map(line),
    ...undecided,
    ...verdicts.filter(({ verdict }) => verdict.level === "advisory").map(line),
    ...mended,
    oneLine(`bulkhead: ${word}: ${numbers.join(", ")}.`),
  ];
  return `${lines.join("\n")}\n`;
}
