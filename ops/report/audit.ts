import { type AuditFinding, auditRules, isOpen } from "../audit/finding";
import type { KeyRecord } from "../audit/key-record";
import { jsonText } from "./json-text";
import { sarifLog, uriOf } from "./sarif-log";
import { styleFor } from "./style";

/** What came of an audit. */
export interface AuditReport {
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly stacks: readonly {
    readonly stack: string;
    readonly exchange: string;
    readonly network: string;
    readonly record?: KeyRecord;
  }[];
  readonly findings: readonly AuditFinding[];
}

export const auditFormats = ["console", "json", "sarif", "markdown"] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** An audit in one of its forms. */
export function auditReport(report: AuditReport, format: AuditFormat): string {
  switch (format) {
    case "console":
      return forPeople(report);
    case "json":
      return `${jsonText({ command: "audit", passed: !report.findings.some(isOpen), ...report }, 2)}\n`;
    case "sarif":
      return sarif(report);
    case "markdown":
      return markdown(report);
  }
}

function verdictOf(findings: readonly AuditFinding[]): string {
  const open = findings.filter(isOpen).length;
  const warned = findings.filter(({ kind }) => kind === "warning").length;
  const warnings = warned === 0 ? "" : `, ${warned} warning${warned === 1 ? "" : "s"}`;
  return open === 0 ? `passed${warnings}` : `${open} open${warnings}`;
}

function forPeople({ stacks, findings }: AuditReport): string {
  const { bold, dim, red, yellow, green } = styleFor(process.stdout);
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const names = widest(stacks.map(({ stack }) => stack));
  const places = widest(stacks.map(({ exchange, network }) => `${exchange} ${network}`));
  const lines = stacks.flatMap(({ stack, exchange, network, record }) => {
    const own = findings.filter((one) => one.stack === stack);
    const shown = own.filter(({ kind }) => kind !== "passed");
    const mark = own.some(isOpen) ? red("✗") : green("✓");
    return [
      `${mark} ${bold(stack.padEnd(names))}  ${`${exchange} ${network}`.padEnd(places)}  ${dim(record?.key ?? "no key seen     ")}  ${verdictOf(own)}`,
      ...shown.flatMap(({ rule, kind, message, remedy }) => [
        `    ${kind === "warning" ? yellow(rule) : red(rule)}: ${message}`,
        `      ${dim(remedy)}`,
      ]),
    ];
  });
  const keys = stacks.filter(({ record }) => record !== undefined).length;
  return `${lines.join("\n")}\n\n${keys} of ${stacks.length} keys looked at: ${verdictOf(findings)}.\n`;
}

function markdown({ at, stacks, findings }: AuditReport): string {
  const cell = (text: string): string =>
    text.replace(/[|\\]/gu, "\\$&").replace(/[<>&]/gu, (one) => `&#${one.charCodeAt(0)};`);
  const rows = stacks.map(({ stack, exchange, network }) => {
    const own = findings.filter((one) => one.stack === stack);
    return `| ${cell(stack)} | ${cell(exchange)} | ${network} | ${verdictOf(own)} |`;
  });
  const open = findings.filter(({ kind }) => kind !== "passed");
  return [
    `# Audit of exchange keys, ${at.slice(0, 16).replace("T", " ")} UTC`,
    "",
    "| stack | exchange | network | verdict |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    ...(open.length === 0
      ? ["Nothing is open."]
      : [
          "| stack | rule | found | what to do |",
          "| --- | --- | --- | --- |",
          ...open.map((one) => `| ${cell(one.stack)} | ${one.rule} | ${cell(one.message)} | ${cell(one.remedy)} |`),
        ]),
    "",
  ].join("\n");
}

function sarif({ findings }: AuditReport): string {
  const names = Object.keys(auditRules);
  const level = { violated: "error", unknown: "error", untold: "warning", warning: "note", passed: "none" } as const;
  return sarifLog({
    tool: {
      driver: {
        name: "bulkhead audit",
        rules: Object.entries(auditRules).map(([id, text]) => ({ id, shortDescription: { text } })),
      },
    },
    results: findings.map(({ rule, kind, stack, file, key, message, remedy }) => ({
      ruleId: rule,
      ruleIndex: names.indexOf(rule),
      kind: kind === "passed" ? "pass" : "fail",
      level: level[kind],
      message: { text: remedy === "" ? message : `${message} ${remedy}` },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: 1 } },
          logicalLocations: [{ fullyQualifiedName: key === undefined ? stack : `${stack}/${key}`, kind: "resource" }],
        },
      ],
    })),
  });
}
