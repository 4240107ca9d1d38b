import { resolve } from "node:path";
import { Aws } from "./aws/aws";
import { regionOfFlag } from "./aws/region";
import { callerOf, isSessionOf, type Caller } from "./aws/caller";
import { configurationOf } from "./embedded/configuration";
import { readProject, stackFileOf, stacksOf, type Project } from "./embedded/project";
import { carryOut } from "./fleet/carry-out";
import { peopleOfFlags, peopleOfProject } from "./fleet/people";
import { ownKey } from "./keys/own-key";
import { stateKeyPolicy } from "./keys/state-key-policy";
import { stateBucket } from "./state/state-bucket";
import { stateBucketPolicy } from "./state/state-bucket-policy";
import { quoted, UserError } from "./user-error";
import { one, type Values } from "./values";

const alias = "alias/bulkhead-state";

/**
 * `bulkhead bootstrap`: makes the bucket that Pulumi keeps state in and the key that it is encrypted under, and prints how
 * to log in to it. Safe to repeat; a later run lets in the deployers that have come since. Answers 0; throws UserError.
 */
export async function bootstrap(values: Values): Promise<number> {
  const project = readProject(resolve(one(values.program) ?? "."));
  const given = { ...peopleOfProject(project), ...peopleOfFlags(values) };
  const region = one(values.region);
  const aws = new Aws(region === undefined ? regionOf(project) : regionOfFlag(region));
  try {
    const caller = await callerOf(aws);
    // Roles of other accounts can't look after this account's keys; the shipped stack files name an account of nobody's.
    const ours = (arns: readonly string[]): readonly string[] =>
      arns.filter((arn) => arn.startsWith(`arn:${caller.partition}:iam::${caller.account}:`));
    const people = { admins: ours(given.admins), deployers: ours(given.deployers) };
    refuseWithout(people, caller);
    const name = one(values.bucket) ?? `bulkhead-state-${caller.account}-${aws.region}`;
    if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/u.test(name)) {
      throw new UserError(
        `${quoted(name)} is no name for the bucket, expected 3 to 63 lower-case letters, digits and hyphens.`,
      );
    }
    const arn = `arn:${caller.partition}:s3:::${name}`;
    const tags = { "bulkhead:key": "state" };
    const key = await ownKey(aws, {
      alias,
      tags,
      known: ["bulkhead:key"],
      description: "bulkhead: the key of Pulumi's state",
      policy: stateKeyPolicy({ ...caller, ...people }, arn, aws.region),
    });
    const bucket = await stateBucket(aws, {
      name,
      account: caller.account,
      tags,
      policy: stateBucketPolicy(arn, people),
      keyArn: key.arn,
    });
    // Releases of the CLI that hold both of AWS's SDKs choose by awssdk; newer ones read past it (gocloud.dev/aws, V2ConfigFromURLParams).
    const url = `s3://${name}?region=${aws.region}&awssdk=v2`;
    await carryOut(values, {
      command: "bootstrap",
      changes: [...key.changes, ...bucket],
      facts: () => ({ bucket: name, region: aws.region, key: key.arn() ?? null, login: url, ...people }),
      next: [
        `Log in to it, on every machine that runs Pulumi.\n  pulumi login '${url}'`,
        `Or, in CI, without logging in:\n  export PULUMI_BACKEND_URL='${url}'`,
      ],
    });
    return 0;
  } finally {
    await aws.close();
  }
}

function refuseWithout(
  { admins, deployers }: { readonly admins: readonly string[]; readonly deployers: readonly string[] },
  caller: Caller,
): void {
  for (const [flag, arns, why] of [
    ["--admin", admins, "nobody could administer the state's key"],
    ["--deployer", deployers, "nobody could keep state"],
  ] as const) {
    if (arns.length > 0) continue;
    throw new UserError(
      `No stack file lists a role of the account ${caller.account} for this, so ${why}. Name one with ${flag} arn:${caller.partition}:iam::${caller.account}:role/NAME.`,
    );
  }
  if (!isSessionOf(caller, deployers)) {
    throw new UserError(
      `${caller.arn} is not a session of a deployer, expected one of: ${deployers.join(", ")}. KMS makes no key that its maker cannot look after. Assume one of these roles, or name yours with --deployer.`,
    );
  }
}

/** The region that all stack files name. */
function regionOf(project: Project): string {
  const regions = new Set(
    stacksOf(project).flatMap((stack) => {
      const { values, secretKeys } = configurationOf(project, stack, stackFileOf(project, stack), new Map());
      return secretKeys.has("aws:region") ? [] : (values.get("aws:region") ?? []);
    }),
  );
  const [region] = regions;
  if (region === undefined || regions.size > 1) {
    throw new UserError(
      regions.size > 1
        ? `The stacks stand in ${[...regions].sort().join(", ")}; name the region of the bucket with --region.`
        : "bulkhead bootstrap needs --region NAME, such as --region eu-west-1.",
    );
  }
  return region;
}
