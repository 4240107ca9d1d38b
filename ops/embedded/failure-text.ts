import { basename } from "node:path";
import { oneLine } from "../../policies/verdict";
import type { Message } from "./deployment";
import type { Project } from "./project";

const shownBound = 4_000;

/** What a program that failed says of it, for its author: the errors it logged or, without any, what it printed. Indented. */
export function failureText(messages: readonly Message[], stderr: string, stdout: string, project: Project): string {
  const errors = messages.filter(({ severity }) => severity === "error").map(({ text }) => text.trim());
  const text = errors.length > 0 ? errors.join("\n") : stderr.trim() || stdout.trim();
  const lines = withoutProperties(withoutColour(text).replace(nothingThrown, sayNothingThrown).split("\n"))
    .filter((line) => isFrameOf(line, project) && !/^- .*node_modules/u.test(line))
    .map((line) =>
      oneLine(
        line
          .trimEnd()
          .replace(/^<ref \*\d{1,4}> /u, "")
          .replaceAll("\t", "  "),
      ),
    )
    .filter((line) => line !== "");
  const shown = lines.join("\n");
  return shown === ""
    ? ""
    : `\n${(shown.length > shownBound ? `${shown.slice(0, shownBound)}\n…` : shown).replace(/^/gmu, "  ")}`;
}

/** Of a stack trace only the program's own frames say something to its author. */
function isFrameOf(line: string, project: Project): boolean {
  return (
    !/^\s+at /u.test(line) || (line.includes(basename(project.folder)) && !/node_modules|node:internal/u.test(line))
  );
}

// The SDK asks what was thrown for its name, and fails itself where nothing was.
const nothingThrown =
  /TypeError: Cannot read properties of (?:undefined|null) \(reading '\w{1,20}'\)\n\s{1,8}at process\.uncaughtHandler/gu;
const sayNothingThrown =
  "A promise was rejected, or something thrown, without an error; Promise.reject(new Error(REASON)) says why.\n    at process.uncaughtHandler";

/** Node shows an error's own properties in braces behind its stack trace: `at … {`, lines, `}`. Only the error's cause is kept. */
function withoutProperties(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const indent = /^(\s*) {4}at .* \{$/u.exec(line)?.[1];
    const end = indent === undefined ? -1 : lines.indexOf(`${indent}}`, at);
    kept.push(end < 0 ? line : line.slice(0, -2));
    if (end < 0) continue;
    kept.push(...lines.slice(at + 1, end).filter((each) => /^\s+\[cause\]: /u.test(each)));
    at = end;
  }
  return kept;
}

function withoutColour(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[\d;]*[A-Za-z]/gu, "");
}
