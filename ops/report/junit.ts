import { oneLine } from "../../policies/verdict";
import type { Report, StackReport } from "./report";
import { sourceOf } from "./source";
import { labelOf, placeOf, unsaidPath } from "./wording";

/**
 * JUnit XML as CI systems read it: one suite a stack, one case a policy and a resource that it had business with. Violations are
 * failures; what is undecided, or rests on made-up answers, is an error, as is a stack that could not be judged; advice
 * passes and stands in the case's output, since a skipped or failed case would hide or break the build.
 */
export function toJunit(report: Report): string {
  const suites = report.stacks.map(suiteOf);
  const sum = (key: "tests" | "failures" | "errors"): number => suites.reduce((total, suite) => total + suite[key], 0);
  const counts = `tests="${sum("tests")}" failures="${sum("failures")}" errors="${sum("errors")}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="bulkhead check" ${counts}>\n${suites
    .map(({ text }) => text)
    .join("")}</testsuites>\n`;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly text: string;
}

interface Case {
  readonly urn: string;
  readonly policy: string;
  file?: string | undefined;
  line?: number | undefined;
  readonly failures: string[];
  readonly errors: string[];
  readonly advice: string[];
}

function suiteOf(stack: StackReport): Suite {
  const name = attribute("name", stack.stack);
  if (stack.error !== undefined) {
    const text = `  <testsuite ${name} tests="1" failures="0" errors="1" skipped="0">\n    <testcase name="the stack can be judged" ${attribute("classname", stack.stack)}>\n      <error ${attribute("message", firstLine(stack.error))}>${escaped(stack.error)}</error>\n    </testcase>\n  </testsuite>\n`;
    return { tests: 1, failures: 0, errors: 1, text };
  }
  const cases = [...casesOf(stack).values()].sort((one, other) => {
    const [left, right] = [`${one.policy} ${one.urn}`, `${other.policy} ${other.urn}`];
    return left < right ? -1 : left > right ? 1 : 0;
  });
  const failures = cases.filter((each) => each.failures.length > 0).length;
  const errors = cases.filter((each) => each.failures.length === 0 && each.errors.length > 0).length;
  const body = cases.map((each) => caseOf(stack, each)).join("");
  return {
    tests: cases.length,
    failures,
    errors,
    text: `  <testsuite ${name} tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0">\n${body}  </testsuite>\n`,
  };
}

function casesOf(stack: StackReport): Map<string, Case> {
  const cases = new Map<string, Case>();
  const at = (policy: string, urn: string): Case => {
    const key = JSON.stringify([policy, urn]);
    const found = cases.get(key) ?? { urn, policy, failures: [], errors: [], advice: [] };
    cases.set(key, found);
    return found;
  };
  for (const [urn, policies] of stack.judged) for (const policy of policies) at(policy, urn);
  for (const verdict of stack.verdicts) {
    const { policy, urn, level, severity, message, remedy, file, line, assumed } = verdict;
    const path = unsaidPath(verdict);
    const one = at(policy, urn);
    one.file ??= sourceOf(stack, file);
    one.line ??= line;
    const place = [path === undefined ? "" : `at: ${path}`, file === undefined ? "" : `in: ${placeOf(file, line)}`];
    const text = [message, ...place, remedy === "" ? "" : `fix: ${remedy}`, `severity: ${severity}`]
      .filter((each) => each !== "")
      .join("\n");
    if (level === "advisory") one.advice.push(text);
    else if (assumed === true) one.errors.push(`Rests on a made-up answer: ${text}`);
    else one.failures.push(text);
  }
  for (const { policy, urn, reason } of stack.undecided) {
    at(policy, urn).errors.push(`Can't be decided offline; it depends on ${reason}.`);
  }
  for (const { policy, urn, path } of stack.mended) {
    at(policy, urn).advice.push(`Mended: ${path}. It is changed before it is made, and the program stays as it is.`);
  }
  return cases;
}

function caseOf(stack: StackReport, { urn, policy, file, line, failures, errors, advice }: Case): string {
  const attributes = [
    attribute("name", `${policy}: ${labelOf(urn)}`),
    attribute("classname", `${stack.stack}.${policy}`),
    ...(file === undefined ? [] : [attribute("file", file)]),
    ...(line === undefined ? [] : [`line="${line}"`]),
  ].join(" ");
  const part = (element: string, type: string, texts: readonly string[]): string[] => {
    const [first] = texts;
    if (first === undefined) return [];
    return [
      `      <${element} ${attribute("message", firstLine(first))} type="${type}">${escaped(texts.join("\n\n"))}</${element}>\n`,
    ];
  };
  const inside = [
    ...(failures.length > 0 ? part("failure", "violation", failures) : part("error", "undecided", errors)),
    ...(advice.length === 0 ? [] : [`      <system-out>${escaped(advice.join("\n\n"))}</system-out>\n`]),
  ].join("");
  return inside === "" ? `    <testcase ${attributes}/>\n` : `    <testcase ${attributes}>\n${inside}    </testcase>\n`;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function attribute(name: string, value: string): string {
  return `${name}="${escaped(oneLine(value))}"`;
}

/** What XML 1.0 has no place for (https://www.w3.org/TR/xml/#charsets) becomes a replacement character. */
function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\v\f\u000e-\u001f\u007f-\u009f\ufffe\uffff\p{Surrogate}]/gu, "\ufffd")
      .replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`)
  );
}
