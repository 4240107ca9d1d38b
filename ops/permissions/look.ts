import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";
import { findStanding, runOnHostStatements, writeJournal } from "./shared-statements";

/** What finding out what is wrong needs. */
export function doctorStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  const own = ownedBy(scope);
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope),
    {
      Sid: "SeeWhetherItIsEmpty",
      Effect: "Allow",
      Action: ["secretsmanager:DescribeSecret"],
      Resource: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${stack}-exchange-*`],
      Condition: own,
    },
    {
      Sid: "SeeWhetherTheKeyIsEnabled",
      Effect: "Allow",
      Action: ["kms:DescribeKey"],
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
      Condition: own,
    },
  ];
}

/** Looking up what happened; CloudTrail's history takes no resource. */
function readTrail({ region }: Scope): Statement {
  return {
    Sid: "LookUpWhatHappened",
    Effect: "Allow",
    Action: ["cloudtrail:LookupEvents"],
    Resource: ["*"],
    Condition: { StringEquals: { "aws:RequestedRegion": region } },
  };
}

/** What watching a bot needs. */
export function watchStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope),
    readTrail(scope),
    {
      Sid: "FindTheRole",
      Effect: "Allow",
      Action: ["iam:GetInstanceProfile"],
      Resource: [`arn:${partition}:iam::${account}:instance-profile/${stack}-bot-*`],
    },
    {
      Sid: "ReadTheUsageLog",
      Effect: "Allow",
      Action: ["logs:FilterLogEvents"],
      Resource: [`arn:${partition}:logs:${region}:${account}:log-group:/bulkhead/${stack}:*`],
    },
    {
      Sid: "PublishMetrics",
      Effect: "Allow",
      Action: ["cloudwatch:PutMetricData"],
      Resource: ["*"],
      Condition: { StringEquals: { "cloudwatch:namespace": "Bulkhead" } },
    },
  ];
}

/** What writing a review needs. */
export function reviewStatements(scope: Scope): readonly Statement[] {
  return [...findStanding(scope), readTrail(scope)];
}

/** What ending a bot needs. */
export function retireStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  const own = ownedBy(scope);
  const ec2 = (kind: string): string => `arn:${partition}:ec2:${region}:${account}:${kind}/*`;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope),
    {
      Sid: "DeleteTheSecret",
      Effect: "Allow",
      Action: ["secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret"],
      Resource: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${stack}-exchange-*`],
      Condition: own,
    },
    {
      Sid: "DeleteTheCustodyKey",
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:ScheduleKeyDeletion"],
      Resource: [`arn:${partition}:kms:${region}:${account}:key/*`],
      Condition: { StringEquals: { ...own.StringEquals, "aws:ResourceTag/bulkhead:key": "custody" } },
    },
    {
      Sid: "TakeTheLastSnapshot",
      Effect: "Allow",
      Action: ["ec2:CreateSnapshot"],
      Resource: [ec2("volume"), `arn:${partition}:ec2:${region}::snapshot/*`],
    },
    {
      Sid: "TagIt",
      Effect: "Allow",
      Action: ["ec2:CreateTags"],
      Resource: [`arn:${partition}:ec2:${region}::snapshot/*`],
      Condition: { StringEquals: { "ec2:CreateAction": "CreateSnapshot" } },
    },
    {
      Sid: "LookForIt",
      Effect: "Allow",
      Action: ["ec2:DescribeSnapshots"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "LiftTheProtection",
      Effect: "Allow",
      Action: ["ec2:ModifyInstanceAttribute"],
      Resource: [ec2("instance")],
      Condition: { ...own, StringEqualsIfExists: { "ec2:Attribute": ["DisableApiStop", "DisableApiTermination"] } },
    },
    {
      Sid: "ReleaseTheAddress",
      Effect: "Allow",
      Action: ["ec2:DisassociateAddress", "ec2:ReleaseAddress"],
      Resource: [ec2("elastic-ip")],
      Condition: own,
    },
    ...writeJournal(scope),
  ];
}
