import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";
import { findStanding, runOnHostStatements, writeJournal } from "./shared-statements";

/** What a containment needs in AWS: it locks and cuts off, and reads no credential. */
export function containStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  const ec2 = (kind: string): string => `arn:${partition}:ec2:${region}:${account}:${kind}/*`;
  const own = ownedBy(scope);
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope),
    {
      Sid: "LockTheSecret",
      Effect: "Allow",
      Action: ["secretsmanager:GetResourcePolicy", "secretsmanager:PutResourcePolicy"],
      Resource: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${stack}-exchange-*`],
      Condition: own,
    },
    {
      Sid: "DisableTheCustodyKey",
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:DisableKey"],
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
      Condition: { StringEquals: { ...own.StringEquals, "aws:ResourceTag/bulkhead:key": "custody" } },
    },
    {
      Sid: "FindTheRole",
      Effect: "Allow",
      Action: ["iam:GetInstanceProfile"],
      Resource: [`arn:${partition}:iam::${account}:instance-profile/${stack}-bot-*`],
    },
    {
      Sid: "LockTheRole",
      Effect: "Allow",
      Action: ["iam:GetRolePolicy", "iam:PutRolePolicy"],
      Resource: [`arn:${partition}:iam::${account}:role/${stack}-bot-*`],
    },
    {
      Sid: "LookAtNetworkAndSnapshots",
      Effect: "Allow",
      Action: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSnapshots"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "TakeSnapshotsOfTheBotsDisks",
      Effect: "Allow",
      Action: ["ec2:CreateSnapshot", "ec2:CreateSnapshots"],
      Resource: [ec2("instance"), ec2("volume")],
      Condition: own,
    },
    {
      Sid: "MakeSnapshots",
      Effect: "Allow",
      Action: ["ec2:CreateSnapshot", "ec2:CreateSnapshots"],
      Resource: [`arn:${partition}:ec2:${region}::snapshot/*`],
    },
    {
      Sid: "TagWhatIsMade",
      Effect: "Allow",
      Action: ["ec2:CreateTags"],
      Resource: [`arn:${partition}:ec2:${region}::snapshot/*`],
      Condition: { StringEquals: { "ec2:CreateAction": ["CreateSnapshot", "CreateSnapshots"] } },
    },
    {
      Sid: "TagTheHost",
      Effect: "Allow",
      Action: ["ec2:CreateTags"],
      Resource: [ec2("instance"), ec2("network-interface")],
      Condition: { ...own, "ForAllValues:StringEquals": { "aws:TagKeys": ["bulkhead:contained-groups"] } },
    },
    {
      Sid: "MakeTheQuarantine",
      Effect: "Allow",
      Action: [
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateSecurityGroup",
        "ec2:RevokeSecurityGroupEgress",
      ],
      Resource: [ec2("security-group"), ec2("vpc")],
    },
    {
      Sid: "CutTheHostOff",
      Effect: "Allow",
      Action: ["ec2:ModifyNetworkInterfaceAttribute"],
      Resource: [ec2("instance"), ec2("network-interface"), ec2("security-group")],
    },
    ...writeJournal(scope),
  ];
}

/** What a release needs: the way back. Enabling the key is an administrator's. */
export function releaseStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  const own = ownedBy(scope);
  const ec2 = (kind: string): string => `arn:${partition}:ec2:${region}:${account}:${kind}/*`;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope),
    {
      Sid: "UnlockTheSecret",
      Effect: "Allow",
      Action: [
        "secretsmanager:DeleteResourcePolicy",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:PutResourcePolicy",
      ],
      Resource: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${stack}-exchange-*`],
      Condition: own,
    },
    {
      Sid: "EnableTheCustodyKey",
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:EnableKey"],
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
      Condition: { StringEquals: { ...own.StringEquals, "aws:ResourceTag/bulkhead:key": "custody" } },
    },
    {
      Sid: "FindTheRole",
      Effect: "Allow",
      Action: ["iam:GetInstanceProfile"],
      Resource: [`arn:${partition}:iam::${account}:instance-profile/${stack}-bot-*`],
    },
    {
      Sid: "UnlockTheRole",
      Effect: "Allow",
      Action: ["iam:DeleteRolePolicy", "iam:ListRolePolicies"],
      Resource: [`arn:${partition}:iam::${account}:role/${stack}-bot-*`],
    },
    {
      Sid: "LookAtTheNetwork",
      Effect: "Allow",
      Action: ["ec2:DescribeNetworkInterfaces"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "ConnectTheHost",
      Effect: "Allow",
      Action: ["ec2:ModifyNetworkInterfaceAttribute"],
      Resource: [ec2("instance"), ec2("network-interface"), ec2("security-group")],
    },
    {
      Sid: "UntagTheHost",
      Effect: "Allow",
      Action: ["ec2:DeleteTags"],
      Resource: [ec2("instance"), ec2("network-interface")],
      Condition: { ...own, "ForAllValues:StringEquals": { "aws:TagKeys": ["bulkhead:contained-groups"] } },
    },
    ...writeJournal(scope),
  ];
}

/** A drill goes there and back. */
export function drillStatements(scope: Scope): readonly Statement[] {
  const all = [...containStatements(scope), ...releaseStatements(scope)];
  return [...new Map(all.map((statement) => [statement.Sid, statement])).values()];
}
