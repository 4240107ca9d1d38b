import type { ScanReport } from "../scan/found";
import { jsonText } from "./json-text";

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
  return `${jsonText({ findings: shape, notFullyScanned })}\n`;
}
