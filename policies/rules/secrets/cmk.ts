import type { secretsmanager } from "@pulumi/aws";
import { isCustomerManaged } from "../../customer-managed-key";
import { resourcePolicy } from "../../policy";
import type { Value } from "../../reader";

/**
 * Under the key that AWS keeps for the account, everybody in the account whom an IAM policy lets read a secret can
 * decrypt it: no key policy stands in the way, and no key can be disabled when a bot is taken over.
 */
export const cmk = resourcePolicy<secretsmanager.SecretArgs>("aws:secretsmanager/secret:Secret", {
  name: "secrets-cmk",
  description: "Secrets are encrypted under a customer-managed key, in every region that holds a replica.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Set kmsKeyId, and the kmsKeyId of each replica, to a key of your own.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  tags: ["secretsmanager", "kms"],
  judge(secret, violation) {
    const keys: Value[] = [
      secret.at("kmsKeyId"),
      ...secret
        .at("replicas")
        .items()
        .map((replica) => replica.at("kmsKeyId")),
    ];
    for (const key of keys) if (!isCustomerManaged(key)) violation(key, "a customer-managed key");
  },
});
