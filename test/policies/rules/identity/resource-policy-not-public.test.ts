import { resourcePolicyNotPublic } from "../../../../policies/rules/identity/resource-policy-not-public";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const document = (...statements: readonly Raw[]) => ({
  Version: "2012-10-17",
  Statement: statements.map((one) => ({ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", ...one })),
});
const policy = (...statements: readonly Raw[]) => ({ policy: JSON.stringify(document(...statements)) });
const everybody = { Principal: "*" };
const where = (operator: string, key: string, value: unknown) => ({
  ...everybody,
  Condition: { [operator]: { [key]: value } },
});
const role = { AWS: "arn:aws:iam::111122223333:role/grid" };
const refused = 'policy.Statement[0].Principal is "*", expected named principals.';
const of = (type: string, property: string) =>
  [
    given({ [property]: document(everybody) }, { type }),
    `${property}.Statement[0].Principal is "*", expected named principals.`,
  ] as const;

const bus = "aws:cloudwatch/eventPermission:EventPermission";
const database = "aws:rds/snapshot:Snapshot";
const snapshot = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission";
const image = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";

testPolicy(resourcePolicyNotPublic, {
  passes: {
    "an image that one account may start hosts of": given(
      { imageId: "ami-1", accountId: "111122223333" },
      { type: image },
    ),
    "a snapshot that one account may make volumes of": given(
      { snapshotId: "snap-1", accountId: "111122223333" },
      { type: snapshot },
    ),
    "a database's snapshot for one account": given({ sharedAccounts: ["111122223333"] }, { type: database }),
    "a role": policy({ Principal: role }),
    "one account that may send to an event bus": given({ principal: "111122223333", statementId: "a" }, { type: bus }),
    "an organization that may": given(
      {
        principal: "*",
        statementId: "a",
        condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" },
      },
      { type: bus },
    ),
    "a role, by an object": { policy: document({ Principal: role }) },
    "a service": policy({ Principal: { Service: "events.amazonaws.com" } }),
    "everybody's messages of one topic": policy(
      where("ArnEquals", "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:alerts"),
    ),
    "everybody's notices of one bucket": policy(where("ArnLike", "aws:SourceArn", "arn:aws:s3:::records")),
    "everybody's of one account": policy(where("StringEquals", "aws:SourceAccount", "111122223333")),
    "everybody's messages of one topic in the cloud for governments": policy(
      where("ArnEquals", "aws:SourceArn", "arn:aws-us-gov:sns:us-gov-west-1:111122223333:alerts"),
    ),
    "everybody's flow logs of one account, in any region": policy(
      where("ArnLike", "aws:SourceArn", "arn:aws:ec2:*:111122223333:vpc-flow-log/*"),
    ),
    "everybody's by one VPC": policy(where("StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d")),
    "everybody's by one endpoint": policy(where("StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d4e5f60718")),
    "a denial for everybody": policy({ ...everybody, Effect: "Deny" }),
    "a queue without a policy of its own": given({ name: "orders" }, { type: "aws:sqs/queue:Queue" }),
  },
  fails: {
    "an image that everybody may start hosts of": [
      given({ imageId: "ami-1", group: "all" }, { type: image }),
      { message: 'group is "all", expected an account or an organization in its place.', path: "group" },
    ],
    ...Object.fromEntries(
      ["ClusterSnapshot", "ClusterSnapshotCopy", "Snapshot", "SnapshotCopy"].map((name) => [
        `a database's snapshot for everybody, ${name}`,
        [
          given(
            { sharedAccounts: ["111122223333", "all"] },
            { type: `aws:rds/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}` },
          ),
          'sharedAccounts[1] is "all", expected an account or an organization in its place.',
        ],
      ]),
    ),
    everybody: [policy(everybody), { message: refused, path: "policy.Statement[0].Principal" }],
    "everybody, by an object": [{ policy: document(everybody) }, refused],
    "everybody, after a role": [
      policy({ Principal: role }, everybody),
      'policy.Statement[1].Principal is "*", expected named principals.',
    ],
    "all but one role": [
      policy({ NotPrincipal: role }),
      "policy.Statement[0].NotPrincipal is an object, expected Principal: what is left out of NotPrincipal is everybody.",
    ],
    "everybody's messages of any topic": [policy(where("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:alerts")), refused],
    ...Object.fromEntries(
      (
        [
          ["aws:SourceAccount", "1111222233334"],
          ["aws:SourceAccount", "x111122223333"],
          ["aws:SourceArn", "my-arn:aws:sns:eu-west-1:111122223333:alerts"],
          ["aws:SourceArn", "arn:aws:s3:::records/*"],
          ["aws:SourceArn", "arn:aws:s3:::records more"],
          ["aws:SourceArn", "arn:aws:sns:eu-west-1:1111:alerts"],
          ["aws:SourceVpc", "my-vpc-0a1b2c3d"],
          ["aws:SourceVpc", "vpc-0a1b2c3d*"],
          ["aws:SourceVpc", "vpc-0a1b2c3"],
          ["aws:SourceVpce", "my-vpce-0a1b2c3d"],
          ["aws:SourceVpce", "vpce-0a1b2c3d*"],
        ] as const
      ).map(([key, value]) => [
        `everybody's under ${key} ${value}`,
        [policy(where("StringLike", key, value)), refused],
      ]),
    ),
    "everybody's from an address": [policy(where("IpAddress", "aws:SourceIp", "203.0.113.9/32")), refused],
    "everybody's by any VPC": [policy(where("StringLike", "aws:SourceVpc", "vpc-*")), refused],
    "everybody's by any endpoint": [policy(where("StringLike", "aws:SourceVpce", "*")), refused],
    "everybody's but by one endpoint": [
      policy(where("StringNotEquals", "aws:SourceVpce", "vpce-0a1b2c3d4e5f60718")),
      refused,
    ],
    "a list in place of the account that may send to an event bus": [
      given({ principal: ["*"], statementId: "a" }, { type: bus }),
      "principal is a list of 1, expected a named account.",
    ],
    "everybody, to an event bus": [
      given({ principal: "*", statementId: "a" }, { type: bus }),
      { message: 'principal is "*", expected a named account.', path: "principal" },
    ],
    "any organization, to an event bus": [
      given({ principal: "*", statementId: "a", condition: { value: "o-*" } }, { type: bus }),
      'principal is "*", expected a named account.',
    ],
    "a queue by itself, at the other provider": of("aws-native:sqs:QueueInlinePolicy", "policyDocument"),
    "a table, at the other provider": [
      given({ resourcePolicy: { policyDocument: document(everybody) } }, { type: "aws-native:dynamodb:Table" }),
      'resourcePolicy.policyDocument.Statement[0].Principal is "*", expected named principals.',
    ],
    "an access point of many regions": [
      given(
        { details: { name: "grid", policy: JSON.stringify(document(everybody)) } },
        { type: "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy" },
      ),
      'details.policy.Statement[0].Principal is "*", expected named principals.',
    ],
    "what repositories are made with": of(
      "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
      "repositoryPolicy",
    ),
    "a bucket of vectors": of("aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy", "policy"),
    "a bucket on an outpost": of("aws:s3control/bucketPolicy:BucketPolicy", "policy"),
    "an access point with a function": of(
      "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
      "policy",
    ),
    "a bucket of tables": of("aws:s3tables/tableBucketPolicy:TableBucketPolicy", "resourcePolicy"),
    "a table in a bucket": of("aws:s3tables/tablePolicy:TablePolicy", "resourcePolicy"),
    "a vault, at the other provider": of("aws-native:backup:BackupVault", "accessPolicy"),
    "a registry, at the other provider": of("aws-native:ecr:RegistryPolicy", "policyText"),
    "what repositories are made with, at the other provider": of(
      "aws-native:ecr:RepositoryCreationTemplate",
      "repositoryPolicy",
    ),
    "an event bus, at the other provider": of("aws-native:events:EventBus", "policy"),
    "a stream, at the other provider": of("aws-native:kinesis:ResourcePolicy", "resourcePolicy"),
    "a log's destination, at the other provider": of("aws-native:logs:Destination", "destinationPolicy"),
    "the logs, at the other provider": of("aws-native:logs:ResourcePolicy", "policyDocument"),
    "an access point, at the other provider": of("aws-native:s3:AccessPoint", "policy"),
    "a queue": of("aws:sqs/queue:Queue", "policy"),
    "a queue, at the other provider": of("aws-native:sqs:QueuePolicy", "policyDocument"),
    "a bucket": of("aws:s3/bucket:Bucket", "policy"),
    "a bucket's policy": of("aws:s3/bucketPolicy:BucketPolicy", "policy"),
    "a bucket of the second version": of("aws:s3/bucketV2:BucketV2", "policy"),
    "a bucket's policy, at the other provider": of("aws-native:s3:BucketPolicy", "policyDocument"),
    "an access point": of("aws:s3/accessPoint:AccessPoint", "policy"),
    "an access point's policy": of("aws:s3control/accessPointPolicy:AccessPointPolicy", "policy"),
    "a repository": of("aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"),
    "a repository, at the other provider": of("aws-native:ecr:Repository", "repositoryPolicyText"),
    "a registry": of("aws:ecr/registryPolicy:RegistryPolicy", "policy"),
    "an event bus": of("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "policy"),
    "a log's destination": of("aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy", "accessPolicy"),
    "the logs": of("aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument"),
    "a table": of("aws:dynamodb/resourcePolicy:ResourcePolicy", "policy"),
    "a stream": of("aws:kinesis/resourcePolicy:ResourcePolicy", "policy"),
    "a function": of("aws:lambda/resourcePolicy:ResourcePolicy", "policy"),
    "a vault of backups": of("aws:backup/vaultPolicy:VaultPolicy", "policy"),
  },
  unknown: {
    "the group that may start hosts of an image": given({ imageId: "ami-1", group: unknown }, { type: image }),
    "the account that may make volumes of a snapshot": given(
      { snapshotId: "snap-1", accountId: unknown },
      { type: snapshot },
    ),
    "the accounts that get a database's snapshot": given({ sharedAccounts: unknown }, { type: database }),
    "one of them": given({ sharedAccounts: ["111122223333", unknown] }, { type: database }),
    "who may send to an event bus": given({ principal: unknown }, { type: bus }),
    "the organization that may": given({ principal: "*", condition: { value: unknown } }, { type: bus }),
    "a policy not known yet": { policy: unknown },
    "a principal not known yet": { policy: document({ Principal: { AWS: unknown } }) },
    "a condition not known yet": { policy: document({ ...everybody, Condition: unknown }) },
  },
  absent: {
    "no policy": {},
    "a database's snapshot for nobody else": given({}, { type: database }),
    "an image's group that is empty": given({ imageId: "ami-1", group: "" }, { type: image }),
  },
  secret: {
    "a database's snapshot for everybody, marked secret": [
      given({ sharedAccounts: secret(["all"]) }, { type: database }),
      "sharedAccounts[0] is a secret, expected an account or an organization in its place.",
    ],
    "everybody, marked secret": [
      { policy: secret(JSON.stringify(document(everybody))) },
      "policy.Statement[0].Principal is a secret, expected named principals.",
    ],
  },
});
