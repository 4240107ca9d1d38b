import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policies/pack";

const page = join(__dirname, "../../docs/policies.md");

/** The page as the list of policies says it: one row a policy, in the order of the list. */
function rendered(): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const rows = policies.map(
    ({ name, url, description, level, severity, remediationSteps }) =>
      `| [${name}](${url}) | ${cell(description)} | ${level} | ${severity} | ${cell(remediationSteps)} |`,
  );
  return [
    "# What the pack refuses",
    "",
    "Each policy says what holds once it has passed. `mandatory` stops the deployment; `remediate` mends the value and goes on; `advisory` only speaks.",
    "",
    "| policy | what holds | level | severity | what to do |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

it("docs/policies.md is what the list of policies says; WRITE_PAGES=1 writes it", () => {
  if (process.env.WRITE_PAGES === "1") writeFileSync(page, rendered());
  expect(readFileSync(page, "utf8")).toBe(rendered());
});
