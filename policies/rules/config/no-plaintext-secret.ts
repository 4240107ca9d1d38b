import { commentsOf, judgeEntries, judgeText } from "../../plain-settings";
import { stackFilePolicy } from "../../policy";
import { readText } from "../../yaml-file";

/** A line that was commented out is looked at as well. */
export const noPlaintextSecret = stackFilePolicy({
  name: "config-no-plaintext-secret",
  description: "Every secret in the stack file is encrypted.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Revoke the key at its issuer, remove the line, and set a new one with `pulumi config set --secret`.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/#configuring-secrets",
  tags: ["config", "secrets"],
  nonWaivable: true,
  rationale:
    "The stack file is committed: a key in it is in the history of the repository for good, readable by whoever clones it, forks it or gets at a backup.",
  example: `config:
  bulkhead:exchange: binance
  bot:alertWebhook:
    secure: v1:…  # what \`pulumi config set --secret bot:alertWebhook\` writes`,
  judge(file, violation) {
    const lines = judgeEntries(file.name, [...file.config.values()], violation);
    judgeText(file.name, commentsOf(readText(file.path, file.name)), lines, violation);
  },
});
