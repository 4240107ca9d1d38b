import { accountParameter } from "../stack/account";
import { type HostPurpose, operatorDocument } from "../host/run-on-host";
import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";

/** Having the bot's own host do what its documents for these purposes say, and reading what it answers. */
export function runOnHostStatements(scope: Scope, ...purposes: readonly HostPurpose[]): readonly Statement[] {
  const { partition, account, region, bot, network } = scope;
  return [
    {
      Sid: "RunOnTheBotsHost",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      Resource: [`arn:${partition}:ec2:${region}:${account}:instance/*`],
      Condition: ownedBy(scope),
    },
    {
      Sid: "WithTheseDocumentsOnly",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      Resource: purposes.map(
        (purpose) => `arn:${partition}:ssm:${region}:${account}:document/${operatorDocument(bot, network, purpose)}`,
      ),
    },
    // These two take no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
    looksIn(scope, "ReadTheAnswer", ["ssm:GetCommandInvocation", "ssm:ListCommandInvocations"]),
  ];
}

/** Finding what stands for a bot by its tags. */
export function findStanding(scope: Scope): readonly Statement[] {
  return [
    looksIn(scope, "FindTheBotByItsTags", [
      ...["ec2:DescribeAddresses", "ec2:DescribeInstances", "ec2:DescribeVolumes"],
      // The shared gateway of a bot without an address of its own.
      ...["ec2:DescribeNatGateways", "ec2:DescribeRouteTables"],
      "secretsmanager:ListSecrets",
    ]),
  ];
}

/** Writing the journal to the account's locked log, which stands in the account's home region. */
export function writeJournal({ partition, account, stack }: Scope): readonly Statement[] {
  return [
    {
      Sid: "FindTheAccountsNames",
      Effect: "Allow",
      Action: ["ssm:GetParameter"],
      Resource: [`arn:${partition}:ssm:*:${account}:parameter${accountParameter}`],
    },
    {
      Sid: "WriteTheJournal",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [`arn:${partition}:logs:*:${account}:log-group:/bulkhead/*:log-stream:${stack}/*`],
    },
  ];
}

/** Actions on the bot's own secret. */
export function onSecret(scope: Scope, Sid: string, Action: readonly string[]): Statement {
  const { partition, account, region, stack } = scope;
  const Resource = [`arn:${partition}:secretsmanager:${region}:${account}:secret:${stack}-exchange-*`];
  return { Sid, Effect: "Allow", Action, Resource, Condition: ownedBy(scope) };
}

/** Actions on the bot's custody key, and on no other key of it. */
export function onCustodyKey(scope: Scope, Sid: string, Action: readonly string[]): Statement {
  const { partition, account, region } = scope;
  const Resource = [`arn:${partition}:kms:${region}:${account}:key/*`];
  const { StringEquals: own } = ownedBy(scope);
  return {
    ...{ Sid, Effect: "Allow", Action, Resource },
    Condition: { StringEquals: { ...own, "aws:ResourceTag/bulkhead:key": "custody" } },
  };
}

/** Finding the role of the bot's host, by its instance profile. */
export function findRole({ partition, account, stack }: Scope): Statement {
  return {
    Sid: "FindTheRole",
    Effect: "Allow",
    Action: ["iam:GetInstanceProfile"],
    Resource: [`arn:${partition}:iam::${account}:instance-profile/${stack}-bot-*`],
  };
}

/** Actions on the role of the bot's host. */
export function onRole({ partition, account, stack }: Scope, Sid: string, Action: readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource: [`arn:${partition}:iam::${account}:role/${stack}-bot-*`] };
}

/** Lists and looks that take no resource, in the bot's region. */
export function looksIn({ region }: Scope, Sid: string, Action: readonly string[]): Statement {
  return {
    ...{ Sid, Effect: "Allow", Action, Resource: ["*"] },
    Condition: { StringEquals: { "aws:RequestedRegion": region } },
  };
}
