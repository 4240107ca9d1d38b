import { resourcePolicy } from "../../policy";
import { organization, refuseEverybody, sources } from "../../principals";
import { isOpen } from "../../reader";
import { handedTo, handingOut } from "../../ways-around";

/** What carries a policy of its own beside roles, keys, secrets, topics and functions, and the property that holds it. */
const documents: Readonly<Record<string, string>> = {
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
  "aws:backup/vaultPolicy:VaultPolicy": "policy",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
  "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
  "aws:ecr/registryPolicy:RegistryPolicy": "policy",
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": "repositoryPolicy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:kinesis/resourcePolicy:ResourcePolicy": "policy",
  "aws:lambda/resourcePolicy:ResourcePolicy": "policy",
  "aws:s3/accessPoint:AccessPoint": "policy",
  "aws:s3/bucket:Bucket": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:s3/bucketV2:BucketV2": "policy",
  "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy": "policy",
  "aws:s3control/accessPointPolicy:AccessPointPolicy": "policy",
  "aws:s3control/bucketPolicy:BucketPolicy": "policy",
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": "details.policy",
  "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy": "policy",
  "aws:s3tables/tableBucketPolicy:TableBucketPolicy": "resourcePolicy",
  "aws:s3tables/tablePolicy:TablePolicy": "resourcePolicy",
  "aws:sqs/queue:Queue": "policy",
  "aws-native:backup:BackupVault": "accessPolicy",
  "aws-native:dynamodb:Table": "resourcePolicy.policyDocument",
  "aws-native:ecr:RegistryPolicy": "policyText",
  "aws-native:ecr:Repository": "repositoryPolicyText",
  "aws-native:ecr:RepositoryCreationTemplate": "repositoryPolicy",
  "aws-native:events:EventBus": "policy",
  "aws-native:kinesis:ResourcePolicy": "resourcePolicy",
  "aws-native:logs:Destination": "destinationPolicy",
  "aws-native:logs:ResourcePolicy": "policyDocument",
  "aws-native:s3:AccessPoint": "policy",
  "aws-native:s3:BucketPolicy": "policyDocument",
  "aws-native:sqs:QueueInlinePolicy": "policyDocument",
  "aws-native:sqs:QueuePolicy": "policyDocument",
};

/** What says by its own properties who may send to an event bus. */
const admissions = ["aws:cloudwatch/eventPermission:EventPermission"];

/**
 * What counts as everybody says `refuseEverybody`. A source's account or whole ARN, and the VPC or endpoint that a request
 * comes by, tell who is meant as well.
 */
export const resourcePolicyNotPublic = resourcePolicy([...Object.keys(documents), ...admissions, ...handingOut], {
  name: "identity-resource-policy-not-public",
  description:
    "No policy of a queue, bucket, image repository, event bus, table or log admits everybody, and no image and no snapshot is public.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Name roles, accounts or services in Principal, or say by a condition whose requests are meant: aws:SourceArn, aws:SourceAccount, aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  tags: ["iam"],
  rationale:
    "What everybody may read or write is outside the bot's compartment: a stranger fetches its program and its records, or hands it orders, programs and alarms of his own.",
  example: `new aws.sqs.QueuePolicy("orders", {
  queueUrl: queue.url,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: role.arn }, Action: "sqs:SendMessage", Resource: queue.arn }],
  }),
});`,
  judge(resource, violation) {
    if (admissions.includes(resource.type)) {
      const principal = resource.inputs.at("principal");
      const among = resource.inputs.below(["condition", "value"]);
      const isNamed = principal.text !== undefined && !/[*?]/u.test(principal.text);
      if (!isNamed && !isOpen(among) && !organization.test(among.text ?? "")) violation(principal, "a named account");
      return;
    }
    if (handingOut.includes(resource.type)) {
      for (const one of handedTo(resource))
        if (one.unknown || one.is("all")) violation(one, "an account or an organization in its place");
      return;
    }
    const policy = resource.inputs.below((documents[resource.type] ?? "policy").split("."));
    refuseEverybody(policy, { document: "such a policy", callers }, violation);
  },
});

const callers: Readonly<Record<string, RegExp>> = {
  ...sources,
  "aws:sourcevpc": /^vpc-[\da-f]{8,17}$/u,
  "aws:sourcevpce": /^vpce-[\da-f]{8,17}$/u,
};
