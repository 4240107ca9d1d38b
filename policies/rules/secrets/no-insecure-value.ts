import type { ssm } from "@pulumi/aws";
import { isReference } from "../../detection/placeholder";
import { isNamedSecret } from "../../parameter-name";
import { resourcePolicy } from "../../policy";

/** `insecureValue` is the one value of a parameter that neither the SDK marks nor AWS encrypts. */
export const noInsecureValue = resourcePolicy<ssm.ParameterArgs>("aws:ssm/parameter:Parameter", {
  name: "secrets-no-insecure-value",
  description: "No SSM parameter that is called a secret has an insecureValue.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Keep the value in an AWS Secrets Manager secret that is put out of band, and revoke the one that stood here.",
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/ssm/parameter/",
  tags: ["ssm", "secrets"],
  rationale:
    "insecureValue stands in plain text in the state of the stack, in the console and in Systems Manager, for whoever may read any of them.",
  example: `const secret = new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn });
new aws.ssm.Parameter("exchange-secret-arn", {
  name: "/grid/exchangeSecretArn",
  type: "String",
  insecureValue: secret.arn,
});`,
  nonWaivable: true,
  judge(parameter, violation) {
    const value = parameter.at("insecureValue");
    const used = value.unknown || !(value.absent || value.is("") || isReference(value.text ?? ""));
    if (!used || !isNamedSecret(parameter)) return;
    violation({
      message: "insecureValue is set, though the parameter's name says that it is a secret.",
      at: value,
    });
  },
});
