import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";
import {
  findRole,
  findStanding,
  looksIn,
  onCustodyKey,
  onSecret,
  runOnHostStatements,
  writeJournal,
} from "./shared-statements";

/** What finding out what is wrong needs. */
export function doctorStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region } = scope;
  const own = ownedBy(scope);
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "look"),
    onSecret(scope, "SeeWhetherItIsEmpty", ["secretsmanager:DescribeSecret"]),
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
function readTrail(scope: Scope): Statement {
  return looksIn(scope, "LookUpWhatHappened", ["cloudtrail:LookupEvents"]);
}

/** What watching a bot needs. */
export function watchStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "look"),
    readTrail(scope),
    findRole(scope),
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
  const { partition, account, region } = scope;
  const own = ownedBy(scope);
  const ec2 = (kind: string): string => `arn:${partition}:ec2:${region}:${account}:${kind}/*`;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "look", "act"),
    onSecret(scope, "DeleteTheSecret", ["secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret"]),
    onCustodyKey(scope, "DeleteTheCustodyKey", ["kms:DescribeKey", "kms:ScheduleKeyDeletion"]),
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
    looksIn(scope, "LookForIt", ["ec2:DescribeSnapshots"]),
    {
      Sid: "LiftTheProtection",
      Effect: "Allow",
      Action: ["ec2:ModifyInstanceAttribute"],
      Resource: [ec2("instance")],
      // Where AWS did not say which attribute is meant, it could be user data, which runs as root.
      Condition: {
        StringEquals: { ...own.StringEquals, "ec2:Attribute": ["DisableApiStop", "DisableApiTermination"] },
      },
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
