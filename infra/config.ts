import * as pulumi from "@pulumi/pulumi";
import { exchangeIds, type Exchange, type Network } from "../exchanges/exchange";
import { exchanges, isExchangeId, refusal } from "../exchanges/exchanges";
import { adapters, isAdapter, type Adapter } from "./adapters";
import { parseArtifact, type Artifact } from "./artifact";
import { ConfigReading, type ConfigSource } from "./config-reading";
import { egressModes, isEgressMode, type EgressMode } from "./egress-modes";
import { nearest } from "./nearest";
import { refusalToRun } from "./refusal-to-run";
import { findStackFile } from "./stack-file";

/** What a stack's owner decided, checked as a whole. */
export interface StackConfig {
  /** The stack's short name, which resource names are made of: lower-case letters, digits and hyphens. */
  readonly stack: string;
  /** The bot's name, in tags: lower-case letters, digits and hyphens. */
  readonly bot: string;
  readonly exchange: Exchange;
  readonly network: Network;
  /** AWS region, such as `eu-west-1`. */
  readonly region: string;
  /** Zone of the host, such as `eu-west-1a`; absent: AWS chooses. */
  readonly availabilityZone?: string;
  /** EC2 instance type of a Graviton family. */
  readonly instanceType: string;
  /** AMI id; absent: the newest image at the first `up`, then kept. */
  readonly image?: string;
  /** How the bot's traffic leaves. */
  readonly egress: EgressMode;
  /** Allocation id of an Elastic IP to adopt, or of the next one to put into use; absent: a new one. */
  readonly egressAllocationId?: string;
  /** A second address to hold: `true` for a new one, or an allocation id to adopt; absent: none. */
  readonly egressNext?: true | string;
  /** ARNs of the roles that administer keys and cannot use them. */
  readonly admins: readonly string[];
  /** ARNs of the roles that put the credential in place and cannot read it. */
  readonly operators: readonly string[];
  /** ARNs of the roles that disable, deny and tag in an incident. */
  readonly responders: readonly string[];
  /** ARNs of the roles that run `up`. All roles on the four lists are of the stack's own account. */
  readonly deployers: readonly string[];
  /** Whether AWS refuses to terminate the host. */
  readonly terminationProtection: boolean;
  readonly alertEmails: readonly string[];
  /** One of the values that CloudWatch Logs allows. */
  readonly logRetentionDays: number;
  /** What the bot runs; absent: nothing yet, and the host waits. */
  readonly artifact?: Artifact;
  /** How it is run. */
  readonly adapter: Adapter;
  /** Size of the data volume in GiB. */
  readonly dataVolumeGiB: number;
  /** Id of the snapshot that the data volume starts from; absent: an empty volume. */
  readonly dataSnapshot?: string;
  /** Days that the daily snapshots of the data volume are kept. */
  readonly snapshotRetentionDays: number;
}

export type ParsedConfig =
  | { readonly config: StackConfig; readonly errors?: undefined }
  | { readonly config?: undefined; readonly errors: readonly string[] };

const keys = [
  "bot",
  "exchange",
  "network",
  "availabilityZone",
  "instanceType",
  "image",
  "egress",
  "egressAllocationId",
  "egressNext",
  "admins",
  "operators",
  "responders",
  "deployers",
  "terminationProtection",
  "alertEmails",
  "logRetentionDays",
  "artifact",
  "adapter",
  "dataVolumeGiB",
  "dataSnapshot",
  "snapshotRetentionDays",
  // Read by people and by the policy pack, not by the program.
  "owner",
  "approval",
] as const;

const networks: readonly Network[] = ["testnet", "mainnet"];

/** Values of RetentionInDays in the CloudWatch Logs API reference, PutRetentionPolicy. */
const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/**
 * Names of every kind of resource are made of a stack's name. The tightest limits are those of DNS Firewall rules (64
 * characters, of which our own part takes 28) and of security groups (no name may begin with `sg-`).
 */
