import type { ec2 } from "@pulumi/aws";
import { eipProtected } from "../../../../policies/rules/network/eip-protected";
import { secret, unknown, wire } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const mainnet = { config: { "bulkhead:network": "mainnet" } };
const testnet = { config: { "bulkhead:network": "testnet" } };
const refused = "protect is false, expected true for the address of a bot on mainnet.";

testPolicy<ec2.EipArgs>(eipProtected, {
  passes: {
    "protected on mainnet": given({ domain: "vpc" }, { protect: true, stack: mainnet }),
    "unprotected on testnet": given({ domain: "vpc" }, { stack: testnet }),
    "unprotected on testnet by its tag": { tags: { "bulkhead:network": "testnet" } },
    "unprotected where there is no bot": { domain: "vpc" },
    "protected, whatever its network turns out to be": given(
      { tags: { "bulkhead:network": unknown } },
      { protect: true },
    ),
  },
  fails: {
    "unprotected on mainnet": [given({ domain: "vpc" }, { stack: mainnet }), refused],
    "a next address that is held unprotected": [
      given({ domain: "vpc", tags: { Name: "grid-egress-next" } }, { stack: mainnet }),
      refused,
    ],
    "one of the other provider": [given({}, { type: "aws-native:ec2:Eip", stack: mainnet }), refused],
    "unprotected on mainnet by its tag": [{ tags: { "bulkhead:network": "mainnet" } }, refused],
    "unprotected on mainnet by the stack's tag": [
      given({}, { stack: { tags: { "bulkhead:network": "mainnet" } } }),
      refused,
    ],
    "unprotected on mainnet by its provider's default tags": [
      given({}, { provider: { defaultTags: JSON.stringify({ tags: { "bulkhead:network": "mainnet" } }) } }),
      refused,
    ],
    "unprotected with a mainnet tag in a testnet stack": [
      given({ tags: { "bulkhead:network": "mainnet" } }, { stack: testnet }),
      refused,
    ],
    "unprotected on a network that nobody knows": [
      given({}, { stack: { config: { "bulkhead:network": "paper" } } }),
      refused,
    ],
  },
  unknown: {
    "unprotected, the network not known yet": { tags: { "bulkhead:network": unknown } },
    "unprotected, no tag known yet": { tags: unknown },
    "unprotected, the provider's default tags not known yet": given({}, { provider: { defaultTags: wire(unknown) } }),
  },
  absent: {
    "a bot without a network": [
      given({ tags: { "bulkhead:bot": "grid" } }, {}),
      "protect is false and no network is declared, expected true for the address of a bot on mainnet.",
    ],
    "a bot by its provider's default tags, without a network": [
      given({}, { provider: { defaultTags: JSON.stringify({ tags: { "bulkhead:bot": "grid" } }) } }),
      "protect is false and no network is declared, expected true for the address of a bot on mainnet.",
    ],
    "a bot by a tag in a list, without a network": [
      given({ tags: [{ key: "bulkhead:bot", value: "grid" }] }, {}),
      "protect is false and no network is declared, expected true for the address of a bot on mainnet.",
    ],
    "no inputs, and no bot": {},
    "an empty network is none": given({}, { stack: { config: { "bulkhead:network": "" } } }),
  },
  secret: {
    "a mainnet tag marked secret": [{ tags: { "bulkhead:network": secret("mainnet") } }, refused],
    "a testnet tag marked secret": { tags: { "bulkhead:network": secret("testnet") } },
  },
});
