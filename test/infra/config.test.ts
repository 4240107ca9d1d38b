import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { parse } from "yaml";
import { parseStackConfig, stackConfig, type CompartmentConfig } from "../../infra/config";
import { nearest } from "../../infra/nearest";
import { shown } from "../../infra/shown";
import { findStackFile, otherStacks } from "../../infra/stack-file";

const role = (name: string, account = "111122223333"): string => `arn:aws:iam::${account}:role/${name}`;

const good: Readonly<Record<string, string>> = {
  "aws:region": "eu-west-1",
  "bulkhead:exchange": "binance",
  "bulkhead:network": "testnet",
  "bulkhead:admins": JSON.stringify([role("admin")]),
  "bulkhead:operators": JSON.stringify([role("operator")]),
  "bulkhead:responders": JSON.stringify([role("responder")]),
  "bulkhead:deployers": JSON.stringify([role("deployer")]),
};

const source = { stack: "grid" };

/** The configuration of a bot's or an operator's stack. */
function parsed(...args: Parameters<typeof parseStackConfig>): CompartmentConfig | undefined {
  const { config } = parseStackConfig(...args);
  if (config?.kind === "account") throw new Error("an account's stack");
  return config;
}

const shape = "lower-case letters, digits and hyphens, 36 at most, starting with a letter and not with sg-";

function errorsOf(changes: Readonly<Record<string, string | undefined>>, stack = "grid"): readonly string[] {
  const raw = Object.fromEntries(
    Object.entries({ ...good, ...changes }).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return parseStackConfig(raw, { stack }).errors ?? [];
}

/** Deterministic and shaped like an exchange secret; made here so that none is written down. */
function secretLike(length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  let state = 20_260_101;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet[(state >>> 16) % alphabet.length] ?? "";
  }).join("");
}

describe("a good configuration", () => {
  test("becomes one typed object, with its defaults", () => {
    const config = parsed(good, source);
    expect({ ...config, exchange: config?.exchange.id }).toEqual({
      kind: "bot",
      stack: "grid",
      bot: "grid",
      exchange: "binance",
      network: "testnet",
      region: "eu-west-1",
      instanceType: "t4g.small",
      egress: "address",
      admins: [role("admin")],
      operators: [role("operator")],
      responders: [role("responder")],
      deployers: [role("deployer")],
      terminationProtection: false,
      alertEmails: [],
      alertPhones: [],
      logRetentionDays: 365,
      adapter: "executable",
      dataVolumeGiB: 20,
      snapshotRetentionDays: 14,
      vpc: "own",
    });
  });

  test("takes every optional key", () => {
    const { config } = parseStackConfig(
      {
        ...good,
        "bulkhead:bot": "grid-1",
        "bulkhead:availabilityZone": "eu-west-1b",
        "bulkhead:instanceType": "c7gn.2xlarge",
        "bulkhead:image": "ami-0123456789abcdef0",
        "bulkhead:egress": "nat-instance",
        "bulkhead:egressAllocationId": "eipalloc-0123456789abcdef0",
        "bulkhead:egressNext": "eipalloc-0fedcba9876543210",
        "bulkhead:terminationProtection": "true",
        "bulkhead:alertEmails": '["oncall@example.com"]',
        "bulkhead:alertPhones": '["+4915112345678"]',
        "bulkhead:logRetentionDays": "731",
      },
      source,
    );
    expect(config).toMatchObject({
      bot: "grid-1",
      availabilityZone: "eu-west-1b",
      instanceType: "c7gn.2xlarge",
      image: "ami-0123456789abcdef0",
      egress: "nat-instance",
      egressAllocationId: "eipalloc-0123456789abcdef0",
      egressNext: "eipalloc-0fedcba9876543210",
      terminationProtection: true,
      alertEmails: ["oncall@example.com"],
      alertPhones: ["+4915112345678"],
      logRetentionDays: 731,
    });
  });

  test.each([
    ["true", true],
    ["false", undefined],
    ["", undefined],
  ])("holds a next address exactly where bulkhead:egressNext is true or names one: %j", (text, next) => {
    expect(parsed({ ...good, "bulkhead:egressNext": text }, source)?.egressNext).toBe(next);
  });

  test("protects the host on mainnet unless told otherwise", () => {
    const onMainnet = { ...good, "bulkhead:network": "mainnet" };
    expect(parsed(onMainnet, source)?.terminationProtection).toBe(true);
    const lifted = { ...onMainnet, "bulkhead:terminationProtection": "false" };
    expect(parsed(lifted, source)?.terminationProtection).toBe(false);
  });

  test("an empty text stands for a key that is not set, as the project's defaults are", () => {
    const config = parsed({ ...good, "bulkhead:bot": "", "bulkhead:image": "" }, source);
    expect(config?.bot).toBe("grid");
    expect(config).not.toHaveProperty("image");
  });

  test.each(["t4g.nano", "a1.large", "m8g.metal-24xl", "im4gn.4xlarge", "is4gen.xlarge", "g5g.xlarge", "x2gd.medium"])(
    "%s is a Graviton type",
    (type) => {
      expect(errorsOf({ "bulkhead:instanceType": type })).toEqual([]);
    },
  );

  test("roles of other partitions go with their regions", () => {
    const ofGovernment = (name: string) => JSON.stringify([role(name).replace("arn:aws:", "arn:aws-us-gov:")]);
    expect(
      errorsOf({
        "aws:region": "us-gov-west-1",
        "bulkhead:admins": ofGovernment("admin"),
        "bulkhead:operators": ofGovernment("operator"),
        "bulkhead:responders": ofGovernment("responder"),
        "bulkhead:deployers": ofGovernment("deployer"),
      }),
    ).toEqual([]);
  });

  test("a name of 36 characters is not too long", () => {
    const name = `g${"r".repeat(34)}d`;
    expect(errorsOf({ "bulkhead:bot": name }, name)).toEqual([]);
  });

  test("responders may administer, and a role may lie under a path", () => {
    const both = JSON.stringify([role("aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0a1b")]);
    expect(errorsOf({ "bulkhead:admins": both, "bulkhead:responders": both })).toEqual([]);
  });
});

