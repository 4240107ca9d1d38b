import { gzipSync } from "node:zlib";
import { liveHosts, testHosts } from "../../../../exchanges/exchanges";
import { testnetIsolated } from "../../../../policies/rules/bot/testnet-isolated";
import { secret, textAsset, unknown } from "../../engine-messages";
import { analyze, configureStack } from "../../served";
import { tar } from "../../../detection/generate/tar";
import { given, judge, testPolicy } from "../../test-policy";

const testnet = { config: { "bulkhead:exchange": "binance", "bulkhead:network": "testnet" } };
const mainnet = { config: { "bulkhead:exchange": "binance", "bulkhead:network": "mainnet" } };
const inTestnet = (host: unknown) => given({ host }, { stack: testnet });
const inMainnet = (host: unknown) => given({ host }, { stack: mainnet });
const ofStack = (config: Readonly<Record<string, string>>) =>
  given({}, { type: "pulumi:pulumi:Stack", stack: { config } });
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

const live = (host: string, path = "host") => ({
  message: `${path} names ${host}, a live host, in a testnet stack.`,
  path,
});
const someLive = "host names a live host of an exchange in a testnet stack.";
const test_ = (host: string) => `host names ${host}, a test host, in a mainnet stack.`;
const key = (network: string, path = "host") => ({
  message: `${path} names a secret or key of ${network} in a ${network === "mainnet" ? "testnet" : "mainnet"} stack.`,
  path,
});
const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-Ab12Cd`;

const documentation = ["api.docs.binance.com", "docsapi.binance.com", "*.docs.binance.com", "docs-api.binance.com"];

testPolicy(testnetIsolated, {
  passes: {
    "an archive of programs that know the hosts of both networks": inTestnet(
      base64(tar([["client.py", "live = 'https://api.binance.com'"]])),
    ),
    "a test host on testnet": inTestnet("https://testnet.binance.vision/api"),
    "a test host of another exchange on testnet": inTestnet("api-testnet.bybit.com"),
    "a test host behind a default of the shell's": inTestnet("${HOST:-testnet.binance.vision}"),
    ...Object.fromEntries(
      ["https://developers.binance.com/docs", "docs.kraken.com", "see https://developer.bitget.com/"].map((text) => [
        `a page of documentation: ${text}`,
        inTestnet(text),
      ]),
    ),
    "a live host on mainnet": inMainnet("https://api.binance.com/api"),
    "a host of nobody's that ends alike": inTestnet("https://api.notbinance.com"),
    "a host of nobody's that begins alike": inTestnet("https://api.binance.com.example.org"),
    "a wildcard for a part of the testnet": inTestnet("*.testnet.binance.vision"),
    "an image not known yet: its id names no host": given(
      { ami: secret(unknown) },
      { type: "aws:ec2/instance:Instance", stack: testnet },
    ),
    "a wildcard of AWS's": inTestnet("*.eu-west-1.amazonaws.com"),
    "a wildcard of AWS's on mainnet": inMainnet("*.eu-west-1.amazonaws.com"),
    "a resource beside a live host in the configuration, of which the stack has its verdict": given(
      {},
      { stack: { config: { ...testnet.config, "bot:url": "https://api.binance.com" } } },
    ),
    "the exchange's name alone": inTestnet("binance"),
    ...Object.fromEntries(
      [
        "premainnet",
        "alias/grid-mainnets",
        "alias/xmainnet",
        "secret=grid",
        "arn:aws:sns:eu-west-1:111122223333:grid-mainnet",
        "secretly, all is well on mainnet",
        "mainnet",
        "*.example.com",
        "v1.2.3",
      ].map((text) => [`the text ${text}`, inTestnet(text)]),
    ),
    "an image of a host that is known": given(
      { ami: "ami-0123456789abcdef0" },
      { type: "aws:ec2/instance:Instance", stack: testnet },
    ),
    "a description of what is on mainnet": given({ description: "grid-mainnet" }, { stack: testnet }),
    "a secret's name that says nothing of a network": given({ secretId: "grid" }, { stack: testnet }),
    "a sentence in a secret's description": given({ secretHint: "not on mainnet, ever" }, { stack: testnet }),
    "a resource of an unknown network, whose stack has had its verdict": given(
      { host: "api.binance.com" },
      { stack: { config: { "bulkhead:bot": "grid", "bulkhead:network": "paper" } } },
    ),
    "a secret of the testnet on testnet": inTestnet(arn("grid-testnet")),
    "the other network's name in a sentence": inTestnet("Never use this on mainnet."),
    "the network's own tag": given({ tags: { "bulkhead:network": "testnet" } }, { stack: testnet }),
    "a declared testnet that can be kept apart": ofStack(testnet.config),
    "a declared mainnet without a testnet of its own": ofStack({
      "bulkhead:exchange": "okx",
      "bulkhead:network": "mainnet",
    }),
  },
  fails: {
    ...Object.fromEntries(
      documentation.map((host) => [`no page of documentation: ${host}`, [inTestnet(host), someLive]]),
    ),
    "documentation that clients ask": [inTestnet("https://docs.gemini.com/rest"), live("docs.gemini.com")],
    "a live host on testnet": [inTestnet("api.binance.com"), live("api.binance.com")],
    "a live host in a URL": [inTestnet("wss://stream.binance.com:9443/ws"), live("stream.binance.com")],
    "a live host with a name and password before it": [
      inTestnet("https://me@api.binance.com/"),
      live("api.binance.com"),
    ],
    "a live host in capitals, with a trailing dot": [inTestnet("API.BINANCE.COM."), live("api.binance.com")],
    "a live host in a list": [inTestnet("testnet.binance.vision,api.bybit.com"), live("api.bybit.com")],
    "a live host behind a default of the shell's": [inTestnet("${HOST:-api.binance.com}"), live("api.binance.com")],
    "a live host as a regular expression": [inTestnet("^api\\.binance\\.com$"), live("api.binance.com")],
    "a live host as a regular expression in a text in quotes": [
      inTestnet("^api\\\\.binance\\\\.com$"),
      live("api.binance.com"),
    ],
    "a live host in two pieces": [inTestnet('"api.bin"+"ance.com"'), live("api.binance.com")],
    "a live host in two pieces, with blanks between": [inTestnet('"api.bin" + "ance.com"'), live("api.binance.com")],
    "a live host with its dots in percent escapes": [inTestnet("api%2Ebinance%2Ecom"), live("api.binance.com")],
    "a live host with dots of another script": [inTestnet("api\u3002binance\uff0ecom"), live("api.binance.com")],
    "a live host in base64": [inTestnet(base64('{"url":"https://api.binance.com"}')), live("api.binance.com")],
    "a live host in base64 of gzip": [
      inTestnet(base64(gzipSync("url=https://api.binance.com"))),
      live("api.binance.com"),
    ],
    "a live host in a list of names": [
      given({ domains: ["testnet.binance.vision", "api.kraken.com"] }, { stack: testnet }),
      live("api.kraken.com", "domains[1]"),
    ],
    "a live host as the key of a map": [
      given({ hosts: { "api.binance.com": 443 } }, { stack: testnet }),
      live("api.binance.com", "hosts.api.binance.com"),
    ],
    "a live host in a text asset": [
      given({ source: textAsset("GET https://api.binance.com") }, { stack: testnet }),
      live("api.binance.com", "source"),
    ],
    ...Object.fromEntries(
      [
        "okx.com",
        "*.io",
        "*.com",
        "*.*.com",
        "a*.binance.com",
        "...api9.binance.com...",
        "-api9.binance.com-",
        "x..api9.binance.com",
      ].map((host) => [`the host ${host}`, [inTestnet(host), someLive]]),
    ),
    ...Object.fromEntries(
      [
        "arn:aws:ssm:eu-west-1:111122223333:parameter/grid/mainnet",
        "arn:aws-cn:kms:cn-north-1:111122223333:alias/grid-mainnet",
        "alias/mainnet",
        "alias/grid/MAINNET",
        "alias/grid_mainnet_2",
        "SECRET_NAME=mainnet/grid",
        "parameter: grid-mainnet",
        "'keyId' : 'grid-mainnet'",
        '{"secret":"mainnet"}',
        base64('{"secret":"grid-mainnet"}'),
      ].map((text) => [`the text ${text}`, [inTestnet(text), key("mainnet")]]),
    ),
    ...Object.fromEntries(
      ["secretName", "kmsKey", "parameterPath"].map((name) => [
        `a name of mainnet for ${name}`,
        [given({ [name]: "grid-mainnet" }, { stack: testnet }), key("mainnet", name)],
      ]),
    ),
    "what is wrapped too deep": [
      inTestnet(Array.from({ length: 12 }).reduce((text: string) => base64(text), "grid")),
      "host names what is wrapped too deep or too large to be seen in a testnet stack.",
    ],
    "a live host beside an image not known yet": [
      given({ ami: unknown, userData: "api.binance.com" }, { type: "aws:ec2/instance:Instance", stack: testnet }),
      live("api.binance.com", "userData"),
    ],
    "an image of a launch template that names a live host": [
      given({ ami: "api.binance.com" }, { type: "aws:ec2/instance:Instance", stack: testnet }),
      live("api.binance.com", "ami"),
    ],
    "a live host under a name of the configuration that is no plain one": [
      ofStack({ ...testnet.config, "bot:a b": "api.binance.com" }),
      live("api.binance.com", "a configuration value").message,
    ],
    "a network that nobody knows, with its line": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { "bulkhead:exchange": "binance", "bulkhead:network": "paper" } },
          stackFile: "config:\n  bulkhead:exchange: binance\n  bulkhead:network: paper\n",
        },
      ),
      {
        message: 'the configuration value bulkhead:network names no known network, expected "testnet" or "mainnet".',
        file: "Pulumi.grid.yaml",
        line: 3,
      },
    ],
    "a network that nobody knows, by a tag": [
      { tags: { "bulkhead:bot": "grid", "bulkhead:network": "paper" } },
      'No network is declared, expected bulkhead:network to be "testnet" or "mainnet".',
    ],
    "an exchange without a network, and no bot's name": [
      given({}, { type: "pulumi:pulumi:Stack", stack: { tags: {}, config: { "bulkhead:exchange": "binance" } } }),
      'No network is declared, expected bulkhead:network to be "testnet" or "mainnet".',
    ],
    "an exchange without a network": [
      ofStack({ "bulkhead:exchange": "binance" }),
      {
        message: 'No network is declared, expected bulkhead:network to be "testnet" or "mainnet".',
        remedy: "Set the configuration value bulkhead:network.",
      },
    ],
    "a host of the exchange that no list knows": [inTestnet("api9.binance.com"), someLive],
    "the exchange's own domain": [inTestnet("https://binance.com/"), someLive],
    "a wildcard that admits live hosts": [inTestnet("*.binance.com"), someLive],
    "a wildcard that admits live hosts beside test hosts": [inTestnet("*.binance.vision"), someLive],
    "a wildcard for the whole of .vision": [inTestnet("https://*.vision/"), someLive],
    "a wildcard without a dot": [inTestnet("*binance.com"), someLive],
    "a test host on mainnet": [inMainnet("https://testnet.binance.vision/api"), test_("testnet.binance.vision")],
    "a demo host on mainnet": [inMainnet("api-demo.bybit.com"), test_("api-demo.bybit.com")],
    "a wildcard for a domain of test hosts alone on mainnet": [
      inMainnet("*.binancefuture.com"),
      "host names a test host of an exchange in a mainnet stack.",
    ],
    "a wildcard for test hosts on mainnet": [
      inMainnet("*.testnet.binance.vision"),
      "host names a test host of an exchange in a mainnet stack.",
    ],
    "a secret of mainnet on testnet": [inTestnet(arn("grid-mainnet")), key("mainnet")],
    "a secret of testnet on mainnet": [inMainnet(arn("grid-testnet")), key("testnet")],
    "a key's alias of mainnet on testnet": [inTestnet("alias/bulkhead-grid-mainnet"), key("mainnet")],
    "a secret's name of mainnet on testnet": [
      given({ secretId: "grid-mainnet" }, { stack: testnet }),
      key("mainnet", "secretId"),
    ],
    "a secret's name of mainnet in a script": [inTestnet('export BULKHEAD_SECRET_NAME="grid-mainnet"'), key("mainnet")],
    "the other network's tag": [
      given({ tags: { "bulkhead:network": "mainnet" } }, { stack: testnet }),
      { message: 'tags.bulkhead:network names another network, expected "testnet".', path: "tags.bulkhead:network" },
    ],
    "a live host on testnet by its tag": [
      { host: "api.binance.com", tags: { "bulkhead:network": "testnet" } },
      live("api.binance.com"),
    ],
    "a live host in the configuration": [
      ofStack({ ...testnet.config, "bot:url": "https://api.binance.com" }),
      live("api.binance.com", "bot:url"),
    ],
    "a live host in the configuration, with its line in the stack file": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { "bulkhead:network": "testnet", "bot:url": "https://api.binance.com" } },
          stackFile: "config:\n  bulkhead:network: testnet\n  bot:url: https://api.binance.com\n",
        },
      ),
      { ...live("api.binance.com", "bot:url"), file: "Pulumi.grid.yaml", line: 3 },
    ],
    "an exchange whose testnet cannot be kept apart, with the network's line": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { "bulkhead:exchange": "kraken", "bulkhead:network": "testnet" } },
          stackFile: "config:\n  bulkhead:exchange: kraken\n  bulkhead:network: testnet\n",
        },
      ),
      { message: expect.stringMatching(/^Kraken spot has no testnet /u) as string, file: "Pulumi.grid.yaml", line: 3 },
    ],
    "an exchange whose testnet cannot be kept apart": [
      ofStack({ "bulkhead:exchange": "kraken", "bulkhead:network": "testnet" }),
      {
        message: expect.stringMatching(
          /^Kraken spot has no testnet that can be kept apart from live trading: /u,
        ) as string,
      },
    ],
    "a network that nobody knows": [
      ofStack({ "bulkhead:exchange": "binance", "bulkhead:network": "paper" }),
      'the configuration value bulkhead:network names no known network, expected "testnet" or "mainnet".',
    ],
  },
  unknown: {
    "user data not known yet": given({ userData: unknown }, { type: "aws:ec2/instance:Instance", stack: testnet }),
    "a secret not known yet": inTestnet(secret(unknown)),
    "an input not known yet": inTestnet(unknown),
    "what a resource of another type calls its image": given({ ami: unknown }, { stack: testnet }),
    "a resource's tag in a stack that says its network": given(
      { tags: { "bulkhead:network": unknown } },
      { stack: testnet },
    ),
    "the network's tag not known yet": { tags: { "bulkhead:network": unknown } },
  },
  absent: {
    "no inputs": given({}, { stack: testnet }),
    "a bot without a network": [
      ofStack({ "bulkhead:bot": "grid" }),
      'No network is declared, expected bulkhead:network to be "testnet" or "mainnet".',
    ],
    "a bot's stack that says nothing but its kind": [
      given({}, { type: "pulumi:pulumi:Stack", stack: { tags: {}, config: { "bulkhead:kind": "bot" } } }),
      'No network is declared, expected bulkhead:network to be "testnet" or "mainnet".',
    ],
    "a tagged bot without a network": [
      { tags: { "bulkhead:bot": "grid" } },
      'No network is declared, expected bulkhead:network to be "testnet" or "mainnet".',
    ],
  },
  secret: {
    "a test host marked secret": inTestnet(secret("testnet.binance.vision")),
    "a live host marked secret": [inTestnet(secret("api.binance.com")), live("api.binance.com")],
    "a live host in a secret of the configuration": [
      given(
        {},
        {
          type: "pulumi:pulumi:Stack",
          stack: { config: { ...testnet.config, "bot:login": "api.binance.com/x" }, secretKeys: ["bot:login"] },
        },
      ),
      live("api.binance.com", "bot:login"),
    ],
  },
  notApplicable: { "a stack without a bot": [given({ host: "api.binance.com" }, { stack: { tags: {} } }), "no bot: "] },
});

describe("bot-testnet-isolated", () => {
  const verdicts = async (network: string, hosts: Iterable<string>) => {
    configureStack({ config: { "bulkhead:exchange": "binance", "bulkhead:network": network } });
    const props = { hosts: [...hosts] };
    return (await analyze([testnetIsolated.sdk], { type: "my:component:Thing", props })).violations.length;
  };
  test("refuses in a preview what the provider's default tags tell, its own tags not known yet", async () => {
    const defaultTags = JSON.stringify({ tags: { "bulkhead:network": "testnet" } });
    const host = given({ host: "api.binance.com", tags: unknown }, { provider: { defaultTags } });
    const { violations } = await judge(testnetIsolated, host, true);
    expect(violations.map(({ message }) => message)).toEqual([live("api.binance.com").message]);
  });
  test("refuses every known live host on testnet, and no known test host", async () => {
    expect(await verdicts("testnet", liveHosts())).toBe(liveHosts().size);
    expect(await verdicts("testnet", testHosts())).toBe(0);
  });
  test("refuses every known test host on mainnet, and no known live host", async () => {
    expect(await verdicts("mainnet", testHosts())).toBe(testHosts().size);
    expect(await verdicts("mainnet", liveHosts())).toBe(0);
  });
});
