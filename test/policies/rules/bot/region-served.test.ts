import { regionServed } from "../../../../policies/rules/bot/region-served";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, judge, testPolicy } from "../../test-policy";

const binance = { "bulkhead:exchange": "binance", "bulkhead:network": "mainnet" };
const stackWith = (config: Readonly<Record<string, string>>) =>
  given({}, { type: "pulumi:pulumi:Stack", stack: { config: { ...binance, ...config } } });
const europe = { config: { ...binance, "aws:region": "eu-west-1" } };
const provider = (props: Raw, config: Readonly<Record<string, string>> = europe.config) =>
  given(props, { type: "pulumi:providers:aws", stack: { config } });
const instance = (props: Raw, circumstances = {}) =>
  given(props, { type: "aws:ec2/instance:Instance", ...circumstances });

const ids =
  "one of binance, binance-usdm, bybit, okx, kraken, kraken-futures, coinbase, hyperliquid, bitget, gate, htx, mexc, kucoin, deribit, bitmex, cryptocom, gemini, bitfinex, bitstamp, phemex, coinbase-exchange, backpack, paradex, lighter, apex, aster, dydx, upbit, bithumb, alpaca, robinhood, polymarket, poloniex, derive, binance-coinm, binance-options, binance-portfolio, binance-us, bybit-eu, okx-us, okx-eea, coinbase-international, bingx, woo, orderly, bitvavo, whitebit, coinex";
const refused = (path: string, shown: string) => ({
  message: `${path} is ${shown}, expected a region outside us-*: Binance spot refuses addresses from there on mainnet.`,
  path,
});

