import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeAlias } from "./alias";
import { type Machine, type Project, succeeded } from "./machine";

/** Where a program's secret is: in the program, or in the stack file, marked or in plain text. */
export type Whereabouts = "program" | "config" | "plain config";

/** One of programs/ as a project with the stack `dev` under a KMS key of its own; its secret is the sample. */
export async function projectOf(
  machine: Machine,
  name: string,
  whereabouts: Whereabouts,
  sample: string,
): Promise<Project> {
  const project = machine.project(name, {
    "index.ts": readFileSync(join(__dirname, "programs", `${name}.ts`), "utf8"),
    "sample.txt": sample,
  });
  await makeAlias(machine, `alias/bulkhead-${name}`);
  const set = {
    program: "true",
    config: "pulumi config set --secret bot:token < sample.txt",
    "plain config": "pulumi config set --plaintext bot:binanceApiSecret < sample.txt",
  }[whereabouts];
  succeeded(
    await project.shell(`
      pulumi stack init dev --secrets-provider "awskms://alias/bulkhead-${name}?region=eu-west-1"
      pulumi config set aws:region eu-west-1
      ${set}`),
  );
  return project;
}
