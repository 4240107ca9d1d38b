import { detection } from "../../detect";
import { readName } from "../../detection/names";
import { isReference } from "../../detection/placeholder";
import { reportExposed } from "../../exposed";
import { placesOwnedBy, typesOwnedBy } from "../../owners";
import { resourcePolicy } from "../../policy";

const name = "secrets-codebuild-env-clean";
const roles: ReadonlySet<string> = new Set(["secret", "password", "phrase", "key"]);

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
    "Set the variable's type to \"SECRETS_MANAGER\" and its value to the secret's name; revoke the key that stood here.",
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
      if (environment.unknown || environment.secret) continue;
      // The instructions have no variables of this kind.
      const variables = environment.below(["environmentVariables"]);
      if (variables.unknown || variables.secret) continue;
      for (const variable of variables.items()) {
        if (variable.unknown || variable.secret) continue;
        const [called, type, value] = ["name", "type", "value"].map((key) => variable.below([key]));
        if (called === undefined || type === undefined || value === undefined) continue;
        // Of a marked value it has been said already that it stands here.
        if (value.secret || (!type.unknown && type.is("SECRETS_MANAGER", "PARAMETER_STORE"))) continue;
        const text = called.text ?? "";
        if (!ofAws.has(text) && !roles.has(readName(text).role)) continue;
        if (!value.unknown && (isKnownElsewhere(value.text ?? "", text) || isReference(value.text ?? ""))) continue;
        if (!value.known) continue;
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
