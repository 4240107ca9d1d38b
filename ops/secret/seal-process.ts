import { readFileSync } from "node:fs";
import { UserError } from "../user-error";

/**
 * Sees to it that nothing of this process is written down while it holds a secret: no inspector, no heap snapshot on a signal
 * or near the limit, no diagnostic report. A core dump is up to the shell's limit, which Node.js can read and not set. Throws
 * UserError where that would let one be written.
 */
export function sealProcess(): void {
  const asked = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? "").split(" ")];
  const exposing =
    /^--(?:inspect|heapsnapshot|heap-prof|cpu-prof|report-|diagnostic-dir|trace-|abort-on-uncaught|prof\b)/u;
  const bad = asked.find((option) => exposing.test(option));
  if (bad !== undefined) {
    throw new UserError(
      `Node.js runs with ${(bad.split("=")[0] ?? "").slice(0, 40)}, which can write memory down. Run without it while a secret is held.`,
    );
  }
  process.report.reportOnFatalError = false;
  process.report.reportOnSignal = false;
  process.report.reportOnUncaughtException = false;
  // The inspector would open on this signal.
  process.on("SIGUSR1", () => undefined);
  if (process.platform !== "linux") return;
  const limit = /^Max core file size\s+(\S+)/mu.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
  if (limit !== undefined && limit !== "0") {
    throw new UserError(
      "Core dumps are on in this shell: a crash would write the secret to a file. Run ulimit -c 0, then this again.",
    );
  }
}
