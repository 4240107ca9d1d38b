import type { ScanReport } from "../scan/found";
import { shown } from "../scan/shown";

/** Workflow commands that GitHub Actions turns into annotations on the changed lines. Low severity is a notice, and only if asked for. */
export function githubReport(report: ScanReport, { low }: { readonly low: boolean }): string {
  const text: string[] = [];
  for (const { file, line, column, endLine, endColumn, severity, detector, message } of report.findings) {
    if (severity === "low" && !low) continue;
    const command = severity === "high" ? "error" : severity === "medium" ? "warning" : "notice";
    const place: Record<string, string | number> = { file, line, endLine };
    // GitHub takes columns only where a range stays on one line.
    if (line === endLine) Object.assign(place, { col: column, endColumn });
    text.push(annotation(command, { ...place, title: detector }, shown(message)));
  }
  for (const { file, reason } of report.notFullyScanned) {
    text.push(annotation("error", { file, title: "not fully scanned" }, shown(reason)));
  }
  return text.map((line) => `${line}\n`).join("");
}

// Escapes of https://github.com/actions/toolkit, packages/core/src/command.ts.
function annotation(command: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const given = Object.entries(properties).map(
    ([name, value]) => `${name}=${escaped(String(value)).replace(/:/gu, "%3A").replace(/,/gu, "%2C")}`,
  );
  return `::${command} ${given.join(",")}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replace(/%/gu, "%25").replace(/\r/gu, "%0D").replace(/\n/gu, "%0A");
}
