import type { Severity, Verdict } from "../../policies/verdict";

const ranks: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Verdicts that one remedy mends. */
export type Group = readonly [Verdict, ...Verdict[]];

/** Puts together what one remedy mends; a group stands where the first of it stood. */
export function groupsOf(verdicts: readonly Verdict[]): readonly Group[] {
  const groups = new Map<string, [Verdict, ...Verdict[]]>();
  for (const verdict of verdicts) {
    const key = JSON.stringify([verdict.policy, verdict.level, verdict.remedy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [verdict]);
    else group.push(verdict);
  }
  return [...groups.values()];
}

/** The same, the worst first. */
export function worstFirst(verdicts: readonly Verdict[]): readonly Group[] {
  return [...groupsOf(verdicts)].sort(([one], [other]) => ranks[one.severity] - ranks[other.severity]);
}
