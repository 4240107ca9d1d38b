import { calls, none } from "../matchers";
import type { EyeRule } from "../rule";
import { theseKeys } from "../these-keys";

/**
 * Nobody grants anything on the custody key. On the records key EC2 and ECR make grants for whoever starts a host or makes a
 * repository, and take them back: then CloudTrail names them in `invokedBy`.
 */
export const keyChanged: EyeRule = {
  id: "key-changed",
  practice: "critical-actions",
  severity: "critical",
  happened: "Who may use one of the bot's keys was changed: its policy, a grant, its state, a copy elsewhere.",
  next: "If it was not your own `pulumi up`, run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ custodyKeyArn, recordsKeyArn }) =>
    calls(["kms"], {
      $or: [
        ...theseKeys(custodyKeyArn, recordsKeyArn).map((key) => ({
          ...key,
          eventName: [
            "CancelKeyDeletion",
            "DisableKeyRotation",
            "EnableKey",
            "ImportKeyMaterial",
            "PutKeyPolicy",
            "ReplicateKey",
            "UpdatePrimaryRegion",
          ],
        })),
        { eventName: grants, resources: { ARN: [custodyKeyArn] } },
        { eventName: grants, resources: { ARN: [recordsKeyArn] }, userIdentity: { invokedBy: none } },
      ],
    }),
};

const grants = ["CreateGrant", "RetireGrant", "RevokeGrant"];
