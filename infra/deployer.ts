import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "./documents/place";
import { refusalToRun } from "./refusal-to-run";

const roleSession = /^arn:(?<partition>[\w-]+):sts::(?<account>\d{12}):assumed-role\/(?<role>[\w+=,.@-]+)\/.+$/u;
const roleArn = /^arn:[\w-]+:iam::(?<account>\d{12}):role\/(?:.*\/)?(?<role>[\w+=,.@-]+)$/u;

/**
 * The account that a caller of AWS works in, if the caller is on the list; otherwise an error for people. The keys admit
 * deployers only, so anybody else's `up` would fail half-way, or lock the keys.
 * @param caller ARN as `sts:GetCallerIdentity` gives it; that of a role's session lacks the role's path.
 * @param deployers ARNs of IAM roles.
 */
export function deployerPlace(caller: string, deployers: readonly string[], region: string): Place {
  const session = roleSession.exec(caller)?.groups;
  const listed = deployers.some((deployer) => {
    const role = roleArn.exec(deployer)?.groups;
    return role !== undefined && role.account === session?.account && role.role === session?.role;
  });
  const { partition, account } = session ?? {};
  if (!listed || partition === undefined || account === undefined) {
    throw refusalToRun(
      `The caller ${caller} is not a deployer of this stack, expected a session of one of: ` +
        `${deployers.join(", ") || "(the list is empty)"}. Assume one of these roles, or have one of them add your ` +
        "role to bulkhead:deployers and run `pulumi up` once.",
    );
  }
  if (partition !== "aws" && partition !== "aws-us-gov") {
    throw refusalToRun(
      `The caller ${caller} is of the partition ${partition}, expected aws or aws-us-gov: elsewhere AWS's services go by other names.`,
    );
  }
  return { partition, account, region };
}

/** Asks AWS who is calling, and fails unless it is a deployer. */
export async function callerPlace(
  deployers: readonly string[],
  region: string,
  opts?: pulumi.InvokeOptions,
): Promise<Place> {
  const caller = await aws.getCallerIdentity({}, opts);
  return deployerPlace(caller.arn, deployers, region);
}
