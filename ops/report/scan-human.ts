import type { ScanReport } from "../scan/found";
import { shown } from "../scan/shown";
import { plural } from "./wording";

/** The report for people: what stands out first, then what could not be scanned, then one line that sums up. */
export function humanReport(report: ScanReport, { low }: { readonly low: boolean }): string {
  const above = report.findings.filter(({ severity }) => severity !== "low");
  const listed = low ? report.findings : above;
  const text: string[] = [];
  for (const { file, line, column, severity, detector, message } of listed) {
    text.push(`${nameOf(file)}:${line}:${column}: ${severity}: ${shown(message)} [${detector}]`);
  }
  for (const { file, reason } of report.notFullyScanned)
    text.push(`${nameOf(file)}: not fully scanned: ${shown(reason)}`);
  if (text.length > 0) text.push("");
  text.push(summary(report, above.length, low));
  if (above.length > 0) {
    text.push(
      "Treat each as leaked: revoke it where it was issued, then keep the new one in secret storage. `docs/detectors.md` says what to do for each.",
    );
  }
  return `${text.join("\n")}\n`;
}

function nameOf(file: string): string {
  return file === "-" ? "(standard input)" : shown(file);
}

function summary(report: ScanReport, above: number, low: boolean): string {
  const lowOnes = report.findings.length - above;
  const comments = report.allowed.filter(({ by }) => by === "comment").length;
  const known = report.allowed.length - comments;
  const parts = [
    above === 0 ? "No credentials found" : `${plural(above, "credential")} found`,
    ...(report.notFullyScanned.length === 0
      ? []
      : [`${plural(report.notFullyScanned.length, "file or folder", "files or folders")} not fully scanned`]),
    ...(lowOnes === 0 ? [] : [`${lowOnes} of low severity${low ? "" : " (--low lists them)"}`]),
    ...(comments === 0 ? [] : [`${comments} allowed by comments`]),
    ...(known === 0 ? [] : [`${known} known to the baseline`]),
    ...(report.stale === 0 ? [] : [`${plural(report.stale, "baseline entry", "baseline entries")} met nothing`]),
  ];
  const size = `${plural(report.files, "file")}, ${(report.bytes / 1e6).toFixed(1)} MB, ${report.seconds.toFixed(1)} s`;
  return `${parts.join("; ")}. Scanned ${size}.`;
}
