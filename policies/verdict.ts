/** How a violation is enforced. `remediate` policies report what they could not mend as `mandatory`. */
export type Level = "advisory" | "mandatory";

export type Severity = "low" | "medium" | "high" | "critical";

/** One violation, from the policy that found it to the report that prints it. It never holds a value of a secret. */
export interface Verdict {
  readonly policy: string;
  readonly level: Level;
  readonly severity: Severity;
  readonly urn: string;
  /** Property path such as `rootBlockDevice.kmsKeyId` or `containerDefinitions[0].environment[1].value`. */
  readonly path?: string;
  /** What was observed and what was expected, in one sentence. */
  readonly message: string;
  /** One imperative that mends it. */
  readonly remedy: string;
  /** The file that has to change, where it is known: relative to the project. */
  readonly file?: string;
  readonly line?: number;
  /** True where the verdict rests on a value that the embedded engine made up. */
  readonly assumed?: boolean;
}

/** The part of a verdict that travels in the text of a policy violation. */
export interface Wording {
  readonly message: string;
  readonly remedy?: string;
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
}

// A violation crosses the engine as one string. Its last lines carry what a report needs apart.
const at = "at: ";
const within = "in: ";
const fix = "fix: ";

/** Control characters (line breaks, terminal escapes, bidirectional overrides) would let a hostile value forge a report. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

/** The text of a violation: the message, then `at: PATH`, `in: FILE:LINE` and `fix: REMEDY` where they are known. */
export function render(wording: Wording): string {
  const lines = [oneLine(wording.message)];
  if (wording.path !== undefined) lines.push(at + oneLine(wording.path));
  if (wording.file !== undefined) {
    lines.push(within + oneLine(wording.file) + (wording.line === undefined ? "" : `:${wording.line}`));
  }
  if (wording.remedy !== undefined) lines.push(fix + oneLine(wording.remedy));
  return lines.join("\n");
}

/** The inverse of `render`. The SDK may have put the policy's description on a line before the message; it is dropped. */
export function parse(text: string): Wording {
  const lines = text.split("\n");
  const last = (prefix: string): string | undefined =>
    lines.length > 1 && lines.at(-1)?.startsWith(prefix) ? lines.pop()?.slice(prefix.length) : undefined;
  const remedy = last(fix);
  const place = last(within);
  const path = last(at);
  const message = lines.at(-1) ?? "";
  const [, file, line] = place === undefined ? [] : (/^(.*?)(?::(\d+))?$/u.exec(place) ?? []);
  return {
    message,
    ...(remedy === undefined ? {} : { remedy }),
    ...(path === undefined ? {} : { path }),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}
