import { detectors } from "../../policies/detection/detectors";
import { scan } from "../../policies/detection/engine";
import { echoes, sharesRun } from "./secret";

/** Milliseconds that no text of a few kilobytes may take; far above what one takes, so that a busy machine is no finding. */
const mostMilliseconds = 5_000;

const titles = new Map(detectors.map(({ id, title }) => [id, title]));

/**
 * What is wrong with the scan of a text; undefined where nothing is. Names no part of the text. `secret` are the parts of a credential that
 * the text was made from (secret.ts), `name` the one it was given, which is no secret.
 */
export function flaw(text: string, secret: readonly string[] = [], name = ""): string | undefined {
  const began = performance.now();
  let result: ReturnType<typeof scan>;
  try {
    result = scan(text);
  } catch (error) {
    return `throws ${error instanceof Error ? error.name : "a value"}`;
  }
  if (performance.now() - began > mostMilliseconds) return "takes seconds";
  for (const { detector, title, severity, confidence, start, end, via, identity } of result.findings) {
    if (titles.get(detector) !== title) return "a title that is not its detector's";
    if (!["high", "medium", "low"].includes(severity) || !["proven", "shaped", "named"].includes(confidence))
      return "an unknown grade";
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length))
      return "a range outside the text";
    if (!/^[0-9a-f]{24}$/u.test(identity)) return "an identity of another shape";
    // All else in a finding comes from tables of ours; the way is what could carry a part of the text.
    for (const step of via) {
      if (isWrapping(step)) continue;
      // The range of a wrapped value is that of its wrapping, which may hold the name as well.
      const found = via.some(isWrapping) ? "" : text.slice(start, end);
      if (sharesRun(step, found)) return `an echo of the value by ${detector}`;
      if (echoes(name === "" ? step : step.replaceAll(name, " "), secret))
        return `an echo of the secret by ${detector}`;
    }
  }
  return undefined;
}

// Words of our own: a text that holds "base64" is not given away by them.
function isWrapping(step: string): boolean {
  return /^[a-z][a-z0-9 ./+-]*(?:\[\d+\])?$|^write_files\[\d+\]$/u.test(step) && step.length < 20;
}
