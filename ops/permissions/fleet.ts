import type { Statement } from "./policy-document";
import type { Scope } from "./scope";

const looks = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"];

/**
 * Finding a key of ours again and making one. The key's own policy admits deployers to the rest; a call that makes a key has
 * none to be admitted by.
 */
function makeKeyStatements({ partition, account, region }: Scope, alias: string): readonly Statement[] {
  return [
    {
      Sid: "LookForTheKey",
      Effect: "Allow",
      // These take no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
      Action: ["kms:ListAliases", "kms:ListKeys", "tag:GetResources"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "LookAtKeys",
      Effect: "Allow",
      Action: looks,
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
    },
    {
      Sid: "MakeTheKey",
      Effect: "Allow",
      Action: ["kms:CreateKey", "kms:TagResource"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "NameTheKey",
      Effect: "Allow",
      Action: ["kms:CreateAlias"],
      Resource: [
        `arn:${partition}:kms:${region}:${account}:alias/${alias}`,
        `arn:${partition}:kms:${region}:${account}:key/*`,
      ],
    },
  ];
}

/** `bulkhead new`, for a bot of the scope's name. */
export function newStatements(scope: Scope): readonly Statement[] {
  return [
    ...makeKeyStatements(scope, `bulkhead-${scope.bot}`),
    {
      Sid: "LookAtQuotas",
      Effect: "Allow",
      // Lists take no resource.
      Action: [
        "ec2:DescribeAddresses",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNatGateways",
        "ec2:DescribeVpcs",
        "servicequotas:GetAWSDefaultServiceQuota",
        "servicequotas:GetServiceQuota",
      ],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
  ];
}

/** `bulkhead bootstrap`, for the bucket's own name. */
export function bootstrapStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region } = scope;
  return [
    ...makeKeyStatements(scope, "bulkhead-state"),
    {
      Sid: "MakeTheStateBucket",
      Effect: "Allow",
      Action: [
        "s3:CreateBucket",
        "s3:GetBucketOwnershipControls",
        "s3:GetBucketPolicy",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:ListBucket",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
      ],
      Resource: [`arn:${partition}:s3:::bulkhead-state-${account}-${region}`],
    },
  ];
}

/** `bulkhead fleet`, in one region: it lists and looks, and reads no value. */
export function fleetStatements({ partition, account, region }: Scope): readonly Statement[] {
  return [
    {
      Sid: "ListTheFleet",
      Effect: "Allow",
      // Lists take no resource.
      Action: [
        "cloudtrail:DescribeTrails",
        "ec2:DescribeAddresses",
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNatGateways",
        "ec2:DescribeVpcs",
        "kms:ListKeys",
        "secretsmanager:ListSecrets",
        "servicequotas:GetAWSDefaultServiceQuota",
        "servicequotas:GetServiceQuota",
        "sns:ListSubscriptions",
        "tag:GetResources",
      ],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "LookAtKeys",
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:GetKeyRotationStatus"],
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
    },
    {
      Sid: "LookAtTrails",
      Effect: "Allow",
      Action: ["cloudtrail:GetEventSelectors", "cloudtrail:GetTrailStatus"],
      Resource: [`arn:${partition}:cloudtrail:*:*:trail/*`],
    },
  ];
}
