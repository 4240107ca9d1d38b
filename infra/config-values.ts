import type { ConfigReading } from "./config-reading";
import type { Roles } from "./documents/roles";

/**
 * Names of every kind of resource are made of a stack's name. The tightest limits are those of DNS Firewall rules (64
 * characters, of which our own part takes 28) and of security groups (no name may begin with `sg-`).
 */
export const plainName = /^(?!sg-)[a-z](?:[a-z0-9-]{0,34}[a-z0-9])?$/u;
/** `plainName` in words. */
export const plainNameShape =
  "lower-case letters, digits and hyphens, 36 at most, starting with a letter and not with sg-";
/** Names of AWS regions, of whatever partition. */
export const regionName = /^[a-z]{2,4}(?:-[a-z]{2,})+-\d{1,2}$/u;
/** With the groups `partition` and `account`. */
export const roleArn =
  /^arn:(?<partition>aws(?:-[a-z]+)*):iam::(?<account>\d{12}):role\/(?:[\w+=,.@-]{1,64}\/)*[\w+=,.@-]{1,64}$/u;
/** ITU-T E.164: a plus sign, a country code that begins with no zero, 15 digits at most. None of a country's is shorter than 7. */
const e164 = /^\+[1-9]\d{6,14}$/u;
const email = /^[^\s@,;<>"()]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/iu;

/** Values of RetentionInDays in the CloudWatch Logs API reference, PutRetentionPolicy. */
const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Regions of the partitions where AWS's services have other host names, by which our documents and lists do not know them. */
const otherPartition = /^(?:cn|eusc|[a-z]+-iso[a-z]*)-/u;

/** The partition whose ARNs a region's resources have. */
export function partitionOf(region: string): string {
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** Words as an error lists what is allowed: `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

/** The region of the stack's resources. */
export function readRegion(reading: ConfigReading): string | undefined {
  const key = "aws:region";
  const region = reading.given(key);
  if (region === undefined) reading.missing(key, "the AWS region of the stack", "eu-west-1");
  else if (otherPartition.test(region)) {
    const expected = "a region of the partition aws or aws-us-gov";
    reading.wrong(key, region, expected, "In China and in isolated regions AWS's services go by other names.");
  } else if (regionName.test(region)) return region;
  else if (regionName.test(region.slice(0, -1)) && /\d[a-z]$/u.test(region)) {
    reading.wrong(key, region, "a region", `That is an availability zone: write its region, ${region.slice(0, -1)}.`);
  } else {
    reading.wrong(key, region, "the name of an AWS region", "Write one such as eu-west-1 or ap-northeast-1.");
  }
  return undefined;
}

/** The four lists of roles, all of them of the deployers' account. */
export function readRoles(reading: ConfigReading, region: string | undefined): Roles | undefined {
  const admins = readRoleList(reading, "admins", region, "nobody can administer the bot's keys");
  const operators = readRoleList(reading, "operators", region, "nobody can put the exchange credential in place");
  const responders = readRoleList(reading, "responders", region, "nobody can contain an incident");
  const deployers = readRoleList(reading, "deployers", region, "nobody may run `pulumi up`");

  // Whoever may change a key's or a secret's policy could grant himself what an operator's part withholds.
  const setters = Object.entries({ admins, deployers, responders });
  operators?.forEach((operator, index) => {
    for (const [name, arns] of setters) {
      if (arns?.includes(operator) !== true) continue;
      reading.report(
        "bulkhead:operators",
        `is in bulkhead:${name} too; administration and use have to be apart. Give one of the two parts to another role.`,
        index,
      );
    }
  });
  const accounts = new Set(deployers?.flatMap((arn) => roleArn.exec(arn)?.groups?.account ?? []));
  if (accounts.size > 1) {
    reading.report(
      "bulkhead:deployers",
      "names roles of more than one account, expected one: the account the stack is built in. Remove the others.",
    );
  }
  // KMS lets no role of another account look after a key, whatever the key's policy says.
  const [account] = accounts;
  for (const [name, arns] of Object.entries({ admins, operators, responders })) {
    arns?.forEach((arn, index) => {
      const other = roleArn.exec(arn)?.groups?.account;
      if (accounts.size !== 1 || account === undefined || other === undefined || other === account) return;
      reading.report(
        `bulkhead:${name}`,
        `is a role of account ${other}, expected one of ${account}, where the deployers build the stack. Name a role of that account.`,
        index,
      );
    });
  }
  if (admins === undefined || operators === undefined || responders === undefined || deployers === undefined) {
    return undefined;
  }
  return { admins, operators, responders, deployers };
}

function readRoleList(
  reading: ConfigReading,
  name: keyof Roles,
  region: string | undefined,
  without: string,
): readonly string[] | undefined {
  const key = `bulkhead:${name}`;
  const arns = reading.list(key);
  if (arns?.length === 0) {
    reading.report(
      key,
      `is ${reading.given(key) === undefined ? "missing" : "empty"}, expected at least one IAM role: without one ${without}. ` +
        `Run: pulumi config set --path '${key}[0]' arn:aws:iam::ACCOUNT:role/NAME --stack ${reading.stack}`,
    );
    return undefined;
  }
  arns?.forEach((arn, index) => {
    const partition = roleArn.exec(arn)?.groups?.partition;
    if (partition === undefined) {
      const remedy = /^arn:[\w-]+:sts::/u.test(arn)
        ? "That is a session: name the role it was made from."
        : "Users, groups and whole accounts are not accepted: name a role.";
      reading.wrong(key, arn, "the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME", remedy, index);
    } else if (region !== undefined && partition !== partitionOf(region)) {
      const expected = `an ARN of the partition ${partitionOf(region)}, where ${region} lies`;
      reading.wrong(key, arn, expected, "Name a role of the account the stack is built in.", index);
    } else if (arns.indexOf(arn) !== index) {
      reading.report(key, `names the same role as ${key}[${arns.indexOf(arn)}]. Remove one of the two.`, index);
    }
  });
  return arns;
}

/** The stack's name, which names of resources are made of. */
export function readStackName(reading: ConfigReading): void {
  if (plainName.test(reading.stack)) return;
  reading.wrong("the stack's name", reading.stack, plainNameShape, "Run: pulumi stack rename NAME");
}

/** Addresses that get alerts, each of them once. */
export function readAlertEmails(reading: ConfigReading): readonly string[] {
  const key = "bulkhead:alertEmails";
  const addresses = reading.list(key) ?? [];
  addresses.forEach((address, index) => {
    if (!email.test(address)) {
      reading.wrong(key, address, "an e-mail address", "Write one such as oncall@example.com.", index);
    } else if (addresses.findIndex((one) => one.toLowerCase() === address.toLowerCase()) !== index) {
      reading.report(key, "is in the list already. Remove one of the two.", index);
    }
  });
  return addresses;
}

/** Telephone numbers in E.164 form. */
export function readAlertPhones(reading: ConfigReading): readonly string[] {
  const key = "bulkhead:alertPhones";
  const numbers = reading.list(key) ?? [];
  numbers.forEach((number, index) => {
    if (!e164.test(number)) {
      const remedy = "Write plus sign, country code and number without spaces, such as '+4915112345678', in quotes.";
      reading.wrong(key, number, "a telephone number in E.164 form", remedy, index);
    } else if (numbers.indexOf(number) !== index) {
      reading.report(key, "is in the list already. Remove one of the two.", index);
    }
  });
  return numbers;
}

/** A number of days that CloudWatch Logs allows. */
export function readLogRetentionDays(reading: ConfigReading): number | undefined {
  const key = "bulkhead:logRetentionDays";
  const text = reading.given(key);
  if (text === undefined) return 365;
  const days = retentionDays.find((allowed) => String(allowed) === text);
  if (days === undefined) {
    const next = retentionDays.find((allowed) => allowed > Number(text));
    const remedy = next === undefined || Number(text) <= 0 ? "Choose one of these." : `The next longer one is ${next}.`;
    reading.wrong(key, text, `a number of days that CloudWatch Logs allows: ${retentionDays.join(", ")}`, remedy);
  }
  return days;
}
