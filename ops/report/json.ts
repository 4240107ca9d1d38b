import { jsonText } from "./json-text";
import type { Report } from "./report";

/** The report for other programs, as docs/check-json.md describes it: every field is always there, null where nothing is known. */
export function toJson(report: Report): string {
  const { stacks, summary } = report;
  const document = {
    stacks: stacks.map(({ stack, program, state, error, resources, verdicts, undecided, mended, idle, limits }) => ({
      stack,
      program: program ?? null,
      state: state ?? null,
      error: error ?? null,
      resources: resources.map(({ urn, type, name, parent, file, line, madeUp }) => ({
        urn,
        type,
        name,
        parent: parent === "" ? null : parent,
        file: file ?? null,
        line: line ?? null,
        madeUp,
      })),
      verdicts: verdicts.map(({ policy, level, severity, urn, path, message, remedy, file, line, assumed }) => ({
        policy,
        level,
        severity,
        urn,
        path: path ?? null,
        message,
        remedy,
        file: file ?? null,
        line: line ?? null,
        assumed: assumed ?? false,
      })),
      undecided: undecided.map(({ policy, urn, reason }) => ({ policy, urn, reason })),
      mended: mended.map(({ policy, urn, path }) => ({ policy, urn, path })),
      notJudged: [
        ...limits.map(({ subject, reason }) => ({ policy: null, subject, reason })),
        ...idle.map(({ policy, reason }) => ({ policy, subject: null, reason })),
      ],
    })),
    summary,
  };
  return `${jsonText(document, 2)}\n`;
}
