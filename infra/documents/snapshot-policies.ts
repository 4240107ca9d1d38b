import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";

/** Data Lifecycle Manager assumes the role for lifecycle policies of this account and region. */
export function snapshotTrust({ partition, account, region }: Place): PolicyDocument {
  return policyDocument({
    Sid: "LifecycleManagerAssumesTheRole",
    Effect: "Allow",
    Principal: { Service: ["dlm.amazonaws.com"] },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnLike: { "aws:SourceArn": [`arn:${partition}:dlm:${region}:${account}:policy/*`] },
      StringEquals: { "aws:SourceAccount": [account] },
    },
  });
}

/** What the snapshots' role may do is made of. */
export interface SnapshotPolicyArgs extends Place {
  /** ARN of the data volume. */
  readonly volumeArn: string;
  /** Value of the tag `bulkhead:data`, which the volume has and its snapshots get. */
  readonly data: string;
}

/**
 * Makes snapshots of one volume and deletes those that carry its tag
 * (https://docs.aws.amazon.com/ebs/latest/userguide/dlm-prerequisites.html).
 */
export function snapshotPolicy({ partition, region, volumeArn, data }: SnapshotPolicyArgs): PolicyDocument {
  const snapshots = `arn:${partition}:ec2:${region}::snapshot/*`;
  return policyDocument(
    {
      Sid: "LookAtVolumesAndSnapshots",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"],
      Resource: ["*"],
    },
    { Sid: "SnapshotTheVolume", Effect: "Allow", Action: ["ec2:CreateSnapshot"], Resource: [volumeArn, snapshots] },
    { Sid: "MarkSnapshots", Effect: "Allow", Action: ["ec2:CreateTags"], Resource: [snapshots] },
    {
      Sid: "DeleteItsOwnSnapshots",
      Effect: "Allow",
      Action: ["ec2:DeleteSnapshot"],
      Resource: [snapshots],
      Condition: { StringEquals: { "aws:ResourceTag/bulkhead:data": [data] } },
    },
  );
}
