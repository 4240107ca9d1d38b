import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { scan } from "../../policies/detection/engine";
import type { Finding } from "../../policies/detection/finding";

const folder = resolve(__dirname, "../../../shared/data/vectors");

/** The text of a file of published test vectors. They stand beside the project, not in it; without them nothing can be said. */
export function published(file: string): string {
  const path = join(folder, file);
  if (!existsSync(path))
    throw new Error(`${path} is missing: the published vectors belong beside the project (see its SOURCES.md).`);
  return readFileSync(path, "utf8");
}

/** What is found in a text, as `detector severity confidence`. */
export function verdicts(text: string): string[] {
  return scan(text).findings.map(
    ({ detector, severity, confidence }: Finding) => `${detector} ${severity} ${confidence}`,
  );
}

/** Whether nothing in a text is of more than low severity. */
export function innocent(text: string): boolean {
  return scan(text).findings.every(({ severity }) => severity === "low");
}
