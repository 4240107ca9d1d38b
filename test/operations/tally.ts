import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../engine/parts";
import type { Extent, Interruption, Tally } from "./every-step";

/** Whether every interruption is tried, or a sample. */
export const isWhole = process.env.BULKHEAD_FAULTS === "whole";

/** How many interruptions are tried: three, always the same. Others each day would find more, and a change that has nothing to do with it would fail. */
export function extentOf(seed: string): Extent {
  return isWhole ? "all" : { sample: 3, seed };
}

export const note = ({ step, nth, how }: Interruption): string => `${how} ${step} ${nth}`;

/** Holds a number of runs against what was seen, and writes it down where all are run. */
export function keep(command: string, extent: Extent, tally: Tally): void {
  process.stdout.write(
    `${command}: ${tally.runs} runs, killed ${tally.killed} times and failed by AWS ${tally.failed} times, of ${tally.possible} places in ${tally.steps} calls\n`,
  );
  expect(tally.killed + tally.failed).toBe(extent === "all" ? tally.possible : extent.sample);
  if (extent !== "all") return;
  const commit = execFileSync("git", ["log", "-1", "--format=%h", "--", "ops", "infra/host/operator"], {
    encoding: "utf8",
  }).trim();
  const { steps, killed, failed, runs } = tally;
  const cells = [`\`${command}\``, new Date().toISOString().slice(0, 10), commit, steps, killed, failed, runs, "none"];
  const page = join(root, "docs/measurements/faults-ops.md");
  const [text = "", head = "", measured = ""] =
    /^([\s\S]*?<!-- result -->\n\n)((?:\|.*\n){2})([\s\S]*)$/u.exec(readFileSync(page, "utf8"))?.slice(1) ?? [];
  expect(head).toMatch(/^\| command /u);
  // Of each command the last row; the others keep theirs.
  const rows = measured.split("\n").filter((row) => row !== "" && !row.startsWith(`| \`${command}\` |`));
  rows.push(`| ${cells.join(" | ")} |`);
  writeFileSync(page, `${text}${head}${rows.sort().join("\n")}\n`);
}
