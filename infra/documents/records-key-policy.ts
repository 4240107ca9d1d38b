import { keyAdministration } from "./key-administration";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";

/** What the records key's policy is made of. */
export interface RecordsKeyPolicyArgs extends Place, Roles {
  /** ARNs of the bot's log groups without a trailing `:*`; built from their names, since they come after this policy. */
  readonly logGroupArns: readonly string[];
  /** ARN pattern of the bot's topics; built from their fixed beginning, since they come after this policy. */
  readonly topicArns: string;
}

/** The records key encrypts the bot's disk, logs and alert topics. It admits what these services need, and no person. */
export function recordsKeyPolicy(args: RecordsKeyPolicyArgs): PolicyDocument {
  const byWayOfEc2 = {
    "kms:CallerAccount": [args.account],
    "kms:ViaService": [`ec2.${args.region}.amazonaws.com`],
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
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
      Sid: "LogsEncryptTheLogGroups",
      Effect: "Allow",
      Principal: { Service: [`logs.${args.region}.amazonaws.com`] },
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      Resource: ["*"],
      Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": args.logGroupArns } },
    },
    {
      Sid: "AlarmsReachTopics",
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: ["*"],
      Condition: { ArnLike: forItsTopics, StringEquals: { "aws:SourceAccount": [args.account] } },
    },
    {
      // aws:SourceAccount is not supported here: with it, EventBridge loses every message to an encrypted topic without
      // a sign (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
      Sid: "EventsReachTopics",
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: ["*"],
      Condition: { ArnLike: forItsTopics },
    },
  );
}
