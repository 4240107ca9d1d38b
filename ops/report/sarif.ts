import { createHash } from "node:crypto";
import type { Severity, Verdict } from "../../policies/verdict";
import type { Report, StackReport } from "./report";
import { sarifLog, uriOf } from "./sarif-log";
import { sourceOf } from "./source";
import { labelOf, repairOf, sentenceOf } from "./wording";

// GitHub ranks by this number: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
const ranks: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" };

/**
 * SARIF of the verdicts. Each has the URN as logical location and, where the project is known, a physical one: the file
 * and line to mend, else the stack file; GitHub refuses a whole log for one result without. What is undecided is a result of
 * kind `open`, what rests on made-up answers of kind `review`, what a
 * policy mended of kind `informational`; a stack that could not be judged is a notification.
 */
export function toSarif(report: Report): string {
  const rules = report.policies.map(({ name, description, remedy, severity, url, tags }) => ({
    id: name,
    shortDescription: { text: description },
    ...(remedy === "" ? {} : { help: { text: remedy } }),
    ...(/^https?:\/\/[^\s"<>]+$/u.test(url) ? { helpUri: url } : {}),
    properties: { "security-severity": ranks[severity], tags: [...new Set(["security", ...tags])] },
  }));
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const rule = (policy: string): object => ({
    ruleId: policy,
    ...(ruleIndex.has(policy) ? { ruleIndex: ruleIndex.get(policy) } : {}),
  });
  const results = report.stacks.flatMap((stack) => [
    ...stack.verdicts.map((verdict) => ({
      ...rule(verdict.policy),
      ...standing(verdict),
      message: { text: textOf(verdict) },
      locations: [locationOf(stack, verdict)],
      partialFingerprints: { "bulkhead/v1": fingerprint(verdict.policy, verdict.urn, verdict.path ?? verdict.message) },
      properties: { severity: verdict.severity, stack: stack.stack },
    })),
    ...stack.undecided.map(({ policy, urn, reason }) => ({
      ...rule(policy),
      kind: "open",
      level: "none",
      message: { text: `${labelOf(urn)}: can't be decided offline; it depends on ${reason}.` },
      locations: [locationOf(stack, { urn })],
      partialFingerprints: { "bulkhead/v1": fingerprint(policy, urn, "undecided") },
      properties: { stack: stack.stack },
    })),
    ...stack.mended.map((each) => ({
      ...rule(each.policy),
      kind: "informational",
      level: "none",
      message: { text: `${repairOf(each)}: changed before it is made, and the program stays as it is.` },
      locations: [locationOf(stack, each)],
      partialFingerprints: { "bulkhead/v1": fingerprint(each.policy, each.urn, each.path) },
      properties: { stack: stack.stack },
    })),
  ]);
  return sarifLog({
    tool: {
      driver: { name: "Bulkhead", rules },
    },
    automationDetails: { id: "bulkhead/check/" },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: report.summary.unjudged === 0,
        toolExecutionNotifications: report.stacks.flatMap(({ stack, error }) =>
          error === undefined
            ? []
            : [{ level: "error", message: { text: `Stack ${stack} could not be judged. ${error}` } }],
        ),
      },
    ],
    results,
  });
}

function standing({ level, assumed }: Verdict): object {
  if (level === "advisory") return { level: "warning" };
  return assumed === true ? { kind: "review", level: "none" } : { level: "error" };
}

function textOf(verdict: Verdict): string {
  return `${sentenceOf(verdict)}${verdict.remedy === "" ? "" : `\n${verdict.remedy}`}`;
}

function locationOf(stack: StackReport, at: { urn: string; file?: string; line?: number; path?: string }): object {
  const file = sourceOf(stack, at.file ?? stack.file);
  return {
    ...(file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(file) },
            ...(at.line === undefined ? {} : { region: { startLine: at.line } }),
          },
        }),
    logicalLocations: [
      { name: labelOf(at.urn), kind: "resource", fullyQualifiedName: at.urn },
      ...(at.path === undefined ? [] : [{ name: at.path, kind: "property" }]),
    ],
  };
}

/** Tells whether two runs speak of the same thing, wherever its line has moved. */
function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
