import type { kms } from "@pulumi/aws";
import { keyPolicyProperty, keyPolicyTypes } from "../../key-policies";
import { resourcePolicy } from "../../policy";
import { refuseEverybody } from "../../principals";

type Args = (
  kms.KeyArgs | kms.KeyPolicyArgs | kms.ReplicaKeyArgs | kms.ExternalKeyArgs | kms.ReplicaExternalKeyArgs
) & {
  keyPolicy?: unknown;
};

/** What counts as everybody, and which conditions take it back, says `refuseEverybody`; `kms:CallerAccount` is KMS's own. */
export const noWildcardPrincipal = resourcePolicy<Args>(keyPolicyTypes, {
  name: "kms-no-wildcard-principal",
  description: "No statement of a key policy admits everybody.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Name the accounts or roles that may use the key, or add a StringEquals condition on kms:CallerAccount.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
  tags: ["kms", "key-policy"],
  rationale: "A key policy that admits everybody hands the key to anybody's AWS account.",
  example: `policy: JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Sid: "Use", Effect: "Allow", Principal: { AWS: role.arn }, Action: "kms:Decrypt", Resource: "*" },
  ],
})`,
  nonWaivable: true,
  judge(key, violation) {
    const policy = key.at(keyPolicyProperty(key.type));
    refuseEverybody(policy, { document: "a key policy", callers: { "kms:calleraccount": /^\d{12}$/u } }, violation);
  },
});
