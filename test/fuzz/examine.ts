import { detectors } from "../../policies/detection/detectors";
import { scan } from "../../policies/detection/engine";

/** Milliseconds that no text of a few kilobytes may take; far above what one takes, so that a busy machine is no finding. */
const mostMilliseconds = 5_000;
const longestEcho = 5;

const titles = new Map(detectors.map(({ id, title }) => [id, title]));

/** What is wrong with the scan of a text; undefined where nothing is. Names no part of the text. */
export function flaw(text: string, secret = "", name = ""): string | undefined {
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
      if (sharesRun(withoutWords(step, name), secretOf(secret))) return `an echo of the secret by ${detector}`;
    }
  }
  return undefined;
}

// Words of our own: a text that holds "base64" is not given away by them.
function isWrapping(step: string): boolean {
  return /^[a-z][a-z0-9 ./+-]*(?:\[\d+\])?$|^write_files\[\d+\]$/u.test(step) && step.length < 20;
}

// Names are no secret, nor is what every token of a kind begins with; and a recovery phrase may hold the word "wallet" or "secret" as well.
function withoutWords(step: string, name: string): string {
  const rest = name === "" ? step : step.replaceAll(name, " ");
  return rest.replace(/secret|wallet|private|phrase|api03|github_|AGE-SECRET-KEY-1/giu, " ");
}

/** What is secret of a credential: not the other fields of a connection string or key file, a provider's host, or which accounts a key is for. */
function secretOf(credential: string): string {
  const part = /AccountKey=([^;]+)/u.exec(credential) ?? /-----BEGIN[^-]{1,40}-----([^-]+)/u.exec(credential);
  return part?.[1] ?? credential.replace(/^(?:(?:https?|wss?):\/\/[\w.-]+(?=[/?])|(?:account|master)-)/u, "");
}

function sharesRun(one: string, other: string): boolean {
  for (let at = 0; at + longestEcho < one.length; at++) {
    if (other.includes(one.slice(at, at + longestEcho + 1))) return true;
  }
  return false;
}
