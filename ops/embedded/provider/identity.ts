/** The account, region and caller that everything made up belongs to. */
export interface Identity {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly callerArn: string;
  /** The IAM role behind the caller, if it is one. */
  readonly roleArn?: string;
}

/** The account of AWS's documentation. */
const documentation = "111122223333";

/**
 * Who runs the check: the first of `bulkhead:deployers` where that is configured, so that a program that asks for its
 * caller gets the one that the stack was written for.
 */
export function identityOf(configuration: ReadonlyMap<string, string>): Identity {
  const region = configuration.get("aws:region") ?? process.env.AWS_REGION ?? "us-east-1";
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  const deployer = firstOf(configuration.get("bulkhead:deployers"));
  const role = deployer === undefined ? undefined : /^arn:[\w-]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/u.exec(deployer);
  const [, account = documentation, name] = role ?? [];
  return {
    account,
    region,
    partition,
    callerArn: `arn:${partition}:sts::${account}:assumed-role/${name ?? "deployer"}/bulkhead-check`,
    ...(deployer === undefined || role === null ? {} : { roleArn: deployer }),
  };
}

function firstOf(list: string | undefined): string | undefined {
  if (list === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(list);
    return Array.isArray(parsed) && typeof parsed[0] === "string" ? parsed[0] : undefined;
  } catch {
    return undefined;
  }
}
