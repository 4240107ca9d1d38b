import { relative } from "node:path";
import type { Verdict } from "../../policies/verdict";
import type { ReportedResource } from "../embedded/deployment";
import type { Undecided } from "../embedded/judge";
import type { StackResult } from "../embedded/stack-run";

/** What a check found out, for every form of report. */
export interface Report {
  readonly stacks: readonly StackReport[];
  readonly summary: Summary;
}

export interface StackReport {
  readonly stack: string;
  /** Folder of the program, relative to where the command was started. */
  readonly program: string;
  readonly resources: readonly ReportedResource[];
  readonly verdicts: readonly Verdict[];
  readonly undecided: readonly Undecided[];
  readonly messages: StackResult["messages"];
}

export interface Summary {
  readonly stacks: number;
  readonly resources: number;
  /** Mandatory violations that rest on nothing made up. */
  readonly refused: number;
  readonly advisory: number;
  /** Mandatory verdicts that depend on what can't be known offline. */
  readonly undecided: number;
  readonly result: "passed" | "refused" | "undecided";
}

/** Puts the results of all stacks together; a report is the same for the same input. */
export function reportOf(program: string, folder: string, results: readonly StackResult[]): Report {
  const stacks = results.map((result): StackReport => {
    const places = new Map(result.resources.map((resource) => [resource.urn, resource]));
    return {
      stack: result.stack,
      program,
      resources: result.resources.map((resource) => ({ ...resource, file: fileOf(folder, resource.file) })).sort(byUrn),
      verdicts: result.verdicts.map((verdict) => placed(verdict, places.get(verdict.urn), folder)).sort(byPolicy),
      undecided: [...result.undecided].sort((one, other) =>
        compare([one.policy, one.urn, one.reason], [other.policy, other.urn, other.reason]),
      ),
      messages: result.messages,
    };
  });
  const verdicts = stacks.flatMap((stack) => stack.verdicts);
  const refused = verdicts.filter(({ level, assumed }) => level === "mandatory" && assumed !== true).length;
  const undecided =
    stacks.reduce((sum, stack) => sum + stack.undecided.length, 0) +
    verdicts.filter(({ level, assumed }) => level === "mandatory" && assumed === true).length;
  return {
    stacks,
    summary: {
      stacks: stacks.length,
      resources: stacks.reduce((sum, stack) => sum + stack.resources.length, 0),
      refused,
      advisory: verdicts.filter(({ level }) => level === "advisory").length,
      undecided,
      result: refused > 0 ? "refused" : undecided > 0 ? "undecided" : "passed",
    },
  };
}

/** A verdict that names no place of its own stands where the program makes the resource. */
function placed(verdict: Verdict, resource: ReportedResource | undefined, folder: string): Verdict {
  if (verdict.file !== undefined || resource?.file === undefined) return verdict;
  return {
    ...verdict,
    file: fileOf(folder, resource.file) ?? resource.file,
    ...(resource.line === undefined ? {} : { line: resource.line }),
  };
}

function fileOf(folder: string, file: string | undefined): string | undefined {
  return file === undefined ? undefined : relative(folder, file);
}

const levels = { mandatory: 0, advisory: 1 } as const;

function byPolicy(one: Verdict, other: Verdict): number {
  return (
    levels[one.level] - levels[other.level] ||
    compare(
      [one.policy, one.urn, one.path ?? "", one.message],
      [other.policy, other.urn, other.path ?? "", other.message],
    )
  );
}

function byUrn(one: ReportedResource, other: ReportedResource): number {
  return compare([one.urn], [other.urn]);
}

function compare(one: readonly string[], other: readonly string[]): number {
  for (const [index, text] of one.entries()) {
    const rival = other[index] ?? "";
    if (text !== rival) return text < rival ? -1 : 1;
  }
  return 0;
}
