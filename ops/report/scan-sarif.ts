import { detectors } from "../../policies/detection/detectors";
import type { Found, ScanReport } from "../scan/found";
import { sarifLog, uriOf } from "./sarif-log";

const levels = { high: "error", medium: "warning", low: "note" } as const;
// GitHub ranks by this number: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
const ranks = { high: "9.0", medium: "5.0", low: "1.0" } as const;

/** SARIF. What a comment or the baseline allows is there as a suppressed result. */
export function sarifReport(report: ScanReport): string {
  const rules = detectors.map(({ id, title, severity }) => ({
    id,
    shortDescription: { text: `Finds ${title}.` },
    defaultConfiguration: { level: levels[severity] },
    properties: { "security-severity": ranks[severity], tags: ["security", "secrets"] },
  }));
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const result = (finding: Found): object => ({
    ruleId: finding.detector,
    ...(ruleIndex.has(finding.detector) ? { ruleIndex: ruleIndex.get(finding.detector) } : {}),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: artifactOf(finding.file) },
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: finding.endColumn,
          },
        },
      },
    ],
    properties: { severity: finding.severity, confidence: finding.confidence, via: finding.via },
  });
  const results = [
    ...report.findings.map(result),
    ...report.allowed.map(({ finding, reason, by }) => ({
      ...result(finding),
      suppressions: [{ kind: by === "comment" ? "inSource" : "external", justification: reason }],
    })),
  ];
  const run = {
    tool: { driver: { name: "Bulkhead", rules } },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: report.notFullyScanned.length === 0,
        toolExecutionNotifications: report.notFullyScanned.map(({ file, reason }) => ({
          level: "error",
          message: { text: `Not fully scanned: ${reason}.` },
          locations: [{ physicalLocation: { artifactLocation: { uri: artifactOf(file) } } }],
        })),
      },
    ],
    results,
  };
  return sarifLog(run);
}

function artifactOf(file: string): string {
  return file === "-" ? "stdin" : uriOf(file);
}
