import { reportLeaks } from "../../leaks";
import { stackPolicy } from "../../policy";

const stack = "pulumi:pulumi:Stack";

/**
 * Outputs of the stack and of its components, which the program itself names. Those of all other resources are their
 * provider's. A marked output is encrypted in the state and hidden on the console, and so are those that are made of it.
 */
export const outputsClean = stackPolicy({
  name: "secrets-outputs-clean",
  description:
    "No output of a stack or of a component holds a credential, or a secret of the configuration, in plain text.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Export the secret's ARN and not its value, without pulumi.unsecret, and revoke the key that stood in the output.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/",
  tags: ["secrets"],
  rationale:
    "An output that is not marked is printed at the end of every update, stands in the state in plain text, and is handed to every stack that refers to this one.",
  example: "export const exchangeSecret = secret.arn; // its ARN, never its value",
  nonWaivable: true,
  judge(whole, violation) {
    for (const resource of whole.resources) {
      // What has no provider is a component, or a provider itself.
      if (resource.type !== stack && (resource.provider !== undefined || resource.type.startsWith("pulumi:"))) continue;
      reportLeaks(
        resource.outputs.strings((_, secret) => !secret),
        resource.stack,
        (about) => {
          violation({ ...about, resource });
        },
      );
    }
  },
});