describe("a wrong value gives exactly one error, which says what was found, what is allowed and what to do", () => {
  const list = (...items: unknown[]): string => JSON.stringify(items);
  const ids =
    "binance, binance-usdm, bybit, okx, kraken, kraken-futures, coinbase, hyperliquid, bitget, gate, htx, mexc, kucoin, deribit, bitmex, cryptocom, gemini, bitfinex, bitstamp, phemex, coinbase-exchange, backpack, paradex, lighter, apex, aster, dydx, upbit, bithumb, alpaca, robinhood, polymarket, poloniex, derive, binance-coinm, binance-options, binance-portfolio, binance-us, bybit-eu, okx-us, okx-eea, coinbase-international, bingx, woo, orderly, bitvavo, whitebit or coinex";
  test.each<[string, Record<string, string | undefined>, string]>([
    [
      "an unknown exchange",
      { "bulkhead:exchange": "binnance" },
      `bulkhead:exchange is "binnance", expected ${ids}. Did you mean binance?`,
    ],
    [
      "no exchange",
      { "bulkhead:exchange": undefined },
      `bulkhead:exchange is missing, expected ${ids}. Run: pulumi config set bulkhead:exchange binance --stack grid`,
    ],
    [
      "an exchange that nobody knows",
      { "bulkhead:exchange": "mtgox" },
      `bulkhead:exchange is "mtgox", expected ${ids}. Name an exchange that Bulkhead knows.`,
    ],
    [
      "a wrong network",
      { "bulkhead:network": "prod" },
      'bulkhead:network is "prod", expected testnet or mainnet. Choose testnet for play money or mainnet for real funds.',
    ],
    [
      "no region",
      { "aws:region": undefined },
      "aws:region is missing, expected the AWS region of the stack. Run: pulumi config set aws:region eu-west-1 --stack grid",
    ],
    [
      "an availability zone",
      { "aws:region": "eu-west-1a" },
      'aws:region is "eu-west-1a", expected a region. That is an availability zone: write its region, eu-west-1.',
    ],
    [
      "a word for a region",
      { "aws:region": "ireland" },
      'aws:region is "ireland", expected the name of an AWS region. Write one such as eu-west-1 or ap-northeast-1.',
    ],
    [
      "an x86 instance type",
      { "bulkhead:instanceType": "t3.small" },
      'bulkhead:instanceType is "t3.small", expected an instance type of a Graviton family. The host\'s image is arm64: choose one such as t4g.small, c7g.large or m8g.medium.',
    ],
    [
      "a GPU type with a g in front of its number",
      { "bulkhead:instanceType": "g4dn.xlarge" },
      'bulkhead:instanceType is "g4dn.xlarge", expected an instance type of a Graviton family. The host\'s image is arm64: choose one such as t4g.small, c7g.large or m8g.medium.',
    ],
    [
      "an address for an allocation",
      { "bulkhead:egressAllocationId": "203.0.113.7" },
      'bulkhead:egressAllocationId is "203.0.113.7", expected an allocation id, eipalloc- and 17 hexadecimal digits. Copy the AllocationId that `aws ec2 describe-addresses` shows (not the address), or remove the key.',
    ],
    [
      "an address for the next one",
      { "bulkhead:egressNext": "203.0.113.8" },
      'bulkhead:egressNext is "203.0.113.8", expected true, or an allocation id, eipalloc- and 17 hexadecimal digits. Write true for a new address, or remove the key to hold none.',
    ],
    [
      "a slip in an egress mode",
      { "bulkhead:egress": "natgateway" },
      'bulkhead:egress is "natgateway", expected address, nat-gateway or nat-instance. Did you mean nat-gateway?',
    ],
    [
      "a regional NAT gateway, whose addresses can change",
      { "bulkhead:egress": "regional" },
      'bulkhead:egress is "regional", expected address, nat-gateway or nat-instance. Name one of these.',
    ],
    [
      "an image's name",
      { "bulkhead:image": "al2023" },
      'bulkhead:image is "al2023", expected an AMI id, ami- and 17 hexadecimal digits. Copy the id of an arm64 image of the stack\'s region, or remove the key.',
    ],
    [
      "a bot's name in capitals",
      { "bulkhead:bot": "Grid" },
      `bulkhead:bot is "Grid", expected ${shape}. Choose a name of this shape.`,
    ],
    [
      "a region of China",
      { "aws:region": "cn-north-1" },
      'aws:region is "cn-north-1", expected a region of the partition aws or aws-us-gov. In China and in isolated regions AWS\'s services go by other names.',
    ],
    [
      "an isolated region",
      { "aws:region": "us-isob-east-1" },
      'aws:region is "us-isob-east-1", expected a region of the partition aws or aws-us-gov. In China and in isolated regions AWS\'s services go by other names.',
    ],
    [
      "a zone of another region",
      { "bulkhead:availabilityZone": "eu-west-2a" },
      'bulkhead:availabilityZone is "eu-west-2a", expected a zone of eu-west-1, such as eu-west-1a. Name a zone of the stack\'s region, or remove the key to let AWS choose.',
    ],
    [
      "a region for a zone",
      { "bulkhead:availabilityZone": "eu-west-1" },
      'bulkhead:availabilityZone is "eu-west-1", expected a zone of eu-west-1, such as eu-west-1a. Name a zone of the stack\'s region, or remove the key to let AWS choose.',
    ],
    [
      "an admin of another account, whom KMS would not let near the keys",
      { "bulkhead:admins": list(role("admin"), role("admin", "444455556666")) },
      "bulkhead:admins[1] is a role of account 444455556666, expected one of 111122223333, where the deployers build the stack. Name a role of that account.",
    ],
    [
      "an operator of another account",
      { "bulkhead:operators": list(role("operator", "444455556666")) },
      "bulkhead:operators[0] is a role of account 444455556666, expected one of 111122223333, where the deployers build the stack. Name a role of that account.",
    ],
    [
      "a responder of another account",
      { "bulkhead:responders": list(role("responder", "444455556666")) },
      "bulkhead:responders[0] is a role of account 444455556666, expected one of 111122223333, where the deployers build the stack. Name a role of that account.",
    ],
    [
      "one role that is not in a list",
      { "bulkhead:admins": role("admin") },
      'bulkhead:admins is "arn:aws:iam::111122223333:role/admin", expected a list. Write one item a line, each after a hyphen.',
    ],
    [
      "no deployers",
      { "bulkhead:deployers": undefined },
      "bulkhead:deployers is missing, expected at least one IAM role: without one nobody may run `pulumi up`. Run: pulumi config set --path 'bulkhead:deployers[0]' arn:aws:iam::ACCOUNT:role/NAME --stack grid",
    ],
    [
      "an empty list of operators",
      { "bulkhead:operators": "[]" },
      "bulkhead:operators is empty, expected at least one IAM role: without one nobody can put the exchange credential in place. Run: pulumi config set --path 'bulkhead:operators[0]' arn:aws:iam::ACCOUNT:role/NAME --stack grid",
    ],
    [
      "a user among the roles",
      { "bulkhead:admins": list(role("admin"), "arn:aws:iam::111122223333:user/bob") },
      'bulkhead:admins[1] is "arn:aws:iam::111122223333:user/bob", expected the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME. Users, groups and whole accounts are not accepted: name a role.',
    ],
    [
      "a session among the roles",
      { "bulkhead:deployers": list("arn:aws:sts::111122223333:assumed-role/deployer/bob") },
      'bulkhead:deployers[0] is "arn:aws:sts::111122223333:assumed-role/deployer/bob", expected the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME. That is a session: name the role it was made from.',
    ],
    [
      "a wildcard among the roles",
      { "bulkhead:responders": list("arn:aws:iam::111122223333:role/*") },
      'bulkhead:responders[0] is "arn:aws:iam::111122223333:role/*", expected the ARN of an IAM role, arn:aws:iam::ACCOUNT:role/NAME. Users, groups and whole accounts are not accepted: name a role.',
    ],
    [
      "a role of another partition",
      { "bulkhead:admins": list("arn:aws-us-gov:iam::111122223333:role/admin") },
      'bulkhead:admins[0] is "arn:aws-us-gov:iam::111122223333:role/admin", expected an ARN of the partition aws, where eu-west-1 lies. Name a role of the account the stack is built in.',
    ],
    [
      "a role twice in a list",
      { "bulkhead:admins": list(role("admin"), role("admin")) },
      "bulkhead:admins[1] names the same role as bulkhead:admins[0]. Remove one of the two.",
    ],
    [
      "an operator who administers",
      { "bulkhead:operators": list(role("admin")) },
      "bulkhead:operators[0] is in bulkhead:admins too; administration and use have to be apart. Give one of the two parts to another role.",
    ],
    [
      "an operator who deploys",
      { "bulkhead:operators": list(role("operator"), role("deployer")) },
      "bulkhead:operators[1] is in bulkhead:deployers too; administration and use have to be apart. Give one of the two parts to another role.",
    ],
    [
      "an operator who responds",
      { "bulkhead:operators": list(role("responder")) },
      "bulkhead:operators[0] is in bulkhead:responders too; administration and use have to be apart. Give one of the two parts to another role.",
    ],
    [
      "deployers of two accounts",
      { "bulkhead:deployers": list(role("deployer"), role("deployer", "444455556666")) },
      "bulkhead:deployers names roles of more than one account, expected one: the account the stack is built in. Remove the others.",
    ],
    [
      "a number in a list of texts",
      { "bulkhead:alertEmails": list("oncall@example.com", 7) },
      "bulkhead:alertEmails[1] is not a text, expected a text. Write the item in quotes.",
    ],
    [
      "half an e-mail address",
      { "bulkhead:alertEmails": list("oncall@example") },
      'bulkhead:alertEmails[0] is "oncall@example", expected an e-mail address. Write one such as oncall@example.com.',
    ],
    [
      "an e-mail address twice",
      { "bulkhead:alertEmails": list("oncall@example.com", "OnCall@example.com") },
      "bulkhead:alertEmails[1] is in the list already. Remove one of the two.",
    ],
    [
      "a telephone number without its country",
      { "bulkhead:alertPhones": list("+4915112345678", "015112345678") },
      "bulkhead:alertPhones[1] is \"015112345678\", expected a telephone number in E.164 form. Write plus sign, country code and number without spaces, such as '+4915112345678', in quotes.",
    ],
    [
      "a telephone number that YAML takes for a number",
      { "bulkhead:alertPhones": list(4915112345678) },
      "bulkhead:alertPhones[0] is not a text, expected a text. Write the item in quotes.",
    ],
    [
      "a telephone number twice",
      { "bulkhead:alertPhones": list("+4915112345678", "+4915112345678") },
      "bulkhead:alertPhones[1] is in the list already. Remove one of the two.",
    ],
    [
      "yes for true",
      { "bulkhead:terminationProtection": "yes" },
      'bulkhead:terminationProtection is "yes", expected true or false. Remove the key for the default: true on mainnet, false on testnet.',
    ],
    [
      "days that CloudWatch Logs does not take",
      { "bulkhead:logRetentionDays": "100" },
      'bulkhead:logRetentionDays is "100", expected a number of days that CloudWatch Logs allows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653. The next longer one is 120.',
    ],
    [
      "an artefact without a digest",
      { "bulkhead:artifact": "s3://grid-artifacts/bot.tar" },
      'bulkhead:artifact is "s3://grid-artifacts/bot.tar", expected s3://BUCKET/KEY@sha256:DIGEST or ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:DIGEST. Without a digest, whoever can write there decides what runs beside the credential. Run: bulkhead artifact push PATH|IMAGE --stack grid',
    ],
    [
      "an image by its tag",
      { "bulkhead:artifact": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/grid:latest" },
      'bulkhead:artifact is "111122223333.dkr.ecr.eu-west-1.amazonaws.com/grid:latest", expected s3://BUCKET/KEY@sha256:DIGEST or ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:DIGEST. Without a digest, whoever can write there decides what runs beside the credential. Run: bulkhead artifact push PATH|IMAGE --stack grid',
    ],
    [
      "a digest that is cut short",
      { "bulkhead:artifact": "s3://grid/bot.tar@sha256:abc" },
      'bulkhead:artifact is "s3://grid/bot.tar@sha256:abc", expected s3://BUCKET/KEY@sha256:DIGEST or ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:DIGEST. The digest has 64 hexadecimal digits in lower case; the bucket\'s name has no dots. Run: bulkhead artifact push PATH|IMAGE --stack grid',
    ],
    [
      "an image of another account",
      { "bulkhead:artifact": `444455556666.dkr.ecr.eu-west-1.amazonaws.com/grid@sha256:${"0".repeat(64)}` },
      "bulkhead:artifact is an image of account 444455556666, expected one of the stack's own account and region. Run: bulkhead artifact push PATH|IMAGE --stack grid",
    ],
    [
      "an image of another region",
      { "bulkhead:artifact": `111122223333.dkr.ecr.eu-west-2.amazonaws.com/grid@sha256:${"0".repeat(64)}` },
      "bulkhead:artifact is an image of region eu-west-2, expected one of the stack's own account and region. Run: bulkhead artifact push PATH|IMAGE --stack grid",
    ],
    [
      "a slip in an adapter's name",
      { "bulkhead:adapter": "freqtrad" },
      'bulkhead:adapter is "freqtrad", expected executable, freqtrade, hummingbot, ccxt-python, ccxt-node or image. Did you mean freqtrade?',
    ],
    [
      "a volume without size",
      { "bulkhead:dataVolumeGiB": "0" },
      'bulkhead:dataVolumeGiB is "0", expected a whole number of GiB from 1 to 16384. Remove the key for the default, 20.',
    ],
    [
      "snapshots kept for half a day",
      { "bulkhead:snapshotRetentionDays": "0.5" },
      'bulkhead:snapshotRetentionDays is "0.5", expected a whole number of days from 1 to 3650. Remove the key for the default, 14.',
    ],
    [
      "a volume in the place of a snapshot",
      { "bulkhead:dataSnapshot": "vol-0123456789abcdef0" },
      "bulkhead:dataSnapshot is a text of 21 characters (not shown: it could be a secret), expected a snapshot id, snap- and 17 hexadecimal digits. Copy the SnapshotId that `aws ec2 describe-snapshots --owner-ids self` shows, or remove the key.",
    ],
    [
      "a slip in a key",
      { "bulkhead:instancetype": "t4g.small" },
      "bulkhead:instancetype is not known, expected one of kind, exchange, network, availabilityZone, instanceType, image, egress, egressAllocationId, egressNext, admins, operators, responders, deployers, terminationProtection, alertEmails, alertPhones, logRetentionDays, owner, approval, bot, vpc, artifact, adapter, dataVolumeGiB, dataSnapshot, snapshotRetentionDays, permissionsBoundary. Did you mean bulkhead:instanceType?",
    ],
    [
      "a key of nobody's",
      { "bulkhead:colour": "blue" },
      "bulkhead:colour is not known, expected one of kind, exchange, network, availabilityZone, instanceType, image, egress, egressAllocationId, egressNext, admins, operators, responders, deployers, terminationProtection, alertEmails, alertPhones, logRetentionDays, owner, approval, bot, vpc, artifact, adapter, dataVolumeGiB, dataSnapshot, snapshotRetentionDays, permissionsBoundary. Remove it.",
    ],
    [
      "a testnet that is told from live trading by a header alone",
      { "bulkhead:exchange": "okx" },
      'bulkhead:network is "testnet": OKX has no testnet that can be kept apart from live trading: demo requests go to the live host www.okx.com and differ from live ones by the header x-simulated-trading alone, so a network sandbox cannot keep a testnet bot from trading real funds. Exchanges with a testnet: binance, binance-usdm, bybit, kraken-futures, hyperliquid, gate, deribit, bitmex, cryptocom, gemini, bitstamp, phemex, coinbase-exchange, paradex, lighter, apex, dydx, alpaca, poloniex, derive, binance-coinm, bybit-eu, coinbase-international, bingx, woo, orderly.',
    ],
    [
      "a region that the exchange refuses",
      { "bulkhead:network": "mainnet", "aws:region": "us-east-1" },
      'aws:region is "us-east-1": Binance spot does not serve the region us-east-1: its mainnet hosts refuse addresses from there; the exchange answers HTTP 451 (restricted location). Choose a region outside us-*.',
    ],
    [
      "a bot named after the other network",
      { "bulkhead:bot": "grid-mainnet" },
      'bulkhead:network is "testnet" while the bot\'s name says mainnet. Change the one that is wrong.',
    ],
  ])("%s", (_title, changes, error) => {
    expect(errorsOf(changes)).toEqual([error]);
  });

  test("a stack named after the other network", () => {
    expect(errorsOf({}, "grid-mainnet")).toEqual([
      'bulkhead:network is "testnet" while the stack\'s name says mainnet. Change the one that is wrong.',
    ]);
  });

  test.each(["Grid_1", "sg-grid", "g".repeat(37)])("a stack called %s, whose resources AWS would refuse", (stack) => {
    expect(errorsOf({ "bulkhead:bot": "grid" }, stack)).toEqual([
      `the stack's name is ${shown(stack)}, expected ${shape}. Run: pulumi stack rename NAME`,
    ]);
  });
});

describe("errors", () => {
  test("come all together", () => {
    const errors = errorsOf({
      "bulkhead:exchange": "ftx",
      "bulkhead:network": "prod",
      "bulkhead:deployers": "[]",
      "bulkhead:logRetentionDays": "-1",
    });
    expect(errors.map((error) => error.split(" ")[0])).toEqual([
      "bulkhead:exchange",
      "bulkhead:network",
      "bulkhead:deployers",
      "bulkhead:logRetentionDays",
    ]);
  });

  test("come in the order of the stack file, and what stands in no line comes last", () => {
    const lines: Readonly<Record<string, number>> = { "bulkhead:network": 9, "bulkhead:logRetentionDays": 4 };
    const { errors } = parseStackConfig(
      { ...good, "bulkhead:exchange": "", "bulkhead:network": "prod", "bulkhead:logRetentionDays": "2" },
      { stack: "grid", file: "Pulumi.grid.yaml", line: (key) => lines[key] },
    );
    expect(errors?.map((error) => /^\S+: \S+/u.exec(error)?.[0])).toEqual([
      "Pulumi.grid.yaml:4: bulkhead:logRetentionDays",
      "Pulumi.grid.yaml:9: bulkhead:network",
      "Pulumi.grid.yaml: bulkhead:exchange",
    ]);
  });

  test("never show a value that is secret", () => {
    const { errors } = parseStackConfig(
      { ...good, "bulkhead:network": "hunter" },
      { stack: "grid", secretKeys: new Set(["bulkhead:network"]) },
    );
    expect(errors).toEqual([
      "bulkhead:network is a secret value (not shown), expected testnet or mainnet. Choose testnet for play money or mainnet for real funds.",
    ]);
  });

  test.each([18, 24, 32, 36, 64, 88])("never show a value of %d characters that could be a key", (length) => {
    const secret = secretLike(length);
    for (const key of Object.keys(good)) {
      const text = errorsOf({ [key]: secret }).join("\n");
      expect(text).not.toBe("");
      expect(text).not.toContain(secret);
      expect(errorsOf({ [key]: JSON.stringify([secret]) }).join("\n")).not.toContain(secret);
    }
    expect(errorsOf({ [`bulkhead:${secret}${secret}`]: "x" }).join("\n")).not.toContain(`${secret}${secret}`);
  });

  test("a value that could be a key is described by its length", () => {
    expect(errorsOf({ "bulkhead:network": secretLike(64) })).toEqual([
      "bulkhead:network is a text of 64 characters (not shown: it could be a secret), expected testnet or mainnet. Choose testnet for play money or mainnet for real funds.",
    ]);
  });

  test("a mnemonic is not shown, whatever stands between its words", () => {
    for (const mark of [" ", "-", ",", "_"]) {
      expect(shown(Array.from({ length: 12 }, () => "legal").join(mark))).toContain("not shown");
    }
    expect(shown("t3.small")).toBe('"t3.small"');
    expect(shown("")).toBe("empty");
  });
});

describe("any configuration whatever", () => {
  const keyNames = [...Object.keys(good), "bulkhead:bot", "bulkhead:image", "bulkhead:alertEmails", "bulkhead:colour"];
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.array(fc.constantFrom(role("a"), role("b"), "x"), { maxLength: 3 }).map((items) => JSON.stringify(items)),
  );
  const raw = fc
    .dictionary(
      fc.oneof(
        fc.constantFrom(...keyNames),
        fc.string({ unit: "binary" }).map((s) => `bulkhead:${s}`),
      ),
      value,
    )
    .map((changes) => ({ ...good, ...changes }));

  test("gives a configuration or errors, each one printable line that names its key", () => {
    fc.assert(
      fc.property(raw, (config) => {
        const parsed = parseStackConfig(config, { stack: "grid", file: "Pulumi.grid.yaml", line: () => 3 });
        if (parsed.config !== undefined) {
          expect(parsed.config.operators.filter((arn) => parsed.config.admins.includes(arn))).toEqual([]);
          expect(parsed.config.deployers.length).toBeGreaterThan(0);
          return;
        }
        expect(parsed.errors.length).toBeGreaterThan(0);
        for (const error of parsed.errors) {
          expect(error).toMatch(/^Pulumi\.grid\.yaml:3: (?:bulkhead|aws):/u);
          expect(error).toMatch(/^[\x20-\x7e\u2026]+$/u);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("never echoes a random key, whatever key it is pasted under", () => {
    const characters = Array.from("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789+/-_");
    const secret = fc
      .array(fc.constantFrom(...characters), { minLength: 32, maxLength: 64 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(fc.constantFrom(...keyNames), secret, (key, text) => {
        expect(errorsOf({ [key]: text }).join("\n")).not.toContain(text);
        expect(errorsOf({ [key]: JSON.stringify([text]) }).join("\n")).not.toContain(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the nearest name", () => {
  test.each<[string, string | undefined]>([
    ["bot", "bot"],
    ["bots", "bot"],
    ["netwrok", "network"],
    ["zebra", undefined],
    ["", undefined],
  ])("of %s is %s", (text, name) => {
    expect(nearest(text, ["bot", "network"])).toBe(name);
  });
});

describe("the stack file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bulkhead-config-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, ...lines: string[]): void => {
    writeFileSync(join(folder, name), lines.join("\n"));
  };

  test("gives the line of a key and of an item of its list", () => {
    write("Pulumi.yaml", "name: x", "runtime: nodejs");
    write(
      "Pulumi.grid.yaml",
      "# top",
      "config:",
      "  bulkhead:network: prod",
      "  bulkhead:admins:",
      "    - a",
      "    - b",
    );
    const file = findStackFile("grid", folder);
    expect(file?.file).toBe("Pulumi.grid.yaml");
    expect(file?.line("bulkhead:network")).toBe(3);
    expect(file?.line("bulkhead:admins", 1)).toBe(6);
    expect(file?.line("bulkhead:bot")).toBeUndefined();
    expect(parseStackConfig({ ...good, "bulkhead:network": "prod" }, { stack: "grid", ...file }).errors).toEqual([
      'Pulumi.grid.yaml:3: bulkhead:network is "prod", expected testnet or mainnet. Choose testnet for play money or mainnet for real funds.',
    ]);
    expect(parseStackConfig({ ...good, "bulkhead:exchange": "" }, { stack: "grid", ...file }).errors?.[0]).toMatch(
      /^Pulumi\.grid\.yaml: bulkhead:exchange is missing/u,
    );
  });

  test("is looked for in the project's stackConfigDir, from a folder below the project too", () => {
    write("Pulumi.yaml", "name: x", "stackConfigDir: stacks");
    mkdirSync(join(folder, "stacks"));
    mkdirSync(join(folder, "src"));
    write("stacks/Pulumi.grid.yaml", "config:", "  bulkhead:network: testnet");
    expect(findStackFile("grid", folder)?.file).toBe("stacks/Pulumi.grid.yaml");
    expect(findStackFile("grid", join(folder, "src"))?.file).toBe("../stacks/Pulumi.grid.yaml");
  });

  test("names the keys whose values are encrypted", () => {
    write("Pulumi.yaml", "name: x");
    write("Pulumi.grid.yaml", "config:", "  bulkhead:network:", "    secure: v1:x:y", "  bulkhead:bot: grid");
    expect([...(findStackFile("grid", folder)?.secretKeys ?? [])]).toEqual(["bulkhead:network"]);
  });

  test("that is missing, or no YAML, or no mapping, leaves messages without a line", () => {
    expect(findStackFile("grid", folder)).toBeUndefined();
    write("Pulumi.yaml", "name: x");
    expect(findStackFile("grid", folder)).toBeUndefined();
    for (const text of ["config: [", "- 1", "config: 7", "", "\tconfig: {}", "config: *x", "config: &x\n  <<: *x"]) {
      write("Pulumi.grid.yaml", text);
      expect(findStackFile("grid", folder)?.line("bulkhead:network")).toBeUndefined();
      expect(findStackFile("grid", folder)?.line("bulkhead:admins", 0)).toBeUndefined();
    }
  });

  describe("of another stack", () => {
    const other = (changes: Readonly<Record<string, string>>, stack = "arb"): readonly string[] => {
      const lines = Object.entries({
        "aws:region": "eu-west-1",
        "bulkhead:exchange": "bybit",
        "bulkhead:network": "testnet",
        "bulkhead:bot": "grid",
        "bulkhead:deployers": `[${role("deployer")}]`,
        ...changes,
      }).flatMap(([key, value]) => (value === "" ? [] : [`  ${key}: ${value}`]));
      write(`Pulumi.${stack}.yaml`, "config:", ...lines);
      return parseStackConfig(good, { stack: "grid", others: (bot) => otherStacks("grid", bot, folder) }).errors ?? [];
    };

    test("may not give its bot the same name for the same network in one account and region", () => {
      write("Pulumi.yaml", "name: x");
      write("Pulumi.grid.yaml", "config:", "  bulkhead:network: testnet");
      const said = (stack: string, place: string): readonly string[] => [
        `bulkhead:bot is "grid", and so is that of the stack "${stack}" (${place}) on testnet in eu-west-1: ` +
          "their documents in AWS Systems Manager would have the same names. Give one of the bots another name.",
      ];
      expect(other({})).toEqual(said("arb", "Pulumi.arb.yaml:5"));
      expect(other({ "bulkhead:kind": "bot", "bulkhead:deployers": "" })).toEqual(said("arb", "Pulumi.arb.yaml:5"));
      for (const changes of [
        { "bulkhead:bot": "grid-2" },
        { "bulkhead:bot": "" },
        { "bulkhead:network": "mainnet" },
        { "aws:region": "eu-central-1" },
        { "bulkhead:kind": "operator" },
        { "bulkhead:deployers": `[${role("deployer", "444455556666")}]` },
      ])
        expect(other(changes as Record<string, string>)).toEqual([]);
    });

    test("is passed over where it cannot be read", () => {
      write("Pulumi.yaml", "name: x");
      write("Pulumi.grid.yaml", "config:", "  bulkhead:network: testnet");
      write("Pulumi.arb.yaml", "config: [grid");
      mkdirSync(join(folder, "Pulumi.folder.yaml"));
      expect(other({ "bulkhead:bot": "grid-2" }, "third")).toEqual([]);
      expect(other({}, "third")).toHaveLength(1);
    });

    test("is not shown where its bot's name could be a secret", () => {
      write("Pulumi.yaml", "name: x");
      const bot = secretLike(64);
      write(
        "Pulumi.arb.yaml",
        "config:",
        "  aws:region: eu-west-1",
        "  bulkhead:network: testnet",
        `  bulkhead:bot: ${bot}`,
      );
      const others = (name: string) => otherStacks("grid", name, folder);
      const { errors = [] } = parseStackConfig({ ...good, "bulkhead:bot": bot }, { stack: "grid", others });
      expect(errors.filter((text) => text.includes("of the stack"))).toHaveLength(1);
      expect(errors.join("\n")).not.toContain(bot.slice(0, 8));
    });
  });

  test("may be named by BULKHEAD_STACK_FILE", () => {
    write("other.yaml", "config:", "  bulkhead:network: testnet");
    process.env.BULKHEAD_STACK_FILE = join(folder, "other.yaml");
    try {
      expect(findStackFile("grid", folder)?.file).toBe("other.yaml");
    } finally {
      delete process.env.BULKHEAD_STACK_FILE;
    }
  });
});

describe("a running program", () => {
  beforeAll(async () => {
    await pulumi.runtime.setMocks(
      { newResource: () => ({ id: undefined, state: {} }), call: () => ({}) },
      "bulkhead",
      "grid-testnet",
    );
  });

  test("gets the configuration of its stack", () => {
    pulumi.runtime.setAllConfig({ ...good });
    expect(stackConfig()).toMatchObject({ kind: "bot", bot: "grid-testnet" });
  });

  test("ends with an error that shows no stack trace and points into the shipped stack file", () => {
    pulumi.runtime.setAllConfig({ ...good, "bulkhead:network": "prod" });
    let thrown: unknown;
    try {
      stackConfig();
    } catch (error) {
      thrown = error;
    }
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
    expect((thrown as Error).message).toBe(
      "the configuration of stack grid-testnet cannot be used:\n" +
        '  Pulumi.grid-testnet.yaml:6: bulkhead:network is "prod", expected testnet or mainnet. Choose testnet for play money or mainnet for real funds.',
    );
  });
});

describe("the shipped project", () => {
  const root = join(__dirname, "../..");
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
    main?: string;
    config: Record<string, { type: string; description: string; default?: unknown }>;
  };

  test("declares every key with a type and a description, but for the one whose default follows the network", () => {
    expect(Object.keys(project.config).sort()).toEqual(
      [
        "adapter",
        "admins",
        "alertEmails",
        "alertPhones",
        "approval",
        "artifact",
        "availabilityZone",
        "bot",
        "botRegions",
        "dataSnapshot",
        "dataVolumeGiB",
        "deployers",
        "egress",
        "egressAllocationId",
        "exchange",
        "guardDuty",
        "image",
        "instanceType",
        "kind",
        "logRetentionDays",
        "monthlyBudgetUsd",
        "network",
        "operators",
        "organizationTarget",
        "owner",
        "permissionsBoundary",
        "responders",
        "snapshotRetentionDays",
        "vpc",
      ].sort(),
    );
    for (const { description, type } of Object.values(project.config)) {
      expect(description).toMatch(/\.$/u);
      expect(["string", "integer", "array", "boolean"]).toContain(type);
    }
  });

  test("leaves the entry point to package.json, so that the program runs in the project's folder", () => {
    expect(project.main).toBeUndefined();
  });

  test("has the defaults that the program has", () => {
    const defaults = Object.entries(project.config).flatMap(([key, { default: text }]) =>
      text === undefined ? [] : [[`bulkhead:${key}`, typeof text === "string" ? text : JSON.stringify(text)] as const],
    );
    expect(defaults.length).toBe(25);
    expect(parseStackConfig({ ...Object.fromEntries(defaults), ...good }, source)).toEqual(
      parseStackConfig(good, source),
    );
  });

  test.each(["grid-testnet", "grid-mainnet"])("ships the stack %s without an error and without a secret", (stack) => {
    const file = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
      secretsprovider: string;
      encryptedkey?: string;
      config: Record<string, unknown>;
    };
    expect(file.secretsprovider).toBe(`awskms://alias/bulkhead-${stack}?region=eu-west-1`);
    expect(file.encryptedkey).toBeUndefined();
    const raw = Object.fromEntries(
      Object.entries(file.config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
    const { config, errors } = parseStackConfig(raw, { stack, ...findStackFile(stack, root) });
    expect(errors).toBeUndefined();
    expect(config).toMatchObject({ bot: stack, network: stack.replace("grid-", "") });
  });
});
