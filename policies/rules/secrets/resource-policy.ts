import type { secretsmanager } from "@pulumi/aws";
import { resourcePolicy } from "../../policy";
import { refuseEverybody } from "../../principals";

type Args = secretsmanager.SecretPolicyArgs & { resourcePolicy?: unknown };

/** What counts as everybody, and which conditions take it back, says `refuseEverybody`. */
export const secretResourcePolicy = resourcePolicy<Args>(
  [
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:secretsmanager/secret:Secret",
    "aws-native:secretsmanager:ResourcePolicy",
  ],
  {
    name: "secrets-resource-policy",
    description: "No statement of a secret's policy admits everybody, and AWS is asked to refuse one that would.",
    severity: "critical",
    level: "mandatory",
    remediationSteps:
      "Name the roles that may read the secret, in a SecretPolicy of its own with blockPublicPolicy set to true.",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
    tags: ["secretsmanager"],
    rationale:
      "A secret whose policy admits everybody can be read from anybody's AWS account, and nothing in the own account shows it.",
    example: `new aws.secretsmanager.SecretPolicy("exchange", {
  secretArn: secret.arn,
  blockPublicPolicy: true,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: role.arn }, Action: "secretsmanager:GetSecretValue", Resource: "*" },
    ],
  }),
});`,
    judge(resource, violation) {
      const native = resource.type.startsWith("aws-native:");
      refuseEverybody(resource.at(native ? "resourcePolicy" : "policy"), { document: "a secret's policy" }, violation);
      if (resource.type === "aws:secretsmanager/secret:Secret") return;
      const blocks = resource.at("blockPublicPolicy");
      if (!blocks.is(true)) violation(blocks, "true");
    },
  },
);
