import type { Change } from "../keys/own-key";
import { oneLine } from "../../policies/verdict";
import type { Values } from "../values";

/** What a command makes that is safe to repeat: it looks first, and what it finds done it leaves alone. */
export interface Making {
  /** Name in JSON. */
  readonly command: string;
  readonly changes: readonly Change[];
  /** What JSON says beside the changes; asked for when they are made. */
  readonly facts: () => Readonly<Record<string, unknown>>;
  /** What to do next, a paragraph each. */
  readonly next: readonly string[];
}

/** Shows what is missing and, with `--yes`, makes it, one thing after the other. Ends at the first that fails: throws UserError. */
export async function carryOut(values: Values, { command, changes, facts, next }: Making): Promise<void> {
  const acts = values.yes === true && changes.length > 0;
  const titles = changes.map(({ title }) => oneLine(title));
  for (const [index, { run }] of changes.entries()) {
    if (!acts) break;
    await run();
    process.stderr.write(`✓ ${titles[index] ?? ""}\n`);
  }
  if (values.json === true) {
    const said = { command, changes: titles, acted: acts, missing: acts ? [] : titles, ...facts(), next };
    process.stdout.write(`${JSON.stringify(said, undefined, 2)}\n`);
    return;
  }
  if (changes.length === 0) process.stdout.write("Everything is there already; nothing to make.\n");
  else if (!acts) {
    process.stdout.write(titles.map((title, index) => `  ${index + 1}. ${title}\n`).join(""));
    process.stdout.write("Nothing was done. Add --yes to act.\n");
    return;
  }
  process.stdout.write(`Next:\n${next.map((text) => `\n${text}\n`).join("")}`);
}
