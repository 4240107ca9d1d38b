import { calls } from "../matchers";
import type { EyeRule } from "../rule";
import { theSecret } from "../the-secret";

/** Whoever does it: a policy that lets somebody read, another key, a copy in another region, a function that rotates. */
export const secretChanged: EyeRule = {
  id: "secret-changed",
  practice: "critical-actions",
  severity: "critical",
  happened: "The exchange secret itself was changed: its policy, its key, its copies, its rotation, or it was deleted.",
  next: "If it was not your own `pulumi up` or containment, run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: (watched) =>
    calls(["secretsmanager"], {
      eventName: [
        "CancelRotateSecret",
        "DeleteResourcePolicy",
        "DeleteSecret",
        "PutResourcePolicy",
        "RemoveRegionsFromReplication",
        "ReplicateSecretToRegions",
        "RestoreSecret",
        "RotateSecret",
        "StopReplicationToReplica",
        "UpdateSecret",
      ],
      requestParameters: { secretId: theSecret(watched) },
    }),
};
