import type { ScanReport } from "../scan/found";

/** `{"findings":[…],"notFullyScanned":[…]}`: one object, described in docs/scan.md. Holds findings of every severity. */
export function jsonReport({ findings, notFullyScanned }: ScanReport): string {
  const shape = findings.map(
    ({ file, line, column, endLine, endColumn, detector, severity, confidence, via, message }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
      detector,
      severity,
      confidence,
      via,
      message,
    }),
  );
  return `${JSON.stringify({ findings: shape, notFullyScanned })}\n`;
}
