import type { Report } from "./report";

/** A framework's controls and the policies that speak to them. */
export interface Framework {
  /** Name and version of the document. */
  readonly title: string;
  readonly controls: readonly {
    readonly id: string;
    readonly title?: string;
    readonly policies: readonly string[];
  }[];
}

/**
 * How a control stands after a check: `met` where all that was judged for it passed; `advised` where advisory policies alone did not;
 * `idle` where nothing was to judge.
 */
export type Standing = "met" | "violated" | "advised" | "open" | "idle";

export interface Coverage {
  readonly title: string;
  readonly controls: readonly {
    readonly id: string;
    readonly title: string;
    readonly policies: readonly string[];
    readonly standing: Standing;
  }[];
}

/** How the controls of each framework stand over all stacks of a check. A stack that was not judged leaves all open. */
export function coverageOf({ stacks, summary }: Report, frameworks: readonly Framework[]): readonly Coverage[] {
  const verdicts = stacks.flatMap((stack) => stack.verdicts);
  const certain = verdicts.filter(({ assumed }) => assumed !== true);
  const violated = new Set(certain.flatMap(({ policy, level }) => (level === "mandatory" ? policy : [])));
  const advised = new Set(certain.map(({ policy }) => policy));
  const open = new Set([
    ...verdicts.filter(({ assumed }) => assumed === true).map(({ policy }) => policy),
    ...stacks.flatMap((stack) => stack.undecided.map(({ policy }) => policy)),
  ]);
  const judged = new Set(stacks.flatMap((stack) => [...stack.judged.values()].flat()));
  const standingOf = (policies: readonly string[]): Standing => {
    if (policies.some((policy) => violated.has(policy))) return "violated";
    if (summary.unjudged > 0 || policies.some((policy) => open.has(policy))) return "open";
    if (policies.some((policy) => advised.has(policy))) return "advised";
    return policies.some((policy) => judged.has(policy)) ? "met" : "idle";
  };
  return frameworks.map(({ title, controls }) => ({
    title,
    controls: controls.map(({ id, title: name, policies }) => ({
      id,
      title: name ?? "",
      policies,
      standing: standingOf(policies),
    })),
  }));
}
