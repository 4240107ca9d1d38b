import * as pulumi from "@pulumi/pulumi";
import { exchangeIds, type Exchange, type Network } from "../exchanges/exchange";
import { exchanges, isExchangeId, refusal } from "../exchanges/exchanges";
import { parseAccountConfig, type AccountConfig } from "./account-config";
import { adapters, isAdapter, type Adapter } from "./adapters";
import { parseArtifact, type Artifact } from "./artifact";
import { ConfigReading, type ConfigSource } from "./config-reading";
import {
  oneOf,
  plainName,
  plainNameShape,
  readAlertEmails,
  readAlertPhones,
  readLogRetentionDays,
  readRegion,
  readRoles,
  readStackName,
  roleArn,
} from "./config-values";
import type { Roles } from "./documents/roles";
import { egressModes, isEgressMode, type EgressMode } from "./egress-modes";
import { nearest } from "./nearest";
import { operatorRefusal } from "./operator-refusal";
import { readVpc } from "./read-vpc";
import { refusalToRun } from "./refusal-to-run";
import type { VpcChoice } from "./shared-vpc";
import { shown } from "./shown";
import { findStackFile, otherStacks } from "./stack-file";
import { isStackKind, stackKinds, type StackKind } from "./stack-kinds";

/** What the owner of a bot's or an operator's stack decided, checked as a whole. */
export interface CompartmentConfig {
  readonly kind: "bot" | "operator";
  /** The stack's short name, which resource names are made of: lower-case letters, digits and hyphens. */
  readonly stack: string;
  /** The bot's name, in tags: lower-case letters, digits and hyphens. An operator's stack has its own name there. */
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
  /** Whose VPC the bot is in. */
  readonly vpc: VpcChoice;
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
  /** Telephone numbers in E.164 form. */
  readonly alertPhones: readonly string[];
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
  /** ARN of the IAM policy that bounds every role of the stack; absent: none does. */
  readonly permissionsBoundary?: string;
}

/** What a stack's owner decided, by the stack's kind. */
export type StackConfig = CompartmentConfig | AccountConfig;

export type ParsedConfig =
  | { readonly config: StackConfig; readonly errors?: undefined }
  | { readonly config?: undefined; readonly errors: readonly string[] };

const compartmentKeys = [
  "kind",
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
  "alertPhones",
  "logRetentionDays",
  // Read by people and by the policy pack, not by the program.
  "owner",
  "approval",
] as const;

/** The keys of each kind of stack. */
const keys: Readonly<Record<StackKind, readonly string[]>> = {
  bot: [
    ...compartmentKeys,
    "bot",
    "vpc",
    "artifact",
    "adapter",
    "dataVolumeGiB",
    "dataSnapshot",
    "snapshotRetentionDays",
    "permissionsBoundary",
  ],
  operator: compartmentKeys,
  account: [
    "kind",
    "admins",
    "operators",
    "responders",
    "deployers",
    "alertEmails",
    "alertPhones",
    "logRetentionDays",
    "botRegions",
    "monthlyBudgetUsd",
    "organizationTarget",
    "guardDuty",
    "owner",
  ],
};

const networks: readonly Network[] = ["testnet", "mainnet"];

/** 16 TiB, the largest gp3 volume: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const mostGiB = 16_384;
/** Ten years; Data Lifecycle Manager takes up to a hundred. */
const mostSnapshotDays = 3650;
/** In the EC2 naming convention a `g` behind the generation's number is a Graviton (arm64) processor; `a1` came before it. */
const gravitonType =
  /^(?:a1|[a-z]{1,4}\d{1,2}[a-z]{0,3}g[a-z]{0,3})\.(?:nano|micro|small|medium|large|\d{0,2}xlarge|metal(?:-\d{1,2}xl)?)$/u;
const amiId = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const snapshotId = /^snap-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const allocationId = /^eipalloc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const policyArn = /^arn:aws(?:-[a-z]+)*:iam::\d{12}:policy\/(?:[\w+=,.@-]{1,64}\/)*[\w+=,.@-]{1,128}$/u;
/** In GiB, of an operator's stack: the scripts there keep no more than notes. */
const operatorGiB = 1;

/**
 * Reads raw configuration (full keys such as `bulkhead:network`; lists as JSON, as Pulumi hands them on) into one typed
 * object, or says everything that is wrong with it: one error a wrong value, with file, line, key, what was found, what
 * is allowed and what to do.
 */
export function parseStackConfig(raw: Readonly<Record<string, string>>, source: ConfigSource): ParsedConfig {
  const reading = new ConfigReading(raw, source);
  const kind = readKind(reading);
  reading.only("bulkhead", [...new Set(Object.values(keys).flat())], keys[kind], `in a stack of the kind ${kind}`);
  return kind === "account" ? parseAccountConfig(reading) : parseCompartmentConfig(reading, kind);
}

function readKind(reading: ConfigReading): StackKind {
  const key = "bulkhead:kind";
  const text = reading.given(key);
  if (text === undefined) return "bot";
  if (isStackKind(text)) return text;
  const near = nearest(text, stackKinds);
  reading.wrong(key, text, oneOf(stackKinds), near === undefined ? "Name one of these." : `Did you mean ${near}?`);
  return "bot";
}

