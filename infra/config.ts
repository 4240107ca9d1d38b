import * as pulumi from "@pulumi/pulumi";
import type { Exchange, Network } from "../exchanges/exchange";
import { exchangeIds } from "../exchanges/exchange";
import { exchanges, isExchangeId, refusal } from "../exchanges/exchanges";
import { nearest } from "./nearest";
import { harmless, shown } from "./shown";
import { findStackFile, type StackFile } from "./stack-file";

/** What a stack's owner decided, checked as a whole. */
export interface StackConfig {
  /** The stack's short name. */
  readonly stack: string;
  /** The bot's name, in tags and resource names: lower-case letters, digits and hyphens. */
  readonly bot: string;
  readonly exchange: Exchange;
  readonly network: Network;
  /** AWS region, such as `eu-west-1`. */
  readonly region: string;
  /** EC2 instance type of a Graviton family. */
  readonly instanceType: string;
  /** AMI id; absent: the newest image at the first `up`, then kept. */
  readonly image?: string;
  /** Allocation id of an Elastic IP to adopt; absent: a new one. */
  readonly egressAllocationId?: string;
  /** ARNs of the roles that administer keys and cannot use them. */
  readonly admins: readonly string[];
  /** ARNs of the roles that put the credential in place and cannot read it. */
  readonly operators: readonly string[];
  /** ARNs of the roles that disable, deny and tag in an incident. */
  readonly responders: readonly string[];
  /** ARNs of the roles that run `up`, all of the stack's own account. */
  readonly deployers: readonly string[];
  /** Whether AWS refuses to terminate the host. */
  readonly terminationProtection: boolean;
  readonly alertEmails: readonly string[];
  /** One of the values that CloudWatch Logs allows. */
  readonly logRetentionDays: number;
}

/** Where configuration values come from. */
export interface ConfigSource extends Partial<StackFile> {
  /** The stack's short name. */
  readonly stack: string;
}

export type ParsedConfig =
  | { readonly config: StackConfig; readonly errors?: undefined }
  | { readonly config?: undefined; readonly errors: readonly string[] };

const keys = [
  "bot",
  "exchange",
  "network",
  "instanceType",
  "image",
  "egressAllocationId",
  "admins",
  "operators",
  "responders",
  "deployers",
  "terminationProtection",
  "alertEmails",
  "logRetentionDays",
] as const;

type Key = `bulkhead:${(typeof keys)[number]}` | "aws:region";

const networks: readonly Network[] = ["testnet", "mainnet"];

/** Values of RetentionInDays in the CloudWatch Logs API reference, PutRetentionPolicy. */
const retentionDays: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Log group, role and alias names are made of it and have to stay within AWS's limits. */
const botName = /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/u;
const regionName = /^[a-z]{2,4}(?:-[a-z]{2,})+-\d{1,2}$/u;
/** In the EC2 naming convention a `g` behind the generation's number is a Graviton (arm64) processor; `a1` came before it. */
const gravitonType =
  /^(?:a1|[a-z]{1,4}\d{1,2}[a-z]{0,3}g[a-z]{0,3})\.(?:nano|micro|small|medium|large|\d{0,2}xlarge|metal(?:-\d{1,2}xl)?)$/u;
const amiId = /^ami-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const allocationId = /^eipalloc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/u;
const roleArn =
  /^arn:(?<partition>aws(?:-[a-z]+)*):iam::(?<account>\d{12}):role\/(?:[\w+=,.@-]{1,64}\/)*[\w+=,.@-]{1,64}$/u;
