import type { ScanReport } from "../scan/found";
import { shown } from "../scan/shown";
import { workflowCommand } from "./workflow-command";

/** Workflow commands that GitHub Actions turns into annotations on the changed lines. Low severity is a notice, and only if asked for. */
export function githubReport(report: ScanReport, { low }: { readonly low: boolean }): string {
  const text: string[] = [];
  for (const { file, line, column, endLine, endColumn, severity, detector, message } of report.findings) {
    if (severity === "low" && !low) continue;
    const command = severity === "high" ? "error" : severity === "medium" ? "warning" : "notice";
    const place: Record<string, string | number> = { file, line, endLine };
    // GitHub takes columns only where a range stays on one line.
    if (line === endLine) Object.assign(place, { col: column, endColumn });
    text.push(workflowCommand(command, { ...place, title: detector }, shown(message)));
  }
  for (const { file, reason } of report.notFullyScanned) {
    text.push(workflowCommand("error", { file, title: "not fully scanned" }, shown(reason)));
  }
  return text.map((line) => `${line}\n`).join("");
}
