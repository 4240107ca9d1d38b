import { networkOf } from "../../network-said";
import { resourcePolicy } from "../../policy";
import { givenValues, valueTypes } from "../../secret-values";

/**
 * Where mainnet forbids it (secrets-empty-on-mainnet), the rest is advised against. Write-only inputs do not replace an
 * empty secret: their value enters the state's inputs all the same (pulumi/pulumi-terraform-bridge#3201, open as of
 * 2026-08-31).
 */
export const preferWriteOnly = resourcePolicy(valueTypes, {
  name: "secrets-prefer-write-only",
  description: "The value of a secret is put out of band and does not pass through the program.",
  severity: "medium",
  level: "advisory",
  remediationSteps:
    "Leave the secret empty and put its value with `aws secretsmanager put-secret-value`; write-only inputs enter Pulumi's state too.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_update-secret-value.html",
  tags: ["secrets"],
  rationale:
    "A value that the program handles is decrypted on the machine that runs `pulumi up` and kept, encrypted, in the state of the stack and in every backup of it.",
  example: `new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn, recoveryWindowInDays: 30 });
// aws secretsmanager put-secret-value --secret-id NAME --secret-string file:///dev/stdin`,
  judge(resource, violation) {
    const [first] = givenValues(resource);
    if (first === undefined || networkOf(resource) === "mainnet") return;
    violation({ message: `${first.path} is given by the program, expected none: put it out of band.`, at: first.path });
  },
});
