import { noWithdraw } from "../../../../policies/rules/bot/no-withdraw";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const says = (permissions: unknown) => ({ tags: { "bulkhead:permissions": permissions } });
const parameter = (props: Readonly<Record<string, unknown>>) => given(props, { type: "aws:ssm/parameter:Parameter" });
const path = "tags.bulkhead:permissions";
const known = "read, trade, futures, margin, none";
const funds = `${path} declares a key that moves funds, expected ${known}.`;

testPolicy(noWithdraw, {
  passes: {
    "a permission that policy configuration allows": given(says("stake"), {
      settings: { permissions: ["read", "stake"] },
    }),
    "a key that reads": says("read"),
    "in an operator's stack, a key that manages keys": given(says("read keys"), {
      stack: { config: { "bulkhead:kind": "operator", "bulkhead:exchange": "bybit" } },
    }),
    "a key that reads and trades, in other letters": says("Read Trade"),
    ...Object.fromEntries(
      [
        "read+trade",
        "read,trade",
        "read:trade",
        "read;trade",
        "read/trade",
        " read  trade ",
        "read futures margin",
      ].map((words) => [`the words ${words}`, says(words)]),
    ),
    "a secret that is no key": says("none"),
    "a parameter that is no secret": parameter({ type: "String" }),
    "a secret parameter": parameter({ type: "SecureString", ...says("read+trade") }),
  },
  fails: {
    "in a bot's stack, a key that manages keys": [
      says("read keys"),
      `${path} declares what is no known permission, expected ${known}.`,
    ],
    "in an operator's stack, a key that manages keys and withdraws": [
      given(says("read keys withdraw"), {
        stack: { config: { "bulkhead:kind": "operator", "bulkhead:exchange": "bybit" } },
      }),
      `${path} declares a key that moves funds, expected ${known}, keys.`,
    ],
    "a permission that policy configuration leaves out": [
      given(says("read margin"), { settings: { permissions: ["read", "stake"] } }),
      `${path} declares what is no known permission, expected read, stake.`,
    ],
    "a withdrawal, even where policy configuration allows it": [
      given(says("withdraw"), { settings: { permissions: ["withdraw"] } }),
      `${path} declares a key that moves funds, expected withdraw.`,
    ],
    "a key that withdraws": [says("read trade withdraw"), { message: funds, path }],
    "a key that withdraws, in other words": [says("Withdrawals"), funds],
    "a key that transfers": [says("trade universal-transfer"), funds],
    ...Object.fromEntries(
      ["withdrawal", "internal-transfer", "payouts", "send", "funding", "vaults"].map((word) => [
        `a key that may ${word}`,
        [says(`read ${word}`), funds],
      ]),
    ),
    "a permission that nobody knows": [
      says("read everything"),
      `${path} declares what is no known permission, expected ${known}.`,
    ],
    "no word at all": [
      says(" "),
      `${path} is a string of 1 characters, expected the permissions of its key: ${known}.`,
    ],
    "a secret parameter that withdraws": [parameter({ type: "SecureString", ...says("withdraw") }), funds],
  },
  unknown: {
    "the declaration": says(unknown),
    "the tags": { tags: unknown },
    "the parameter's type": parameter({ type: unknown }),
  },
  absent: {
    "no declaration": [
      { tags: { Name: "exchange" } },
      `${path} is absent, expected the permissions of its key: ${known}.`,
    ],
    "no tags": [{}, `${path} is absent, expected the permissions of its key: ${known}.`],
  },
  secret: { "a key that withdraws": [{ tags: secret({ "bulkhead:permissions": "withdraw" }) }, funds] },
  notApplicable: { "a stack of no bot": [given({}, { stack: { tags: {} } }), "no bot"] },
});
