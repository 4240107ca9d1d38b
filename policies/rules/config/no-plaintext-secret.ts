import { detection } from "../../detect";
import { isReference } from "../../detection/placeholder";
import { readName } from "../../detection/names";
import { type Violation, stackFilePolicy } from "../../policy";
import { type ConfigEntry, stackInUse } from "../../stack-file";

const roles: ReadonlySet<string> = new Set(["secret", "password", "phrase", "key"]);

/** Both files are committed: a key in one is in the history of the repository for good, readable by whoever clones it. */
export const noPlaintextSecret = stackFilePolicy({
  name: "config-no-plaintext-secret",
  description: "Every secret in the stack file is encrypted, and none is in the project's file.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Revoke the key at its issuer, remove the line, and set a new one with `pulumi config set --secret`.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/#configuring-secrets",
  tags: ["config", "secrets"],
  framework: {
    name: "NIST SP 800-53",
    version: "Rev. 5",
    reference: "IA-5(7)",
    specification: "No Embedded Unencrypted Static Authenticators",
  },
  nonWaivable: true,
  judge(file, violation, stack) {
    judgeEntries(file.name, [...file.config.values()], violation);
    const { project } = stackInUse(stack);
    judgeEntries(project.file, project.config.map(underItsOwnName), violation);
  },
});

/** In `Pulumi.yaml` a key's value and default stand below it, and are the key's by name. */
function underItsOwnName(entry: ConfigEntry): ConfigEntry {
  const own = entry.key.slice(entry.key.indexOf(":") + 1);
  const leaves = entry.leaves.map((leaf) => (/^(?:value|default)$/u.test(leaf.name) ? { ...leaf, name: own } : leaf));
  return { ...entry, leaves };
}

function judgeEntries(file: string, entries: readonly ConfigEntry[], violation: Violation): void {
  const plain = entries.flatMap(({ leaves }) => leaves).filter(({ secure }) => !secure);
  const lines = new Map(plain.map((leaf) => [leaf.shown, leaf.line]));
  const report = (path: string, message: string): void => {
    const line = lines.get(path);
    violation({ message, at: path, file, ...(line === undefined ? {} : { line }) });
  };
  const { findings, complete } = detection().scanFields([
    ...plain.map(({ shown, name, text }) => ({ path: shown, name, text })),
    ...entries.map(({ key, shown }) => ({ path: shown, text: key })),
  ]);
  const told = new Set<string>();
  for (const { path, title, detector, severity } of findings) {
    if (severity === "low" || told.has(path)) continue;
    told.add(path);
    report(path, `${path} holds ${title} in plain text [${detector}], expected it under \`secure:\`.`);
  }
  for (const { shown, name, text } of plain) {
    if (told.has(shown) || text === "" || /^(?:true|false)$/iu.test(text) || isReference(text)) continue;
    if (!roles.has(readName(name).role)) continue;
    told.add(shown);
    report(
      shown,
      `${shown} is in plain text, though its name says that it is a secret, expected it under \`secure:\`.`,
    );
  }
  if (!complete) {
    violation({
      message: `${file} is not fully scanned: it is wrapped too deep or too large.`,
      file,
      line: 1,
    });
  }
  for (const leaf of entries.flatMap(({ leaves }) => leaves).filter(({ secure }) => secure)) {
    // Pulumi's own ciphertext: `v1:nonce:ciphertext`, or base64 that begins so where its service encrypts.
    if (/^(?:v\d+:|AAAB)/u.test(leaf.text)) continue;
    const [finding] = detection().scan(leaf.text, { name: leaf.name }).findings;
    if (finding === undefined || finding.severity === "low") continue;
    violation({
      message: `${leaf.shown} holds ${finding.title} in clear under \`secure:\` [${finding.detector}], expected its ciphertext.`,
      at: leaf.shown,
      file,
      line: leaf.line,
    });
  }
}