testPolicy(regionServed, {
  passes: {
    "a region that is served": stackWith({ "aws:region": "eu-west-1" }),
    "the same region on testnet, where addresses are not refused": stackWith({
      "aws:region": "us-east-1",
      "bulkhead:network": "testnet",
    }),
    "an exchange that refuses no region": stackWith({ "aws:region": "us-east-1", "bulkhead:exchange": "kraken" }),
    "a provider for a region that is served": provider({ region: "ap-northeast-1" }),
    "a resource in the configured region, which the stack answers for": instance(
      { region: "us-east-1" },
      { stack: { config: { ...binance, "aws:region": "us-east-1" } } },
    ),
    "a resource in its provider's region, which the provider answers for": instance(
      {},
      { stack: europe, provider: { region: "us-east-1" } },
    ),
    "a tagged resource without a region anywhere": instance({ tags: binance }),
    "a tagged resource in a provider without a region, in the configured one": instance(
      { tags: binance },
      { provider: {}, stack: { config: { "aws:region": "eu-west-1" } } },
    ),
    "a resource of an exchange that nobody knows, where the stack has had its verdict": instance(
      { region: "us-east-1" },
      { stack: { config: { "bulkhead:exchange": "binanse" } } },
    ),
    "a resource of no exchange, where the stack has had its verdict": instance(
      { region: "us-east-1" },
      { stack: { config: { "bulkhead:bot": "grid" } } },
    ),
    "a resource in a region that is served": instance({ region: "eu-central-1" }, { stack: europe }),
    "a refused region of the configuration is told with the stack, not with each provider": provider(
      { region: "us-east-1" },
      { ...binance, "aws:region": "us-east-1" },
    ),
    "a region of another cloud's": given(
      { region: "us-east-1" },
      { type: "gcp:compute/address:Address", stack: europe },
    ),
    "a tagged resource in a region that is served": instance({ tags: binance }, { provider: { region: "eu-west-1" } }),
  },
  fails: {
    "a region that is refused": [stackWith({ "aws:region": "us-east-1" }), refused("aws:region", '"us-east-1"')],
    "a region of the government's cloud": [
      stackWith({ "aws:region": "us-gov-west-1" }),
      refused("aws:region", '"us-gov-west-1"'),
    ],
    "a region that is refused, with its line in the stack file": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { ...binance, "aws:region": "us-east-1" } },
          stackFile: "config:\n  bulkhead:exchange: binance\n  bulkhead:network: mainnet\n  aws:region: us-east-1\n",
        },
      ),
      { ...refused("aws:region", '"us-east-1"'), file: "Pulumi.grid.yaml", line: 4 },
    ],
    ...Object.fromEntries(
      ["us-east", "us-1 us-east-1", "us-east-123", "us-e1st-1", "us-east-1x"].map((region) => [
        `a configured region that is none: ${region}`,
        [
          stackWith({ "aws:region": region }),
          {
            message:
              "aws:region is a text that is no region, expected a region outside us-*: Binance spot refuses addresses from there on mainnet.",
          },
        ],
      ]),
    ),
    "a region whose number has two digits": [
      stackWith({ "aws:region": "us-east-12" }),
      refused("aws:region", '"us-east-12"'),
    ],
    "what every object has, for an exchange": [
      stackWith({ "aws:region": "eu-west-1", "bulkhead:exchange": "constructor" }),
      `the configuration value bulkhead:exchange names no known exchange, expected ${ids}.`,
    ],
    "a network without an exchange, and no bot's name": [
      given({}, { type: "pulumi:pulumi:Stack", stack: { tags: {}, config: { "bulkhead:network": "mainnet" } } }),
      `No exchange is declared, expected bulkhead:exchange to be ${ids}.`,
    ],
    "a network without an exchange": [
      given({}, { type: "pulumi:pulumi:Stack", stack: { config: { "bulkhead:network": "mainnet" } } }),
      {
        message: `No exchange is declared, expected bulkhead:exchange to be ${ids}.`,
        remedy: "Set the configuration value bulkhead:exchange to the exchange that the bot trades on.",
      },
    ],
    "an exchange that nobody knows, with its line": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { "bulkhead:bot": "grid", "bulkhead:exchange": "binanse" } },
          stackFile: "config:\n  bulkhead:bot: grid\n  bulkhead:exchange: binanse\n",
        },
      ),
      {
        message: `the configuration value bulkhead:exchange names no known exchange, expected ${ids}.`,
        file: "Pulumi.grid.yaml",
        line: 3,
        remedy: "Set the configuration value bulkhead:exchange to the exchange that the bot trades on.",
      },
    ],
    "a tagged resource in a provider without a region, in the configured one that is refused": [
      instance({ tags: binance }, { provider: {}, stack: { config: { "aws:region": "us-east-1" } } }),
      refused("aws:region", '"us-east-1"'),
    ],
    "a tagged resource in a region of its own": [
      instance({ tags: binance, region: "us-west-2" }, { provider: { region: "eu-west-1" } }),
      refused("region", '"us-west-2"'),
    ],
    "a second country that is refused": [
      stackWith({ "aws:region": "cn-north-1", "bulkhead:exchange": "bybit" }),
      'aws:region is "cn-north-1", expected a region outside us-* and cn-*: Bybit refuses addresses from there on mainnet.',
    ],
    "many regions that are refused": [
      stackWith({ "aws:region": "eu-central-1", "bulkhead:exchange": "polymarket" }),
      'aws:region is "eu-central-1", expected a region outside us-*, eu-west-2*, eu-west-3*, eu-central-1*, eu-south-1*, ap-southeast-1*, ap-southeast-2*, ap-southeast-4*, ap-southeast-7* and ap-east-2*: Polymarket refuses addresses from there on mainnet.',
    ],
    "a provider for another region": [provider({ region: "us-west-2" }), refused("region", '"us-west-2"')],
    "a resource in another region": [
      instance({ region: "us-west-2" }, { stack: europe }),
      refused("region", '"us-west-2"'),
    ],
    "a tagged resource in its provider's region": [
      instance({ tags: binance }, { provider: { region: "us-east-1" } }),
      refused("provider.region", '"us-east-1"'),
    ],
    "a tagged resource in the configured region, with its line": [
      instance(
        { tags: binance },
        { stack: { config: { "aws:region": "us-east-1" } }, stackFile: "config:\n  aws:region: us-east-1\n" },
      ),
      { ...refused("aws:region", '"us-east-1"'), file: "Pulumi.grid.yaml", line: 2 },
    ],
    "a tagged resource in the configured region": [
      instance({ tags: binance }, { stack: { config: { "aws:region": "us-east-1" } } }),
      refused("aws:region", '"us-east-1"'),
    ],
    "an exchange that nobody knows": [
      stackWith({ "aws:region": "eu-west-1", "bulkhead:exchange": "binanse" }),
      `the configuration value bulkhead:exchange names no known exchange, expected ${ids}.`,
    ],
    "an exchange that nobody knows, by a tag": [
      instance({ tags: { ...binance, "bulkhead:exchange": "binanse" } }),
      `tags.bulkhead:exchange names no known exchange, expected ${ids}.`,
    ],
    "a network that nobody knows counts as live": [
      stackWith({ "aws:region": "us-east-1", "bulkhead:network": "paper" }),
      refused("aws:region", '"us-east-1"'),
    ],
  },
  unknown: {
    "a resource's region not known yet": instance({ region: unknown }, { stack: europe }),
    "a provider's region not known yet": provider({ region: unknown }),
    "a tagged resource's provider's region not known yet": instance(
      { tags: binance },
      { provider: { region: unknown } },
    ),
    "a tagged exchange not known yet": instance(
      { tags: { "bulkhead:exchange": unknown } },
      { provider: { region: "us-east-1" } },
    ),
  },
  absent: {
    "no exchange for a bot": [
      given({}, { type: "pulumi:pulumi:Stack", stack: { config: { "bulkhead:bot": "grid" } } }),
      `No exchange is declared, expected bulkhead:exchange to be ${ids}.`,
    ],
    "no exchange for a stack that says nothing but that it is a bot's": [
      given({}, { type: "pulumi:pulumi:Stack", stack: { tags: {}, config: { "bulkhead:kind": "bot" } } }),
      `No exchange is declared, expected bulkhead:exchange to be ${ids}.`,
    ],
    "no exchange for a tagged bot": [
      instance({ tags: { "bulkhead:bot": "grid" } }),
      `No exchange is declared, expected bulkhead:exchange to be ${ids}.`,
    ],
    "no network counts as live": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { "bulkhead:exchange": "binance", "aws:region": "us-east-1" } },
        },
      ),
      refused("aws:region", '"us-east-1"'),
    ],
    "no region anywhere": [provider({}, binance), "region is absent, expected a region that the exchange serves."],
    "no region of a provider's own": provider({}),
    "no region in the configuration: the provider's is judged": stackWith({}),
    "no region of a resource's own": instance({}, { stack: europe }),
  },
  secret: {
    "a region that is served, marked secret": instance({ region: secret("eu-central-1") }, { stack: europe }),
    "a region that is refused, marked secret": [
      instance({ region: secret("us-west-2") }, { stack: europe }),
      refused("region", "a secret"),
    ],
  },
  notApplicable: {
    "a stack without a bot": [instance({ region: "us-east-1" }, { stack: { tags: {} } }), "no bot: "],
  },
});

test("bot-region-served gives no line of the stack file for a region that a resource chooses", async () => {
  const stackFile = "config:\n  bulkhead:exchange: binance\n  bulkhead:network: mainnet\n  aws:region: eu-west-1\n";
  const host = given(
    { region: "us-west-2" },
    { type: "aws:ec2/instance:Instance", stack: { ...europe, tags: { "bulkhead:bot": "grid" } }, stackFile },
  );
  const { violations } = await judge(regionServed, host, false);
  expect(violations).toMatchObject([refused("region", '"us-west-2"')]);
  expect(violations[0]).not.toHaveProperty("file");
});
