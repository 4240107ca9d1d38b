import type { kms } from "@pulumi/aws";
import { type Settings, resourcePolicy } from "../../policy";

type Args = kms.KeyArgs & { pendingWindowInDays?: number };

/** AWS's most, in days, and its default. */
const most = 30;

/** `aws-native` calls the window pendingWindowInDays. */
export const deletionWindow = resourcePolicy<Args>(
  [
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws-native:kms:Key",
    "aws-native:kms:ReplicaKey",
  ],
  {
    name: "kms-deletion-window",
    description: "A KMS key is protected against being deleted, and its deletion can be cancelled for 30 days.",
    severity: "high",
    level: "mandatory",
    remediationSteps: "Set deletionWindowInDays to 30, and `protect: true` in the options of the key.",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    tags: ["kms"],
    rationale:
      "What a deleted key has encrypted is lost for good: the exchange credential, disks and logs. A mistaken `pulumi destroy` must not begin it, and whoever begins it on purpose must leave a month to notice.",
    example: `new aws.kms.Key(
  "custody",
  { description: "Exchange credential of one bot", enableKeyRotation: true, deletionWindowInDays: 30 },
  { protect: true },
);`,
    configSchema: {
      properties: {
        leastDays: {
          type: "integer",
          minimum: 7,
          maximum: most,
          default: most,
          description: "Fewest days between the order to delete a key and its end.",
        },
      },
    },
    judge(key, violation, settings) {
      if (!key.protect) violation({ message: "protect is false, expected true for a key." });
      const window = key.at(key.type.startsWith("aws-native:") ? "pendingWindowInDays" : "deletionWindowInDays");
      const days = leastDays(settings);
      if (!window.absent && !((window.number ?? 0) >= days)) violation(window, `at least ${days}`);
    },
  },
);

function leastDays({ leastDays }: Settings): number {
  return typeof leastDays === "number" ? leastDays : most;
}
