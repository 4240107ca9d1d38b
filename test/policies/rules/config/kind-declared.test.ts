import { kindDeclared } from "../../../../policies/rules/config/kind-declared";
import { GivenStack, testPolicy } from "../../test-policy";
import { unknown } from "../../engine-messages";

const topic = { type: "aws:sns/topic:Topic", name: "alerts" };
const bare = { ...topic, props: {} };
const nothingSaid = "Neither the configuration nor a tag says what the stack grid is there for.";

testPolicy(kindDeclared, {
  passes: {
    "a bot by the stack's configuration": new GivenStack([bare], {
      stack: { config: { "bulkhead:exchange": "binance" } },
    }),
    "a bot by the stack's tags": new GivenStack([bare], { stack: { tags: { "bulkhead:bot": "grid" } } }),
    "a bot by a resource's tags": new GivenStack([{ ...topic, props: { tags: { "bulkhead:bot": "grid" } } }]),
    "an account's stack": new GivenStack([bare], { stack: { config: { "bulkhead:kind": "account" } } }),
    "an operator's stack, by a tag": new GivenStack([bare], { stack: { tags: { "bulkhead:kind": "operator" } } }),
  },
  fails: {
    "a stack that says nothing": [new GivenStack([bare]), nothingSaid],
    "a kind that does not exist": [
      new GivenStack([bare], { stack: { config: { "bulkhead:kind": "bots" } } }),
      { message: "bulkhead:kind is none of bot, account and operator.", path: "bulkhead:kind" },
    ],
  },
  unknown: "Tags that are not known yet declare nothing until they are.",
  absent: {
    "no tags on any resource": [new GivenStack([{ ...topic, props: { tags: {} } }]), nothingSaid],
    "tags that are unknown": [new GivenStack([{ ...topic, props: { tags: unknown } }]), nothingSaid],
  },
  secret: "Configuration names are never secret.",
});
