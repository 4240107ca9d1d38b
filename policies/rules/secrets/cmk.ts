import type { secretsmanager } from "@pulumi/aws";
import { isCustomerManaged } from "../../customer-managed-key";
import { resourcePolicy } from "../../policy";
import type { Value } from "../../reader";

/** `aws-native` calls the replicas replicaRegions. */
type Args = secretsmanager.SecretArgs & { replicaRegions?: { kmsKeyId?: string }[] };

/**
 * Under the key that AWS keeps for the account, everybody in the account whom an IAM policy lets read a secret can
 * decrypt it: no key policy stands in the way, and no key can be disabled when a bot is taken over.
 */
export const cmk = resourcePolicy<Args>(["aws:secretsmanager/secret:Secret", "aws-native:secretsmanager:Secret"], {
  name: "secrets-cmk",
  description: "Secrets are encrypted under a customer-managed key, in every region that holds a replica.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Set kmsKeyId, and the kmsKeyId of each replica, to a key of your own.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  tags: ["secretsmanager", "kms"],
  rationale:
    "Under the key that AWS keeps for the account, everybody in the account whom an IAM policy lets read a secret can decrypt it: no key policy stands in the way, and no key can be disabled when a bot is taken over.",
  example: `const key = new aws.kms.Key("custody", { enableKeyRotation: true }, { protect: true });
new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn });`,
  judge(secret, violation) {
    const keys: Value[] = [
      secret.at("kmsKeyId"),
      ...[...secret.at("replicas").items(), ...secret.at("replicaRegions").items()].map((copy) => copy.at("kmsKeyId")),
    ];
    for (const key of keys) if (!isCustomerManaged(key)) violation(key, "a customer-managed key");
  },
});
