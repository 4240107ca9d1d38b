import { execFileSync } from "node:child_process";
import { join } from "node:path";

const parts = join(__dirname, "../../.cache/eyes");

/** Which of the patterns, by name, match each of the events: the answer of AWS's own matcher, event-ruler. */
export function matches(
  patterns: Readonly<Record<string, string>>,
  events: readonly object[],
): readonly (readonly string[])[] {
  const lines = [
    ...Object.entries(patterns).map(([rule, pattern]) => ({ rule, pattern: JSON.parse(pattern) as unknown })),
    ...events.map((event) => ({ event })),
  ];
  const input = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const path = [join(parts, "lib/*"), join(parts, "classes")].join(":");
  const output = execFileSync("java", ["-cp", path, "Match"], { input, encoding: "utf8", maxBuffer: 2 ** 26 });
  const answers = output.split("\n").filter(Boolean);
  if (answers.length !== events.length) throw new Error(`${answers.length} answers to ${events.length} events`);
  return answers.map((line) => (JSON.parse(line) as { matches: readonly string[] }).matches);
}
