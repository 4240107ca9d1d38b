import { detection } from "../../detect";
import { isReference } from "../../detection/placeholder";
import { reportExposed } from "../../exposed";
import { placesOwnedBy, typesOwnedBy } from "../../owners";
import { resourcePolicy } from "../../policy";
import { promisesCredential } from "../../promises-secret";

const name = "secrets-codebuild-env-clean";

/** What an AWS SDK in the build takes for its credentials. Half of a pair is as telling as the other. */
const ofAws: ReadonlySet<string> = new Set(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]);

/** CodeBuild itself fetches what a variable of the type SECRETS_MANAGER or PARAMETER_STORE names. */
export const codebuildEnvClean = resourcePolicy(typesOwnedBy(name), {
  name,
  description:
    "The environment and the instructions of a CodeBuild project hold no secret: its variables name where one is kept.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    'Name the secret in place of its value, in a variable of the type "SECRETS_MANAGER" or in `env.secrets-manager` of the buildspec; revoke the key that stood here.',
  url: "https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
  tags: ["codebuild", "secrets"],
  rationale:
    "Variables of the type PLAINTEXT are shown in the console, in every answer that describes the project or a build, and in the log of a build that prints its environment.",
  example: `environment: {
  type: "ARM_CONTAINER",
  computeType: "BUILD_GENERAL1_SMALL",
  image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
  environmentVariables: [{ name: "TESTNET_KEY", type: "SECRETS_MANAGER", value: secret.name }],
}`,
  nonWaivable: true,
  judge(project, violation) {
    for (const place of placesOwnedBy(name, project.type)) {
      const environment = project.at(place);
      reportExposed(environment, project.stack, violation);
      // The instructions have no variables of this kind.
      const variables = environment.below(["environmentVariables"]);
      // Of what is marked it has been said already that it stands here.
      if (variables.secret) continue;
      for (const variable of variables.items()) {
        const [type, value] = [variable.at("type"), variable.at("value")];
        if (value.secret || (!type.unknown && type.is("SECRETS_MANAGER", "PARAMETER_STORE"))) continue;
        const called = variable.at("name").text ?? "";
        if (!ofAws.has(called) && !promisesCredential(called)) continue;
        const text = value.text ?? "";
        if (isKnownElsewhere(text, called) || isReference(text)) continue;
        violation({
          message: `${value.path} is plain text, though its variable's name says that it is a secret.`,
          at: value,
        });
      }
    }
  },
});

/** Empty, or told by a detector, which has had its say. */
function isKnownElsewhere(text: string, name: string): boolean {
  return (
    text === "" ||
    detection()
      .scan(text, { name })
      .findings.some(({ severity }) => severity !== "low")
  );
}
