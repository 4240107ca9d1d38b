import { isAbsolute, relative } from "node:path";
import type { Verdict } from "../../policies/verdict";
import type { ReportedResource } from "../embedded/deployment";
import type { Idle, Judgement, Mended, Undecided } from "../embedded/judge";
import type { PolicyFacts } from "../embedded/pack";
import type { StackResult } from "../embedded/stack-run";

/** What a check found out, for every form of report. */
export interface Report {
  readonly stacks: readonly StackReport[];
  /** The pack's policies that are not switched off; none where no stack could be judged. */
  readonly policies: readonly PolicyFacts[];
  readonly summary: Summary;
}

export interface StackReport {
  readonly stack: string;
  /** Folder of the program, relative to where the command was started; undefined where a state is judged by itself. */
  readonly program: string | undefined;
  /** The stack's file, relative to the program's folder. */
  readonly file: string | undefined;
  /** The exported state that was judged, as the command line names it. */
  readonly state: string | undefined;
  /** Why the stack could not be judged; all that follows but `limits` is then empty. */
  readonly error: string | undefined;
  readonly resources: readonly ReportedResource[];
  readonly verdicts: readonly Verdict[];
  readonly undecided: readonly Undecided[];
  readonly mended: readonly Mended[];
  readonly judged: Judgement["judged"];
  readonly idle: readonly Idle[];
  readonly limits: readonly Limit[];
  readonly messages: StackResult["messages"];
  /** Inputs and outputs by URN, for the picture alone. Values may be secret. */
  readonly properties: StackResult["properties"];
}

/** Something that this kind of judgement does not reach. */
export interface Limit {
  readonly subject: string;
  readonly reason: string;
}

export interface Summary {
  readonly stacks: number;
  readonly resources: number;
  /** Mandatory violations that rest on nothing made up. */
  readonly refused: number;
  readonly advisory: number;
  /** Mandatory verdicts that depend on what can't be known offline. */
  readonly undecided: number;
  /** Properties that policies changed before they were judged. */
  readonly mended: number;
  /** Stacks that could not be judged at all. */
  readonly unjudged: number;
  readonly result: "passed" | "refused" | "undecided";
}

/** One stack of a check: what it was judged by, and what came of it. */
export interface Subject extends Pick<StackReport, "stack" | "program" | "state" | "limits"> {
  /** Absolute path of the program's folder; empty where there is none. */
  readonly folder: string;
  /** Its result, or why there is none. */
  readonly outcome: StackResult | string;
}

/** Puts the results of all stacks together; a report is the same for the same input. */
export function reportOf(subjects: readonly Subject[]): Report {
  const stacks = subjects.map(stackReport);
  const verdicts = stacks.flatMap((stack) => stack.verdicts);
  const refused = verdicts.filter(refuses).length;
  const undecided = stacks.reduce((sum, stack) => sum + stack.undecided.length, 0) + verdicts.filter(leavesOpen).length;
  const unjudged = stacks.filter(({ error }) => error !== undefined).length;
  const judgedBy = subjects.flatMap(({ outcome }) => (typeof outcome === "string" ? [] : outcome.policies));
  return {
    stacks,
    policies: [...new Map(judgedBy.map((policy) => [policy.name, policy])).values()],
    summary: {
      stacks: stacks.length,
      resources: stacks.reduce((sum, stack) => sum + stack.resources.length, 0),
      refused,
      advisory: verdicts.filter(({ level }) => level === "advisory").length,
      undecided,
      mended: stacks.reduce((sum, stack) => sum + stack.mended.length, 0),
      unjudged,
      result: refused > 0 ? "refused" : undecided + unjudged > 0 ? "undecided" : "passed",
    },
  };
}

/** Whether a verdict is a mandatory violation that rests on nothing made up. */
export function refuses({ level, assumed }: Verdict): boolean {
  return level === "mandatory" && assumed !== true;
}

/** Whether a verdict is a mandatory violation that rests on made-up answers. */
export function leavesOpen({ level, assumed }: Verdict): boolean {
  return level === "mandatory" && assumed === true;
}

/** What one stack came to; one that could not be judged is undecided. */
export function resultOfStack({ error, verdicts, undecided }: StackReport): Summary["result"] {
  if (verdicts.some(refuses)) return "refused";
  return error !== undefined || undecided.length > 0 || verdicts.some(leavesOpen) ? "undecided" : "passed";
}

/** What the command exits with: a stack that could not be judged outweighs what the others came to. */
export function exitCodeOf({ result, unjudged }: Summary): 0 | 1 | 2 {
  if (unjudged > 0) return 2;
  return ({ passed: 0, refused: 1, undecided: 2 } as const)[result];
}

function stackReport({ outcome, folder, stack, program, state, limits }: Subject): StackReport {
  const shared = { stack, program, state, limits };
  if (typeof outcome === "string") {
    return {
      ...shared,
      file: undefined,
      error: outcome,
      resources: [],
      verdicts: [],
      undecided: [],
      mended: [],
      judged: new Map(),
      idle: [],
      messages: [],
      properties: new Map(),
    };
  }
  const places = new Map(outcome.resources.map((resource) => [resource.urn, resource]));
  return {
    ...shared,
    file: outcome.file,
    error: undefined,
    resources: outcome.resources.map((resource) => ({ ...resource, file: fileOf(folder, resource.file) })).sort(byUrn),
    verdicts: outcome.verdicts.map((verdict) => placed(verdict, places.get(verdict.urn), folder)).sort(byPolicy),
    undecided: [...outcome.undecided].sort((one, other) =>
      compare([one.policy, one.urn, one.reason], [other.policy, other.urn, other.reason]),
    ),
    mended: [...outcome.mended].sort((one, other) =>
      compare([one.policy, one.urn, one.path], [other.policy, other.urn, other.path]),
    ),
    judged: outcome.judged,
    idle: outcome.idle,
    messages: outcome.messages,
    properties: outcome.properties,
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
  // A state's own positions are relative already.
  return file === undefined || !isAbsolute(file) ? file : relative(folder, file);
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
