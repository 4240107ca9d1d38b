import { mainnetApproval } from "../../../../policies/rules/bot/mainnet-approval";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const type = "pulumi:pulumi:Stack";
const mainnet = { "bulkhead:bot": "grid", "bulkhead:network": "mainnet" };
const owner = "trading-desk@example.com";
const stack = (config: Readonly<Record<string, string>>, more = {}) => given({}, { type, stack: { config, ...more } });
const approved = (approval: string) => stack({ ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": approval });
const ticket = (how: string) =>
  `bulkhead:approval ${how}, expected the ticket that approved it: the stack trades on mainnet.`;
const tagged = { tags: { "bulkhead:network": "mainnet" } };

testPolicy(mainnetApproval, {
  passes: {
    "a ticket of the form that policy configuration has": given(
      {},
      {
        type,
        stack: { config: { ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": "change 7" } },
        settings: { ticket: "^change \\d+$" },
      },
    ),
    "an owner and a ticket": approved("OPS-12"),
    ...Object.fromEntries(
      ["A1-1", "ABCDEFGHIJ-123456789", "bots#7", "a.b_c-d/e#123456789", "https://x.yz"].map((text) => [
        `the ticket ${text}`,
        approved(text),
      ]),
    ),
    "a form of policy configuration that is no text": given(
      {},
      {
        type,
        stack: { config: { ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": "OPS-12" } },
        settings: { ticket: 7 },
      },
    ),
    "a resource of a testnet by its tag": given({ tags: { "bulkhead:network": "testnet" } }, {}),
    "an owner and an issue": approved("bulkhead/bots#12"),
    "an owner and an address": approved("https://tracker.example.com/12"),
    "a testnet, without either": stack({ "bulkhead:bot": "grid", "bulkhead:network": "testnet" }),
    "a resource, where the stack's configuration speaks": given(tagged, { stack: { config: mainnet } }),
    "the stack's own tags name them": given(
      {},
      { type, stack: { tags: { ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": "OPS-12" } } },
    ),
  },
  fails: {
    "a ticket of another form than policy configuration has": [
      given(
        {},
        {
          type,
          stack: { config: { ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": "OPS-12" } },
          settings: { ticket: "^change \\d+$" },
        },
      ),
      ticket("has another form"),
    ],
    "no ticket": [
      stack({ ...mainnet, "bulkhead:owner": owner }),
      { message: ticket("is absent"), path: "bulkhead:approval" },
    ],
    ...Object.fromEntries(
      [
        "ops-12",
        "A-12",
        "1A-12",
        "ABCDEFGHIJK-1",
        "OPS-1234567890",
        "OPS-",
        "see OPS-12",
        "OPS-12.",
        "#12",
        "bots#1234567890",
        "bots #12",
        "http://x.yz",
        "https://x.y",
        "https://x.yz and more",
        "see https://x.yz",
      ].map((text) => [`the ticket ${text}`, [approved(text), ticket("has another form")]]),
    ),
    "a secret owner, whom nobody finds": [
      stack({ ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": "OPS-12" }, { secretKeys: ["bulkhead:owner"] }),
      {
        message: "bulkhead:owner is a secret, expected who answers for the bot: the stack trades on mainnet.",
        path: "bulkhead:owner",
      },
    ],
    "a ticket that is none, with its place": [
      given(
        {},
        {
          type,
          stack: { config: { ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": "soon" } },
          stackFile: `config:\n  bulkhead:bot: grid\n  bulkhead:network: mainnet\n  bulkhead:owner: ${owner}\n  bulkhead:approval: soon\n`,
        },
      ),
      { message: ticket("has another form"), file: "Pulumi.grid.yaml", line: 5 },
    ],
    "a ticket that is none": [approved("approved by Bob"), ticket("has another form")],
    "no owner": [
      stack({ ...mainnet, "bulkhead:approval": "OPS-12" }),
      "bulkhead:owner is absent, expected who answers for the bot: the stack trades on mainnet.",
    ],
    "an empty owner": [
      stack({ ...mainnet, "bulkhead:owner": "  ", "bulkhead:approval": "OPS-12" }),
      "bulkhead:owner has another form, expected who answers for the bot: the stack trades on mainnet.",
    ],
    "no ticket where only a tag says mainnet": [
      given(tagged, { stack: { config: { "bulkhead:bot": "grid", "bulkhead:owner": owner } } }),
      ticket("is absent"),
    ],
    "no ticket, with its place": [
      given(
        {},
        {
          type,
          stack: { config: { ...mainnet, "bulkhead:owner": owner } },
          stackFile: `config:\n  bulkhead:bot: grid\n  bulkhead:network: mainnet\n  bulkhead:owner: ${owner}\n`,
        },
      ),
      { message: ticket("is absent"), file: "Pulumi.grid.yaml", line: 3 },
    ],
  },
  unknown:
    "It reads configuration, which is always known; a network in a tag that is not known yet is decided by bot-testnet-isolated.",
  absent: { "nothing says which network": stack({ "bulkhead:bot": "grid" }) },
  secret: {
    "a secret ticket, which no reviewer reads": [
      stack(
        { ...mainnet, "bulkhead:owner": owner, "bulkhead:approval": "OPS-12" },
        { secretKeys: ["bulkhead:approval"] },
      ),
      ticket("is a secret"),
    ],
    "a resource of a testnet": given({ tags: secret({ "bulkhead:network": "testnet" }) }, {}),
  },
  notApplicable: { "a stack of no bot": [given({ tags: unknown }, { stack: { tags: {} } }), "no bot"] },
});
