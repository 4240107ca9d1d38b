import { join } from "node:path";
import { judgeEntries, judgeText } from "../../plain-settings";
import { stackFilePolicy } from "../../policy";
import { type ConfigEntry, stackInUse } from "../../stack-file";
import { readText } from "../../yaml-file";

/** The project's file has no encrypted values at all. Besides its configuration, the rest of its text is looked at. */
export const noSecretInProjectYaml = stackFilePolicy({
  name: "config-no-secret-in-project-yaml",
  description: "The project's file holds no secret, neither as a value or default of its configuration nor elsewhere.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Revoke the key at its issuer, remove the line, and set a new one for one stack with `pulumi config set --secret`.",
  url: "https://www.pulumi.com/docs/iac/concepts/projects/project-file/",
  tags: ["config", "secrets"],
  rationale:
    "Pulumi.yaml is committed and cannot hold an encrypted value: a default in it is readable by whoever clones the repository, and goes to every stack of the project.",
  example: `name: bots
runtime: nodejs
config:
  apiSecret:
    type: string
    secret: true`,
  nonWaivable: true,
  judge(_, violation, stack) {
    const { project } = stackInUse(stack);
    const lines = judgeEntries(project.file, project.config.map(underItsOwnName), violation);
    judgeText(project.file, readText(join(project.folder, project.file), project.file), lines, violation);
  },
});

/** A key's value and default stand below it, and are the key's by name. */
function underItsOwnName(entry: ConfigEntry): ConfigEntry {
  const own = entry.key.slice(entry.key.indexOf(":") + 1);
  const leaves = entry.leaves.map((leaf) => (/^(?:value|default)$/u.test(leaf.name) ? { ...leaf, name: own } : leaf));
  return { ...entry, leaves };
}