const email = /^[^\s@,;<>"()]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/iu;

/** The partition whose ARNs a region's resources have. */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/** Partitions other than these exist (isolated and sovereign regions); their ARNs are not compared with the region. */
const comparedPartitions = new Set(["aws", "aws-cn", "aws-us-gov"]);

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

/**
 * Reads raw configuration (full keys such as `bulkhead:network`; lists as JSON, as Pulumi hands them on) into one typed
 * object, or says everything that is wrong with it: one error a wrong value, with file, line, key, what was found, what
 * is allowed and what to do.
 */
export function parseStackConfig(raw: Readonly<Record<string, string>>, source: ConfigSource): ParsedConfig {
  const found: { readonly line: number; readonly text: string }[] = [];
  const given = (key: Key): string | undefined => {
    const text = Object.hasOwn(raw, key) ? raw[key] : undefined;
    return text === "" ? undefined : text;
  };
  const report = (key: string, text: string, item?: number): void => {
    const line = source.line?.(key, item) ?? source.line?.(key);
    const place = source.file === undefined ? "" : `${source.file}${line === undefined ? "" : `:${line}`}: `;
    found.push({
      line: line ?? Infinity,
      text: `${place}${key}${item === undefined ? "" : `[${item}]`} ${text}`,
    });
  };
  const observed = (key: string, text: string): string =>
    source.secretKeys?.has(key) ? "is a secret value (not shown)" : `is ${shown(text)}`;
  const wrong = (key: Key, text: string, expected: string, remedy: string, item?: number): void => {
    report(key, `${observed(key, text)}, expected ${expected}. ${remedy}`, item);
  };
  const missing = (key: Key, expected: string, example: string): void => {
    report(key, `is missing, expected ${expected}. Run: pulumi config set ${key} ${example} --stack ${source.stack}`);
  };

  const list = (key: Key): readonly string[] | undefined => {
    const text = given(key);
    if (text === undefined) return [];
    let items: unknown;
    try {
      items = JSON.parse(text);
    } catch {
      items = undefined;
    }
    if (!Array.isArray(items)) {
      wrong(key, text, "a list", "Write one item a line, each after a hyphen.");
      return undefined;
    }
    const texts: string[] = [];
    items.forEach((item: unknown, index) => {
      if (typeof item === "string") texts.push(item);
      else report(key, `is not a text, expected a text. Write the item in quotes.`, index);
    });
    return texts.length === items.length ? texts : undefined;
  };

  for (const key of Object.keys(raw)) {
    const name = key.startsWith("bulkhead:") ? key.slice("bulkhead:".length) : undefined;
    if (name === undefined || (keys as readonly string[]).includes(name)) continue;
    const near = nearest(name, keys);
    const remedy = near === undefined ? "Remove it." : `Did you mean bulkhead:${near}?`;
    const shownKey = harmless(name) ? key : `bulkhead:… (a name of ${name.length} characters)`;
    report(shownKey, `is not known, expected one of ${keys.join(", ")}. ${remedy}`);
  }

  const matching = (key: Key, shape: RegExp, expected: string, remedy: string): string | undefined => {
    const text = given(key);
    if (text === undefined || shape.test(text)) return text;
    wrong(key, text, expected, remedy);
    return undefined;
  };

  const region = given("aws:region");
  if (region === undefined) missing("aws:region", "the AWS region of the stack", "eu-west-1");
  else if (/\d[a-z]$/u.test(region) && regionName.test(region.slice(0, -1))) {
    wrong("aws:region", region, "a region", `That is an availability zone: write its region, ${region.slice(0, -1)}.`);
  } else if (!regionName.test(region)) {
    wrong("aws:region", region, "the name of an AWS region", "Write one such as eu-west-1 or ap-northeast-1.");
  }
  const regionKnown = region !== undefined && regionName.test(region);

  const exchangeId = given("bulkhead:exchange");
  let exchange: Exchange | undefined;
  if (exchangeId === undefined) missing("bulkhead:exchange", oneOf(exchangeIds), "binance");
  else if (isExchangeId(exchangeId)) exchange = exchanges[exchangeId];
  else {
    const near = nearest(exchangeId, exchangeIds);
    const remedy = near === undefined ? "Name an exchange that Bulkhead knows." : `Did you mean ${near}?`;
    wrong("bulkhead:exchange", exchangeId, oneOf(exchangeIds), remedy);
  }

  const networkText = given("bulkhead:network");
  const network = networks.find((name) => name === networkText);
  if (networkText === undefined) missing("bulkhead:network", oneOf(networks), "testnet");
  else if (network === undefined) {
    wrong("bulkhead:network", networkText, oneOf(networks), "Choose testnet for play money or mainnet for real funds.");
  }

  if (exchange !== undefined && network !== undefined) {
    const networkRefused = refusal(exchange, network);
    const regionRefused = networkRefused === undefined && regionKnown ? refusal(exchange, network, region) : undefined;
    if (networkRefused !== undefined) report("bulkhead:network", `is "${network}": ${networkRefused}`);
    if (regionRefused !== undefined) report("aws:region", `is "${region ?? ""}": ${regionRefused}`);
  }

  const botText = given("bulkhead:bot");
  const bot = botText ?? source.stack;
  const botShape = "lower-case letters, digits and hyphens, 40 at most, starting with a letter";
  if (!botName.test(bot)) {
    if (botText !== undefined) wrong("bulkhead:bot", botText, botShape, "Choose a name of this shape.");
    else {
      report(
        "bulkhead:bot",
        `is not set and the stack's name cannot stand in for it: it is not made of ${botShape}. Set bulkhead:bot.`,
      );
    }
  }
  // A stack file copied from the other network and changed by half is how a testnet bot comes to trade real funds.
  const other = network === "testnet" ? "mainnet" : "testnet";
  if (network !== undefined) {
    const says = (name: string): boolean =>
      name
        .toLowerCase()
        .split(/[^a-z]+/u)
        .includes(other);
    const named = says(source.stack) ? "the stack's name" : says(bot) ? "the bot's name" : undefined;
    if (named !== undefined) {
      report("bulkhead:network", `is "${network}" while ${named} says ${other}. Change the one that is wrong.`);
    }
  }

  const instanceType =
    given("bulkhead:instanceType") === undefined
      ? "t4g.small"
      : matching(
          "bulkhead:instanceType",
          gravitonType,
          "an instance type of a Graviton family",
          "The host's image is arm64: choose one such as t4g.small, c7g.large or m8g.medium.",
        );
  const image = matching(
    "bulkhead:image",
    amiId,
    "an AMI id, ami- and 17 hexadecimal digits",
    "Copy the id of an arm64 image of the stack's region, or remove the key.",
  );
  const egressAllocationId = matching(
    "bulkhead:egressAllocationId",
    allocationId,
    "an allocation id, eipalloc- and 17 hexadecimal digits",
    "Copy the AllocationId that `aws ec2 describe-addresses` shows (not the address), or remove the key.",
  );

  const roles = (key: Key, without: string): readonly string[] | undefined => {
    const texts = list(key);
    if (texts === undefined) return undefined;
    if (texts.length === 0) {
      report(
        key,
        `is ${given(key) === undefined ? "missing" : "empty"}, expected at least one IAM role: without one ${without}. ` +
          `Run: pulumi config set --path '${key}[0]' arn:aws:iam::ACCOUNT:role/NAME --stack ${source.stack}`,
      );
      return undefined;
    }
    texts.forEach((text, index) => {
      const parts = roleArn.exec(text)?.groups;
      if (parts === undefined) {
        const remedy = /^arn:[\w-]+:sts::/u.test(text)
          ? "That is a session: name the role it was made from."
          : "Users, groups and whole accounts are not accepted: name a role.";
        wrong(key, text, "the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME", remedy, index);
        return;
      }
      const partition = parts.partition ?? "";
      if (regionKnown && comparedPartitions.has(partition) && partition !== partitionOf(region)) {
        wrong(
          key,
          text,
          `an ARN of the partition ${partitionOf(region)}, where ${region} lies`,
          "Name a role of the account the stack is built in.",
          index,
        );
      }
      if (texts.indexOf(text) !== index) {
        report(key, `names the same role as ${key}[${texts.indexOf(text)}]. Remove one of the two.`, index);
      }
    });
    return texts;
  };
  const admins = roles("bulkhead:admins", "nobody can administer the bot's keys");
  const operators = roles("bulkhead:operators", "nobody can put the exchange credential in place");
  const responders = roles("bulkhead:responders", "nobody can contain an incident");
  const deployers = roles("bulkhead:deployers", "nobody may run `pulumi up`");

  // Whoever may change a key's or a secret's policy could grant himself what an operator's part withholds.
  const setters: readonly (readonly [Key, readonly string[] | undefined])[] = [
    ["bulkhead:admins", admins],
    ["bulkhead:deployers", deployers],
    ["bulkhead:responders", responders],
  ];
  operators?.forEach((operator, index) => {
    for (const [key, arns] of setters) {
      if (!arns?.includes(operator)) continue;
      report(
        "bulkhead:operators",
        `is in ${key} too; administration and use have to be apart. Give one of the two parts to another role.`,
        index,
      );
    }
  });
  const accounts = new Set(deployers?.flatMap((arn) => roleArn.exec(arn)?.groups?.account ?? []));
  if (accounts.size > 1) {
    report(
      "bulkhead:deployers",
      "names roles of more than one account, expected one: the account the stack is built in. Remove the others.",
    );
  }

  const protection = given("bulkhead:terminationProtection");
  const terminationProtection = protection === undefined ? network === "mainnet" : protection === "true";
  if (protection !== undefined && protection !== "true" && protection !== "false") {
    wrong(
      "bulkhead:terminationProtection",
      protection,
      "true or false",
      "Remove the key for the default: true on mainnet, false on testnet.",
    );
  }

  const alertEmails = list("bulkhead:alertEmails") ?? [];
  alertEmails.forEach((address, index) => {
    if (!email.test(address)) {
      wrong("bulkhead:alertEmails", address, "an e-mail address", "Write one such as oncall@example.com.", index);
    } else if (alertEmails.findIndex((one) => one.toLowerCase() === address.toLowerCase()) !== index) {
      report("bulkhead:alertEmails", "is in the list already. Remove one of the two.", index);
    }
  });

  const retention = given("bulkhead:logRetentionDays");
  const logRetentionDays = retention === undefined ? 365 : retentionDays.find((days) => String(days) === retention);
  if (logRetentionDays === undefined && retention !== undefined) {
    const wanted = Number(retention);
    const longer = retentionDays.find((days) => days > wanted);
    wrong(
      "bulkhead:logRetentionDays",
      retention,
      `a number of days that CloudWatch Logs allows: ${retentionDays.join(", ")}`,
      longer === undefined || wanted <= 0 ? "Choose one of these." : `The next longer one is ${longer}.`,
    );
  }

  if (
    found.length > 0 ||
    region === undefined ||
    exchange === undefined ||
    network === undefined ||
    instanceType === undefined ||
    admins === undefined ||
    operators === undefined ||
    responders === undefined ||
    deployers === undefined ||
    logRetentionDays === undefined
  ) {
    // In the order of the file; what stands in no line comes last.
    return { errors: found.sort((a, b) => (a.line === b.line ? 0 : a.line - b.line)).map(({ text }) => text) };
  }
  return {
    config: {
      stack: source.stack,
      bot,
      exchange,
      network,
      region,
      instanceType,
      ...(image === undefined ? {} : { image }),
      ...(egressAllocationId === undefined ? {} : { egressAllocationId }),
      admins,
      operators,
      responders,
      deployers,
      terminationProtection,
      alertEmails,
      logRetentionDays,
    },
  };
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
  throw new pulumi.RunError(`the configuration of stack ${stack} cannot be used:\n  ${errors.join("\n  ")}`);
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
