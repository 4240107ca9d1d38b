import { UserError } from "../user-error";
import { asked } from "./asked";
import type { Aws } from "./aws";

/** Who calls AWS from here. */
export interface Caller {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
  /** `aws`, `aws-us-gov` and so on. */
  readonly partition: string;
}

const sessionArn = /^arn:[\w-]+:sts::\d{12}:assumed-role\/(?<role>[\w+=,.@-]+)\/.+$/u;
const roleArn = /^arn:[\w-]+:iam::(?<account>\d{12}):role\/(?:.*\/)?(?<role>[\w+=,.@-]+)$/u;

/** Asks AWS who is calling. Throws UserError. */
export async function callerOf(aws: Aws): Promise<Caller> {
  const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const client = await aws.client("sts");
  const { Arn: arn = "", Account: account = "" } = await asked(aws, "sts:GetCallerIdentity", () =>
    client.send(new GetCallerIdentityCommand({})),
  );
  const partition = /^arn:(?<partition>aws[a-z-]*):/u.exec(arn)?.groups?.partition;
  if (partition === undefined || !/^\d{12}$/u.test(account)) {
    throw new UserError(
      "AWS does not say who is calling: sts:GetCallerIdentity has no account. Sign in, and try again.",
    );
  }
  return { arn, account, partition };
}

/** Whether a caller is a session of one of these roles. The ARN of a session lacks the role's path. */
export function isSessionOf({ arn, account }: Caller, roles: readonly string[]): boolean {
  const session = sessionArn.exec(arn)?.groups?.role;
  return roles.some((each) => {
    const role = roleArn.exec(each)?.groups;
    return role !== undefined && session !== undefined && role.account === account && role.role === session;
  });
}
