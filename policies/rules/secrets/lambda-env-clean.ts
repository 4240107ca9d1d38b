import { reportExposed } from "../../exposed";
import { placesOwnedBy, typesOwnedBy } from "../../owners";
import { resourcePolicy } from "../../policy";

const name = "secrets-lambda-env-clean";

/**
 * The environment of a function, and what its image is started with, is shown, decrypted, to whoever may read the
 * function's configuration, and every old version keeps it.
 */
export const lambdaEnvClean = resourcePolicy(typesOwnedBy(name), {
  name,
  description:
    "The environment of a Lambda function, and what its image is started with, holds names and ARNs of secrets, never a secret.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Put the secret's ARN into the environment and read the secret at run time under the function's role; revoke the key that stood here.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html",
  tags: ["lambda", "secrets"],
  rationale:
    "The environment of a function is shown, decrypted, to whoever may read the function's configuration, and every published version keeps it.",
  example: `environment: { variables: { SECRET_ARN: secret.arn } }`,
  nonWaivable: true,
  judge(resource, violation) {
    for (const place of placesOwnedBy(name, resource.type)) {
      reportExposed(resource.at(place), resource.stack, violation);
    }
  },
});
