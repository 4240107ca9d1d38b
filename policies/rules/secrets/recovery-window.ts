import type { secretsmanager } from "@pulumi/aws";
import { networkOf } from "../../network-said";
import { type Settings, resourcePolicy } from "../../policy";

/** AWS's own least, in days; 0 deletes at once. */
const least = 7;

/** On testnet a secret may go with its stack. */
export const recoveryWindow = resourcePolicy<secretsmanager.SecretArgs>("aws:secretsmanager/secret:Secret", {
  name: "secrets-recovery-window",
  description: "Outside testnet, a deleted secret can be restored for at least a week.",
  severity: "medium",
  level: "mandatory",
  remediationSteps: "Set recoveryWindowInDays to 30, or leave it out: 30 is the default.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  tags: ["secretsmanager"],
  rationale:
    "A secret deleted without a window is gone at once: a mistaken `pulumi destroy`, or somebody who means harm, stops a bot with open positions, and its key has to be made anew at the exchange.",
  example: `new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn, recoveryWindowInDays: 30 });`,
  configSchema: {
    properties: {
      leastDays: {
        type: "integer",
        minimum: least,
        maximum: 30,
        default: least,
        description: "Fewest days in which a deleted secret can be restored.",
      },
    },
  },
  judge(secret, violation, settings) {
    const window = secret.at("recoveryWindowInDays");
    const days = leastDays(settings);
    if (!window.unknown && (window.absent || (window.number ?? 0) >= days)) return;
    const network = networkOf(secret);
    if (network !== "testnet" && network !== "open") violation(window, `at least ${days}`);
  },
});

function leastDays({ leastDays }: Settings): number {
  return typeof leastDays === "number" ? leastDays : least;
}
