import type { secretsmanager } from "@pulumi/aws";
import { marksRead } from "../../../../policies/rules/bot/marks-read";
import { emptyOnMainnet } from "../../../../policies/rules/secrets/empty-on-mainnet";
import { secret, unknown } from "../../engine-messages";
import { analyze, configureStack } from "../../served";
import { given, testPolicy } from "../../test-policy";

const refused = (property: string) => ({
  message: `${property} is given by the program, expected none on mainnet.`,
  path: property,
});
const on = (network: string) => ({ config: { "bulkhead:bot": "grid", "bulkhead:network": network } });
const version = "aws:secretsmanager/secretVersion:SecretVersion";
const parameter = "aws:ssm/parameter:Parameter";

testPolicy<secretsmanager.SecretVersionArgs>(emptyOnMainnet, {
  passes: {
    "a value on testnet": given({ secretString: secret("tulip") }, { stack: on("testnet") }),
    "a value where no bot is": { secretString: secret("tulip") },
    "a version without a value": given({ secretId: "grid" }, { stack: on("mainnet") }),
    "a parameter without a value, whose type is not known yet": given(
      { type: unknown },
      { type: parameter, stack: on("mainnet") },
    ),
    "a plain parameter": given({ type: "String", value: "eu-west-1" }, { type: parameter, stack: on("mainnet") }),
  },
  fails: {
    "a value on mainnet": [given({ secretString: secret("tulip") }, { stack: on("mainnet") }), refused("secretString")],
    "a write-only value on mainnet": [
      given({ secretStringWo: secret("tulip") }, { stack: on("mainnet") }),
      refused("secretStringWo"),
    ],
    "a SecureString on mainnet": [
      given({ type: "SecureString", valueWo: secret("tulip") }, { type: parameter, stack: on("mainnet") }),
      refused("valueWo"),
    ],
    "a value on a network that nobody knows": [
      given({ secretString: secret("tulip") }, { stack: on("paper") }),
      refused("secretString"),
    ],
    "a value of a bot that does not say its network": [
      given({ secretString: secret("tulip") }, { stack: { config: { "bulkhead:bot": "grid" } } }),
      refused("secretString"),
    ],
    "a value not known yet": [given({ secretString: unknown }, { stack: on("mainnet") }), refused("secretString")],
  },
  unknown: {
    "the network not known yet": given({ secretString: "tulip", tags: { "bulkhead:network": unknown } }, {}),
    "a parameter's type not known yet": given(
      { type: unknown, value: "tulip" },
      { type: parameter, stack: on("mainnet") },
    ),
  },
  absent: { "nothing at all": given({}, { stack: on("mainnet") }) },
  secret: {
    "a value that lost its mark": [given({ secretString: "tulip" }, { stack: on("mainnet") }), refused("secretString")],
  },
});

test("secrets-empty-on-mainnet takes the network from other resources' tags where a value's own place has none", async () => {
  for (const [network, count] of [
    ["testnet", 0],
    ["mainnet", 1],
  ] as const) {
    configureStack({});
    await analyze([marksRead.sdk], {
      type: "aws:secretsmanager/secret:Secret",
      props: { tags: { "bulkhead:bot": "grid", "bulkhead:network": network } },
    });
    const { violations } = await analyze([emptyOnMainnet.sdk], { type: version, props: { secretString: "tulip" } });
    expect(violations).toHaveLength(count);
  }
});
