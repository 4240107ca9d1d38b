import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";
import {
  findRole,
  findStanding,
  looksIn,
  onCustodyKey,
  onRole,
  onSecret,
  runOnHostStatements,
  writeJournal,
} from "./shared-statements";

/** What a containment needs in AWS: it locks and cuts off, and reads no credential. */
export function containStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region } = scope;
  const ec2 = (kind: string): string => `arn:${partition}:ec2:${region}:${account}:${kind}/*`;
  const own = ownedBy(scope);
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "look", "act"),
    onSecret(scope, "LockTheSecret", ["secretsmanager:GetResourcePolicy", "secretsmanager:PutResourcePolicy"]),
    onCustodyKey(scope, "DisableTheCustodyKey", ["kms:DescribeKey", "kms:DisableKey"]),
    findRole(scope),
    onRole(scope, "LockTheRole", ["iam:GetRolePolicy", "iam:PutRolePolicy"]),
    looksIn(scope, "LookAtNetworkAndSnapshots", [
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSnapshots",
    ]),
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
    moveTheHost(scope),
    ...writeJournal(scope),
  ];
}

/** Moving the host's interfaces from groups to groups. */
function moveTheHost({ partition, account, region }: Scope): Statement {
  return {
    Sid: "MoveTheHostBetweenGroups",
    Effect: "Allow",
    Action: ["ec2:ModifyNetworkInterfaceAttribute"],
    Resource: ["instance", "network-interface", "security-group"].map(
      (kind) => `arn:${partition}:ec2:${region}:${account}:${kind}/*`,
    ),
  };
}

/** What a release needs: the way back. Enabling the key is an administrator's. */
export function releaseStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region } = scope;
  const own = ownedBy(scope);
  const ec2 = (kind: string): string => `arn:${partition}:ec2:${region}:${account}:${kind}/*`;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "act"),
    onSecret(scope, "UnlockTheSecret", [
      "secretsmanager:DeleteResourcePolicy",
      "secretsmanager:GetResourcePolicy",
      "secretsmanager:PutResourcePolicy",
    ]),
    onCustodyKey(scope, "EnableTheCustodyKey", ["kms:DescribeKey", "kms:EnableKey"]),
    findRole(scope),
    onRole(scope, "UnlockTheRole", ["iam:DeleteRolePolicy", "iam:ListRolePolicies"]),
    looksIn(scope, "LookAtTheNetwork", ["ec2:DescribeNetworkInterfaces"]),
    moveTheHost(scope),
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
  // Of two statements of one name the containment's allows more.
  const all = [...releaseStatements(scope), ...containStatements(scope)];
  return [...new Map(all.map((statement) => [statement.Sid, statement])).values()];
}
