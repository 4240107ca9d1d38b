import type { Step } from "./step";

/** A plan as JSON shows it. */
export function planned(steps: readonly Step[]): readonly Readonly<Record<string, string | readonly string[]>>[] {
  return steps.map(({ id, title, from, undo, after = [], needs = [] }) => ({
    id,
    title,
    from,
    undo,
    after: [...new Set([...after, ...needs])],
  }));
}

/** A plan for people: a line a step, with where its calls come from and whether it can be undone. */
export function plan(steps: readonly Step[]): string {
  const rows = steps.map(({ title, from, undo }, index) => [`${index + 1}.`, title, `from ${from}`, undo] as const);
  const width = (column: 0 | 1 | 2): number => Math.max(0, ...rows.map((row) => row[column].length));
  const [number, title, from] = [width(0), width(1), width(2)];
  return rows
    .map((row) => `  ${row[0].padStart(number)} ${row[1].padEnd(title)}  ${row[2].padEnd(from)}  ${row[3]}\n`)
    .join("");
}