function parseCompartmentConfig(
  reading: ConfigReading,
  kind: CompartmentConfig["kind"],
): { readonly config: CompartmentConfig } | { readonly errors: readonly string[] } {
  const isOfBot = kind === "bot";
  const region = readRegion(reading);
  const exchange = readExchange(reading);
  const network = readNetwork(reading);
  refuse(reading, kind, exchange, network, region);
  const bot = readBot(reading, network, isOfBot);
  const availabilityZone = readAvailabilityZone(reading, region);
  const roles = readRoles(reading, region);
  if (isOfBot) refuseNamesakes(reading, { bot, network, region, deployers: roles?.deployers ?? [] });
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
  const vpc = isOfBot ? readVpc(reading, { exchange, network, region, egress }) : "own";
  const terminationProtection = readTerminationProtection(reading, network);
  const alertEmails = readAlertEmails(reading);
  const alertPhones = readAlertPhones(reading);
  const logRetentionDays = readLogRetentionDays(reading);
  const artifact = isOfBot ? readArtifact(reading, region, roles) : undefined;
  const adapter = isOfBot ? readAdapter(reading) : "executable";
  const dataVolumeGiB = isOfBot ? readWholeNumber(reading, "dataVolumeGiB", 20, mostGiB, "GiB") : operatorGiB;
  const dataSnapshot = isOfBot
    ? reading.matching(
        "bulkhead:dataSnapshot",
        snapshotId,
        "a snapshot id, snap- and 17 hexadecimal digits",
        "Copy the SnapshotId that `aws ec2 describe-snapshots --owner-ids self` shows, or remove the key.",
      )
    : undefined;
  const snapshotRetentionDays = isOfBot
    ? readWholeNumber(reading, "snapshotRetentionDays", 14, mostSnapshotDays, "days")
    : 14;
  const permissionsBoundary = isOfBot
    ? reading.matching(
        "bulkhead:permissionsBoundary",
        policyArn,
        "the ARN of an IAM policy, arn:aws:iam::ACCOUNT:policy/NAME",
        "Copy the output boundaryArn of the account's stack, or remove the key.",
      )
    : undefined;

  if (
    reading.errors.length > 0 ||
    region === undefined ||
    exchange === undefined ||
    network === undefined ||
    roles === undefined ||
    instanceType === undefined ||
    egress === undefined ||
    vpc === undefined ||
    logRetentionDays === undefined ||
    adapter === undefined ||
    dataVolumeGiB === undefined ||
    snapshotRetentionDays === undefined
  ) {
    return { errors: reading.errors };
  }
  return {
    config: {
      kind,
      stack: reading.stack,
      bot,
      exchange,
      network,
      region,
      ...(availabilityZone === undefined ? {} : { availabilityZone }),
      instanceType,
      ...(image === undefined ? {} : { image }),
      egress,
      vpc,
      ...(egressAllocationId === undefined ? {} : { egressAllocationId }),
      ...(egressNext === undefined ? {} : { egressNext }),
      ...roles,
      terminationProtection,
      alertEmails,
      alertPhones,
      logRetentionDays,
      ...(artifact === undefined ? {} : { artifact }),
      adapter,
      dataVolumeGiB,
      ...(dataSnapshot === undefined ? {} : { dataSnapshot }),
      snapshotRetentionDays,
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
    },
  };
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
function refuse(
  reading: ConfigReading,
  kind: CompartmentConfig["kind"],
  exchange?: Exchange,
  network?: Network,
  region?: string,
): void {
  if (exchange === undefined || network === undefined) return;
  const anywhere = refusal(exchange, network) ?? (kind === "operator" ? operatorRefusal(exchange, network) : undefined);
  const there = anywhere ?? refusal(exchange, network, region);
  if (anywhere !== undefined) reading.report("bulkhead:network", `is "${network}": ${anywhere}`);
  else if (there !== undefined && region !== undefined) reading.report("aws:region", `is "${region}": ${there}`);
}

function readBot(reading: ConfigReading, network: Network | undefined, isOfBot: boolean): string {
  const key = "bulkhead:bot";
  readStackName(reading);
  const text = isOfBot ? reading.given(key) : undefined;
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

/** Documents that operators' commands run are named for the bot and its network: two such stacks in one account and region have the same. */
function refuseNamesakes(
  reading: ConfigReading,
  own: {
    readonly bot: string;
    readonly network: Network | undefined;
    readonly region: string | undefined;
    readonly deployers: readonly string[];
  },
): void {
  if (own.network === undefined || own.region === undefined) return;
  const accounts = (arns: readonly string[]): readonly string[] => arns.map((arn) => arn.split(":")[4] ?? "");
  const ours = accounts(own.deployers);
  const namesake = reading.others(own.bot).find(({ stack, text, items }) => {
    const theirs = accounts(items("bulkhead:deployers"));
    return (
      (text("bulkhead:kind") ?? "bot") === "bot" &&
      (text("bulkhead:bot") ?? stack) === own.bot &&
      text("bulkhead:network") === own.network &&
      text("aws:region") === own.region &&
      (theirs.length === 0 || theirs.some((account) => ours.includes(account)))
    );
  });
  if (namesake === undefined) return;
  const { file, line, stack } = namesake;
  const at = line("bulkhead:bot");
  reading.report(
    "bulkhead:bot",
    `is ${shown(own.bot)}, and so is that of the stack ${shown(stack)} (${file}${at === undefined ? "" : `:${at}`}) on ${own.network} in ${own.region}: ` +
      "their documents in AWS Systems Manager would have the same names. Give one of the bots another name.",
  );
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
    neighbour: (name) => findStackFile(name, process.cwd(), false),
    others: (bot) => otherStacks(stack, bot),
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