const plainName = /^(?!sg-)[a-z](?:[a-z0-9-]{0,34}[a-z0-9])?$/u;
/** 16 TiB, the largest gp3 volume: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const mostGiB = 16_384;
/** Ten years; Data Lifecycle Manager takes up to a hundred. */
const mostSnapshotDays = 3650;
const plainNameShape = "lower-case letters, digits and hyphens, 36 at most, starting with a letter and not with sg-";
const regionName = /^[a-z]{2,4}(?:-[a-z]{2,})+-\d{1,2}$/u;
/** In the EC2 naming convention a `g` behind the generation's number is a Graviton (arm64) processor; `a1` came before it. */
const gravitonType =
  /^(?:a1|[a-z]{1,4}\d{1,2}[a-z]{0,3}g[a-z]{0,3})\.(?:nano|micro|small|medium|large|\d{0,2}xlarge|metal(?:-\d{1,2}xl)?)$/u;
const amiId = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const snapshotId = /^snap-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const allocationId = /^eipalloc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const roleArn =
  /^arn:(?<partition>aws(?:-[a-z]+)*):iam::(?<account>\d{12}):role\/(?:[\w+=,.@-]{1,64}\/)*[\w+=,.@-]{1,64}$/u;
const email = /^[^\s@,;<>"()]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/iu;

/** Regions of the partitions where AWS's services have other host names, by which our documents and lists do not know them. */
const otherPartition = /^(?:cn|eusc|[a-z]+-iso[a-z]*)-/u;

/** The partition whose ARNs a region's resources have. */
function partitionOf(region: string): string {
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * Reads raw configuration (full keys such as `bulkhead:network`; lists as JSON, as Pulumi hands them on) into one typed
 * object, or says everything that is wrong with it: one error a wrong value, with file, line, key, what was found, what
 * is allowed and what to do.
 */
export function parseStackConfig(raw: Readonly<Record<string, string>>, source: ConfigSource): ParsedConfig {
  const reading = new ConfigReading(raw, source);
  reading.only("bulkhead", keys);
  const region = readRegion(reading);
  const exchange = readExchange(reading);
  const network = readNetwork(reading);
  refuse(reading, exchange, network, region);
  const bot = readBot(reading, network);
  const availabilityZone = readAvailabilityZone(reading, region);
  const roles = readRoles(reading, region);
  const instanceType = readInstanceType(reading);
  const image = reading.matching(
    "bulkhead:image",
    amiId,
    "an AMI id, ami- and 17 hexadecimal digits",
    "Copy the id of an arm64 image of the stack's region, or remove the key.",
  );
  const egress = readEgress(reading);
  const egressNext = readEgressNext(reading);
  const egressAllocationId = reading.matching(
    "bulkhead:egressAllocationId",
    allocationId,
    "an allocation id, eipalloc- and 17 hexadecimal digits",
    "Copy the AllocationId that `aws ec2 describe-addresses` shows (not the address), or remove the key.",
  );
  const terminationProtection = readTerminationProtection(reading, network);
  const alertEmails = readAlertEmails(reading);
  const logRetentionDays = readLogRetentionDays(reading);
  const artifact = readArtifact(reading, region, roles);
  const adapter = readAdapter(reading);
  const dataVolumeGiB = readWholeNumber(reading, "dataVolumeGiB", 20, mostGiB, "GiB");
  const dataSnapshot = reading.matching(
    "bulkhead:dataSnapshot",
    snapshotId,
    "a snapshot id, snap- and 17 hexadecimal digits",
    "Copy the SnapshotId that `aws ec2 describe-snapshots --owner-ids self` shows, or remove the key.",
  );
  const snapshotRetentionDays = readWholeNumber(reading, "snapshotRetentionDays", 14, mostSnapshotDays, "days");

  if (
    reading.errors.length > 0 ||
    region === undefined ||
    exchange === undefined ||
    network === undefined ||
    roles === undefined ||
    instanceType === undefined ||
    egress === undefined ||
    logRetentionDays === undefined ||
    adapter === undefined ||
    dataVolumeGiB === undefined ||
    snapshotRetentionDays === undefined
  ) {
    return { errors: reading.errors };
  }
  return {
    config: {
      stack: source.stack,
      bot,
      exchange,
      network,
      region,
      ...(availabilityZone === undefined ? {} : { availabilityZone }),
      instanceType,
      ...(image === undefined ? {} : { image }),
      egress,
      ...(egressAllocationId === undefined ? {} : { egressAllocationId }),
      ...(egressNext === undefined ? {} : { egressNext }),
      ...roles,
      terminationProtection,
      alertEmails,
      logRetentionDays,
      ...(artifact === undefined ? {} : { artifact }),
      adapter,
      dataVolumeGiB,
      ...(dataSnapshot === undefined ? {} : { dataSnapshot }),
      snapshotRetentionDays,
    },
  };
}

function oneOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

function readRegion(reading: ConfigReading): string | undefined {
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

function readExchange(reading: ConfigReading): Exchange | undefined {
  const key = "bulkhead:exchange";
  const id = reading.given(key);
  if (id === undefined) reading.missing(key, oneOf(exchangeIds), "binance");
  else if (isExchangeId(id)) return exchanges[id];
  else {
    const near = nearest(id, exchangeIds);
    const remedy = near === undefined ? "Name an exchange that Bulkhead knows." : `Did you mean ${near}?`;
    reading.wrong(key, id, oneOf(exchangeIds), remedy);
  }
  return undefined;
}

function readNetwork(reading: ConfigReading): Network | undefined {
  const key = "bulkhead:network";
  const text = reading.given(key);
  const network = networks.find((name) => name === text);
  if (text === undefined) reading.missing(key, oneOf(networks), "testnet");
  else if (network === undefined) {
    reading.wrong(key, text, oneOf(networks), "Choose testnet for play money or mainnet for real funds.");
  }
  return network;
}

/** A stack that cannot hold, or that the exchange would not answer, is refused before anything is built. */
function refuse(reading: ConfigReading, exchange?: Exchange, network?: Network, region?: string): void {
  if (exchange === undefined || network === undefined) return;
  const anywhere = refusal(exchange, network);
  const there = anywhere ?? refusal(exchange, network, region);
  if (anywhere !== undefined) reading.report("bulkhead:network", `is "${network}": ${anywhere}`);
  else if (there !== undefined && region !== undefined) reading.report("aws:region", `is "${region}": ${there}`);
}

function readBot(reading: ConfigReading, network: Network | undefined): string {
  const key = "bulkhead:bot";
  if (!plainName.test(reading.stack)) {
    reading.wrong("the stack's name", reading.stack, plainNameShape, "Run: pulumi stack rename NAME");
  }
  const text = reading.given(key);
  const bot = text ?? reading.stack;
  if (text !== undefined && !plainName.test(text)) {
    reading.wrong(key, text, plainNameShape, "Choose a name of this shape.");
  }
  // A stack file copied from the other network and changed by half is how a testnet bot comes to trade real funds.
  const other = network === "testnet" ? "mainnet" : "testnet";
  const says = (name: string): boolean =>
    name
      .toLowerCase()
      .split(/[^a-z]+/u)
      .includes(other);
  const named = says(reading.stack) ? "the stack's name" : says(bot) ? "the bot's name" : undefined;
  if (network !== undefined && named !== undefined) {
    reading.report("bulkhead:network", `is "${network}" while ${named} says ${other}. Change the one that is wrong.`);
  }
  return bot;
}

function readAvailabilityZone(reading: ConfigReading, region: string | undefined): string | undefined {
  const key = "bulkhead:availabilityZone";
  const zone = reading.given(key);
  if (zone === undefined || region === undefined) return undefined;
  if (zone.startsWith(region) && /^[a-z]$/u.test(zone.slice(region.length))) return zone;
  const remedy = "Name a zone of the stack's region, or remove the key to let AWS choose.";
  reading.wrong(key, zone, `a zone of ${region}, such as ${region}a`, remedy);
  return undefined;
}

type Roles = Pick<StackConfig, "admins" | "operators" | "responders" | "deployers">;

function readRoles(reading: ConfigReading, region: string | undefined): Roles | undefined {
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

function readInstanceType(reading: ConfigReading): string | undefined {
  const key = "bulkhead:instanceType";
  if (reading.given(key) === undefined) return "t4g.small";
  return reading.matching(
    key,
    gravitonType,
    "an instance type of a Graviton family",
    "The host's image is arm64: choose one such as t4g.small, c7g.large or m8g.medium.",
  );
}

function readEgress(reading: ConfigReading): EgressMode | undefined {
  const key = "bulkhead:egress";
  const text = reading.given(key);
  if (text === undefined) return "address";
  if (isEgressMode(text)) return text;
  const near = nearest(text, egressModes);
  reading.wrong(key, text, oneOf(egressModes), near === undefined ? "Name one of these." : `Did you mean ${near}?`);
  return undefined;
}

function readEgressNext(reading: ConfigReading): true | string | undefined {
  const key = "bulkhead:egressNext";
  const text = reading.given(key);
  if (text === undefined || text === "false") return undefined;
  if (text === "true") return true;
  return reading.matching(
    key,
    allocationId,
    "true, or an allocation id, eipalloc- and 17 hexadecimal digits",
    "Write true for a new address, or remove the key to hold none.",
  );
}

function readTerminationProtection(reading: ConfigReading, network: Network | undefined): boolean {
  const key = "bulkhead:terminationProtection";
  const text = reading.given(key);
  if (text === undefined) return network === "mainnet";
  if (text !== "true" && text !== "false") {
    const remedy = "Remove the key for the default: true on mainnet, false on testnet.";
    reading.wrong(key, text, "true or false", remedy);
  }
  return text !== "false";
}

function readAlertEmails(reading: ConfigReading): readonly string[] {
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

function readLogRetentionDays(reading: ConfigReading): number | undefined {
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

function readArtifact(
  reading: ConfigReading,
  region: string | undefined,
  roles: Roles | undefined,
): Artifact | undefined {
  const key = "bulkhead:artifact";
  const text = reading.given(key);
  if (text === undefined) return undefined;
  const artifact = parseArtifact(text);
  const push = `Run: bulkhead artifact push PATH|IMAGE --stack ${reading.stack}`;
  if (artifact === undefined) {
    const expected = "s3://BUCKET/KEY@sha256:DIGEST or ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:DIGEST";
    const remedy = text.includes("@sha256:")
      ? "The digest has 64 hexadecimal digits in lower case; the bucket's name has no dots."
      : "Without a digest, whoever can write there decides what runs beside the credential.";
    reading.wrong(key, text, expected, `${remedy} ${push}`);
    return undefined;
  }
  if (artifact.kind === "image") {
    const account = roles?.deployers.map((arn) => roleArn.exec(arn)?.groups?.account)[0];
    const there = account !== undefined && artifact.account !== account ? `account ${artifact.account}` : undefined;
    const elsewhere = region !== undefined && artifact.region !== region ? `region ${artifact.region}` : undefined;
    const where = there ?? elsewhere;
    if (where !== undefined) {
      reading.report(key, `is an image of ${where}, expected one of the stack's own account and region. ${push}`);
    }
  }
  return artifact;
}

function readAdapter(reading: ConfigReading): Adapter | undefined {
  const key = "bulkhead:adapter";
  const text = reading.given(key);
  if (text === undefined) return "executable";
  if (isAdapter(text)) return text;
  const near = nearest(text, adapters);
  reading.wrong(key, text, oneOf(adapters), near === undefined ? "Name one of these." : `Did you mean ${near}?`);
  return undefined;
}

function readWholeNumber(
  reading: ConfigReading,
  name: "dataVolumeGiB" | "snapshotRetentionDays",
  byDefault: number,
  most: number,
  unit: string,
): number | undefined {
  const key = `bulkhead:${name}`;
  const text = reading.given(key);
  if (text === undefined) return byDefault;
  const number = /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : Infinity;
  if (number <= most) return number;
  reading.wrong(
    key,
    text,
    `a whole number of ${unit} from 1 to ${most}`,
    `Remove the key for the default, ${byDefault}.`,
  );
  return undefined;
}

/** The configuration of the stack that is running. Ends the program with every error in it, without a stack trace. */
export function stackConfig(): StackConfig {
  const stack = pulumi.getStack();
  const file = findStackFile(stack);
  const { config, errors } = parseStackConfig(pulumi.runtime.allConfig(), {
    stack,
    ...file,
    secretKeys: new Set([...(file?.secretKeys ?? []), ...secretKeysOfProcess()]),
  });
  if (config !== undefined) return config;
  throw refusalToRun(`the configuration of stack ${stack} cannot be used:\n  ${errors.join("\n  ")}`);
}

/** The keys that the engine says are secret. It names them to the SDK in this variable; the SDK's own reading is not public. */
function secretKeysOfProcess(): readonly string[] {
  try {
    const names: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
