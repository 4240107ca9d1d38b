import { requiredTags } from "../../../../policies/rules/bot/required-tags";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const tags = { "bulkhead:bot": "grid", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" };
const type = "aws:ec2/instance:Instance";
const on = (props: Readonly<Record<string, unknown>>, defaultTags?: unknown) =>
  given(props, { type, ...(defaultTags === undefined ? {} : { provider: { defaultTags } }) });
const two = { "bulkhead:bot": "grid", "bulkhead:exchange": "binance" };

testPolicy(requiredTags, {
  passes: {
    "the one that policy configuration wants": given(
      { tags: { team: "desk" } },
      { type, settings: { tags: ["team"] } },
    ),
    "all of them": on({ tags }),
    "all of them with others": on({ tags: { ...tags, Name: "host" } }),
    "all of them by default": on({}, JSON.stringify({ tags })),
    "one of them by default": on({ tags: two }, JSON.stringify({ tags: { "bulkhead:network": "testnet" } })),
    "all of them where the provider merged them": on({ tags: {}, tagsAll: tags }),
  },
  fails: {
    "one that policy configuration wants is missing": [
      given({ tags }, { type, settings: { tags: ["team"] } }),
      "tags lacks team.",
    ],
    "one is missing": [on({ tags: two }), { message: "tags lacks bulkhead:network.", path: "tags" }],
    "two are missing": [on({ tags: { "bulkhead:exchange": "binance" } }), "tags lacks bulkhead:bot, bulkhead:network."],
    "one is missing by default too": [
      on({ tags: { "bulkhead:bot": "grid" } }, JSON.stringify({ tags: { "bulkhead:network": "testnet" } })),
      "tags lacks bulkhead:exchange.",
    ],
    "one is missing where policy configuration is no list": [
      given({ tags: two }, { type, settings: { tags: "team" } }),
      "tags lacks bulkhead:network.",
    ],
    "one is empty": [on({ tags: { ...tags, "bulkhead:bot": "" } }), "tags lacks bulkhead:bot."],
    "only the volumes have them": [
      on({ volumeTags: tags }),
      "tags lacks bulkhead:bot, bulkhead:exchange, bulkhead:network.",
    ],
  },
  unknown: {
    "the tags": on({ tags: unknown }),
    "one of the tags": on({ tags: { ...tags, "bulkhead:bot": unknown } }),
    "one of the tags by default": on(
      { tags: two },
      JSON.stringify({ tags: { "bulkhead:network": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } }),
    ),
    "the tags, where the provider merged two of them": on({ tags: unknown, tagsAll: two }),
    "the tags by default": on({ tags: two }, unknown),
  },
  absent: { "no tags": [on({}), "tags lacks bulkhead:bot, bulkhead:exchange, bulkhead:network."] },
  secret: {
    "all of them": on({ tags: secret(tags) }),
    "one is missing": [on({ tags: secret(two) }), "tags lacks bulkhead:network."],
  },
  notApplicable: {
    "a type without tags": [
      given({}, { type: "aws:iam/rolePolicy:RolePolicy" }),
      "Policy only applies to resources of type ",
    ],
    "a stack of no bot": [given({}, { type, stack: { tags: {} } }), "no bot"],
  },
});
