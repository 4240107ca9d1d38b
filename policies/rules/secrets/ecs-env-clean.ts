import { reportExposed } from "../../exposed";
import { placesOwnedBy, typesOwnedBy } from "../../owners";
import { resourcePolicy } from "../../policy";

const name = "secrets-ecs-env-clean";

const handedOn: ReadonlySet<string> = new Set([
  "input",
  "definition",
  "definitionString",
  "content",
  "contentBase64",
  "item",
  "key",
  "templateBody",
  "code",
  "functionCode",
  "dashboardBody",
  "desiredState",
  "eventPattern",
  "extraConnectionAttributes",
  "serverProperties",
  "sql",
]);

/**
 * A task definition is shown to whoever may describe it, and its revisions cannot be deleted at once. ECS itself fetches
 * what `secrets` names, under the task's execution role. So is all else that defines a container (Batch, App Runner,
 * Lightsail, SageMaker), and what a rule, a pipe, a schedule, a state machine or a service (Amplify, AppConfig, CloudFormation,
 * CloudFront, Elastic Beanstalk, EMR, Glue, Managed Flink, MSK Connect, Synthetics) starts or runs a program with. Items of tables
 * and objects in buckets are what programs read: AWS shows them to whoever may read the table or the bucket, and the name of an
 * object to whoever may list it. So it is with stages of API Gateway, templates and what is made of them by Cloud Control, the
 * Service Catalog and conformance packs, with pipelines, patterns, dashboards and endpoints of DMS; records of Route 53 are for
 * everybody.
 */
export const ecsEnvClean = resourcePolicy(typesOwnedBy(name), {
  name,
  description:
    "Definitions of containers, what programs of AWS's services are started with, and items and objects that they read hold no secret: `secrets` names where it is kept.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Name the secret in place of its value, a container's in `secrets` with its ARN as `valueFrom`, and let what needs it read it there; revoke the key that stood here.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
  tags: ["ecs", "secrets"],
  rationale:
    "A definition of a container, or a setting of a program, is shown to whoever may describe it, marked or not, and old revisions stay: a key in one is readable long after the container is gone.",
  example: `containerDefinitions: pulumi.jsonStringify([
  { name: "bot", image, essential: true, secrets: [{ name: "EXCHANGE_CREDENTIAL", valueFrom: secret.arn }] },
])`,
  nonWaivable: true,
  judge(resource, violation) {
    for (const place of placesOwnedBy(name, resource.type)) {
      const definitions = resource.at(place);
      // Text that is marked as a whole need not be read to be refused. What is handed on may be any text.
      const given = definitions.secret || handedOn.has(place);
      reportExposed(given ? definitions : definitions.document(), resource.stack, violation);
    }
  },
});
