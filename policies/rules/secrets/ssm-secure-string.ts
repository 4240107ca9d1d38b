import type { ssm } from "@pulumi/aws";
import { isCustomerManaged } from "../../customer-managed-key";
import { isReference } from "../../detection/placeholder";
import { isNamedSecret } from "../../parameter-name";
import { type Resource, resourcePolicy } from "../../policy";

/**
 * A parameter that holds a secret is one of the type SecureString, or one that is called a secret. `aws-native` makes no
 * SecureString, since CloudFormation does not. What has an `insecureValue` is judged by secrets-no-insecure-value.
 */
export const ssmSecureString = resourcePolicy<ssm.ParameterArgs>(
  ["aws:ssm/parameter:Parameter", "aws-native:ssm:Parameter"],
  {
    name: "secrets-ssm-secure-string",
    description: "SSM parameters that hold secrets are of the type SecureString, under a customer-managed key.",
    severity: "high",
    level: "mandatory",
    remediationSteps: 'Set type to "SecureString" and keyId to a key of your own, or use AWS Secrets Manager.',
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    tags: ["ssm", "kms", "secrets"],
    rationale:
      "A parameter of another type is plain text to whoever may read parameters; under the key that AWS keeps for the account, no key policy stands between them and the value.",
    example: `new aws.ssm.Parameter("webhook", {
  name: "/grid/alertWebhook",
  type: "SecureString",
  keyId: key.arn,
  value: new pulumi.Config("bot").requireSecret("alertWebhook"),
});`,
    judge(parameter, violation) {
      const type = parameter.at("type");
      if (!type.unknown && type.is("SecureString")) {
        const key = parameter.at("keyId");
        if (!isCustomerManaged(key)) violation(key, "a customer-managed key");
        return;
      }
      if (holdsReference(parameter) || !isNamedSecret(parameter)) return;
      violation(type, '"SecureString", since the parameter\'s name says that it is a secret');
    },
  },
);

/** A name that promises a secret may stand over the place where the secret is. */
function holdsReference(parameter: Resource<ssm.ParameterArgs>): boolean {
  if (!parameter.at("insecureValue").absent) return true;
  const value = parameter.at("value");
  return !value.unknown && isReference(value.text ?? "");
}
