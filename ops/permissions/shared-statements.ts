import { accountParameter } from "../stack/account";
import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";

/** Running a script on the bot's own host, and reading what it answers. */
export function runOnHostStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region } = scope;
  return [
    {
      Sid: "RunOnTheBotsHost",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      Resource: [`arn:${partition}:ec2:${region}:${account}:instance/*`],
      Condition: ownedBy(scope),
    },
    {
      Sid: "WithThisDocumentOnly",
      Effect: "Allow",
      Action: ["ssm:SendCommand"],
      Resource: [`arn:${partition}:ssm:${region}::document/AWS-RunShellScript`],
    },
    {
      // These two take no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
      Sid: "ReadTheAnswer",
      Effect: "Allow",
      Action: ["ssm:GetCommandInvocation", "ssm:ListCommandInvocations"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ];
}

/** Finding what stands for a bot by its tags. Lists take no resource. */
export function findStanding({ region }: Scope): readonly Statement[] {
  return [
    {
      Sid: "FindTheBotByItsTags",
      Effect: "Allow",
      Action: ["ec2:DescribeAddresses", "ec2:DescribeInstances", "ec2:DescribeVolumes", "secretsmanager:ListSecrets"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
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
