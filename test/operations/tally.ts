import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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
  const folder = join(root, ".cache/faults-ops");
  mkdirSync(folder, { recursive: true });
  const commit = execFileSync("git", ["log", "-1", "--format=%h", "--", "ops", "infra/host/operator"], {
    encoding: "utf8",
  });
  writeFileSync(
    join(folder, `${command}.json`),
    JSON.stringify({ command, ...tally, date: new Date().toISOString().slice(0, 10), commit: commit.trim() }),
  );
  const rows = readdirSync(folder)
    .sort()
    .map((file) => {
      const one = JSON.parse(readFileSync(join(folder, file), "utf8")) as Tally &
        Record<"command" | "date" | "commit", string>;
      return `| \`${one.command}\` | ${one.date} | ${one.commit} | ${one.steps} | ${one.killed} | ${one.failed} | ${one.runs} | none |\n`;
    });
  const page = join(root, "docs/measurements/faults-ops.md");
  const [before = ""] = existsSync(page) ? readFileSync(page, "utf8").split("<!-- result -->") : [];
  writeFileSync(
    page,
    `${before}<!-- result -->\n\n| command | measured | commit | calls | killed | failed by AWS | runs | broken promises |\n| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |\n${rows.join("")}`,
  );
}
