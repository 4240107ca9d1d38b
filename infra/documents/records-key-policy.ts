import { keyAdministration } from "./key-administration";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";
import { eventsUseKey, logsUseKey } from "./services-use-key";

/** What the records key's policy is made of. */
export interface RecordsKeyPolicyArgs extends Place, Roles {
  /** ARNs of the bot's log groups without a trailing `:*`; built from their names, since they come after this policy. */
  readonly logGroupArns: readonly string[];
  /** ARN pattern of the bot's topics; built from their fixed beginning, since they come after this policy. */
  readonly topicArns: string;
  /** ARN of the stack's own bucket. */
  readonly bucketArn: string;
  /** ARN of the bot's role. */
  readonly botRoleArn: string;
}

/**
 * The records key encrypts the bot's disks, artefacts, logs and alert topics. It admits what these services need, and no
 * person but deployers, who bring the host's files and artefacts.
 */
export function recordsKeyPolicy(args: RecordsKeyPolicyArgs): PolicyDocument {
  const byWayOfEc2 = {
    "kms:CallerAccount": [args.account],
    "kms:ViaService": [`ec2.${args.region}.amazonaws.com`],
  };
  // With bucket keys, S3 names the bucket in the encryption context: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
  const byWayOfTheBucket = {
    "kms:CallerAccount": [args.account],
    "kms:EncryptionContext:aws:s3:arn": [args.bucketArn],
    "kms:ViaService": [`s3.${args.region}.amazonaws.com`],
  };
  const byWayOfEcr = {
    "kms:CallerAccount": [args.account],
    "kms:ViaService": [`ecr.${args.region}.amazonaws.com`],
  };
  // SNS names the topic in the encryption context.
  const forItsTopics = { "kms:EncryptionContext:aws:sns:topicArn": [args.topicArns] };
  return policyDocument(
    ...keyAdministration(args, args),
    {
      // Whoever starts a host has EC2 create its encrypted disk: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
      Sid: "DeployersCreateDisks",
      Effect: "Allow",
      Principal: { AWS: args.deployers },
      Action: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      Resource: ["*"],
      Condition: { StringEquals: byWayOfEc2 },
    },
    {
      // By such a grant EC2 attaches the disk; it takes one at every start, so a stopped host is started by a deployer.
      Sid: "DeployersGrantDisksToEc2",
      Effect: "Allow",
      Principal: { AWS: args.deployers },
      Action: ["kms:CreateGrant"],
      Resource: ["*"],
      Condition: { Bool: { "kms:GrantIsForAWSResource": ["true"] }, StringEquals: byWayOfEc2 },
    },
    {
      Sid: "DeployersFillTheBucket",
      Effect: "Allow",
      Principal: { AWS: args.deployers },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: ["*"],
      Condition: { StringEquals: byWayOfTheBucket },
    },
    {
      Sid: "HostReadsTheBucket",
      Effect: "Allow",
      Principal: { AWS: [args.botRoleArn] },
      Action: ["kms:Decrypt"],
      Resource: ["*"],
      Condition: { StringEquals: byWayOfTheBucket },
    },
    {
      // Whoever makes an encrypted repository lets ECR use the key by grants of its own:
      // https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
      Sid: "DeployersGrantTheRepositoryToEcr",
      Effect: "Allow",
      Principal: { AWS: args.deployers },
      Action: ["kms:CreateGrant"],
      Resource: ["*"],
      Condition: { Bool: { "kms:GrantIsForAWSResource": ["true"] }, StringEquals: byWayOfEcr },
    },
    {
      Sid: "DeployersTakeTheRepositoryBack",
      Effect: "Allow",
      Principal: { AWS: args.deployers },
      Action: ["kms:DescribeKey", "kms:RetireGrant"],
      Resource: ["*"],
      Condition: { StringEquals: byWayOfEcr },
    },
    logsUseKey(args, args.logGroupArns),
    {
      Sid: "AlarmsReachTopics",
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: ["*"],
      Condition: { ArnLike: forItsTopics, StringEquals: { "aws:SourceAccount": [args.account] } },
    },
    eventsUseKey(args.topicArns),
  );
}
