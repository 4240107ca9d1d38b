import { networkOf } from "../../network-said";
import { resourcePolicy } from "../../policy";
import { givenValues, valueTypes } from "../../secret-values";

/**
 * On mainnet a key is money. An SSM SecureString cannot be made without a value: there an AWS Secrets Manager secret
 * takes its place. A bot that does not say its network is taken for one on mainnet.
 */
export const emptyOnMainnet = resourcePolicy(valueTypes, {
  name: "secrets-empty-on-mainnet",
  description: "On mainnet, no program gives a secret its value.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Remove the value's resource, leave the secret empty and put its value with `aws secretsmanager put-secret-value`.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_update-secret-value.html",
  tags: ["secrets"],
  rationale:
    "A value that the program handles is in the state of the stack, in every backup of it and in the memory of every CI job that runs `pulumi up`: whoever gets at one of them and at the stack's key has the exchange key.",
  example: `new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn, recoveryWindowInDays: 30 });
// aws secretsmanager put-secret-value --secret-id NAME --secret-string file:///dev/stdin`,
  judge(resource, violation) {
    const [first] = givenValues(resource);
    if (first === undefined || networkOf(resource) !== "mainnet") return;
    violation({ message: `${first.path} is given by the program, expected none on mainnet.`, at: first.path });
  },
});
