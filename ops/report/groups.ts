import type { Severity, Verdict } from "../../policies/verdict";

const ranks: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Verdicts that one remedy mends, the worst first. */
export function groupsOf(verdicts: readonly Verdict[]): readonly (readonly [Verdict, ...Verdict[]])[] {
  const groups = new Map<string, [Verdict, ...Verdict[]]>();
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.policy, verdict.level, verdict.remedy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [verdict]);
    else group.push(verdict);
  }
  return [...groups.values()].sort(([one], [other]) => ranks[one.severity] - ranks[other.severity]);
}
