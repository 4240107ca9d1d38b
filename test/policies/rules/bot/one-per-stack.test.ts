import { onePerStack } from "../../../../policies/rules/bot/one-per-stack";
import { secret, unknown } from "../../engine-messages";
import { analyze, configureStack } from "../../served";
import { given, testPolicy } from "../../test-policy";

const grid = { config: { "bulkhead:bot": "grid" } };
const type = "aws:ec2/vpc:Vpc";
const another = (path: string) => ({
  message: `${path} names another bot than the configuration value bulkhead:bot, expected the same.`,
  path,
});

testPolicy(onePerStack, {
  passes: {
    "the configured bot": given({ tags: { "bulkhead:bot": "grid" } }, { stack: grid }),
    "the stack's bot, by the stack's tag": { tags: { "bulkhead:bot": "grid" } },
    "the first bot that a tag names": given(
      { tags: { "bulkhead:bot": "maker" } },
      { stack: { config: { "bulkhead:network": "testnet" }, tags: {} } },
    ),
    "the same bot in the tags of what is launched": given(
      { tags: { "bulkhead:bot": "grid" }, tagSpecifications: [{ tags: { "bulkhead:bot": "grid" } }] },
      { stack: grid },
    ),
  },
  fails: {
    "another bot than the configured one": [
      given({ tags: { "bulkhead:bot": "maker" } }, { stack: grid }),
      another("tags.bulkhead:bot"),
    ],
    "another bot than the stack's tag names": [
      { tags: { "bulkhead:bot": "maker" } },
      "tags.bulkhead:bot names another bot than the stack's tag bulkhead:bot, expected the same.",
    ],
    "another bot in other letters": [
      given({ tags: { "bulkhead:bot": "Grid" } }, { stack: grid }),
      another("tags.bulkhead:bot"),
    ],
    "another bot in the tags of what is launched": [
      given({ tagSpecifications: [{ tags: { "bulkhead:bot": "maker" } }] }, { stack: grid }),
      another("tagSpecifications[0].tags.bulkhead:bot"),
    ],
    "another bot in the tags of volumes": [
      given({ volumeTags: { "bulkhead:bot": "maker" } }, { stack: grid }),
      another("volumeTags.bulkhead:bot"),
    ],
    "another bot in a list of tags": [
      given({ tags: [{ key: "bulkhead:bot", value: "maker", propagateAtLaunch: true }] }, { stack: grid }),
      another("tags[0].value"),
    ],
    "another bot in the provider's default tags": [
      given({}, { stack: grid, provider: { defaultTags: JSON.stringify({ tags: { "bulkhead:bot": "maker" } }) } }),
      another("provider.defaultTags.tags.bulkhead:bot"),
    ],
    "two bots on one resource, none of them configured": [
      given(
        { tags: { "bulkhead:bot": "grid" }, volumeTags: { "bulkhead:bot": "maker" } },
        { stack: { config: { "bulkhead:network": "testnet" }, tags: {} } },
      ),
      "volumeTags.bulkhead:bot names another bot than tags.bulkhead:bot, expected the same.",
    ],
  },
  unknown: {
    "a bot not known yet": given({ tags: { "bulkhead:bot": unknown } }, { stack: grid }),
    "tags not known yet": given({ tags: unknown }, { stack: grid }),
  },
  absent: {
    "no tags": given({}, { stack: grid }),
    "tags without a bot": given({ tags: { Name: "a" } }, { stack: grid }),
  },
  secret: {
    "the bot, marked secret": given({ tags: { "bulkhead:bot": secret("grid") } }, { stack: grid }),
    "another bot, marked secret": [
      given({ tags: { "bulkhead:bot": secret("maker") } }, { stack: grid }),
      another("tags.bulkhead:bot"),
    ],
  },
  notApplicable: { "a stack without a bot": [given({}, { stack: { tags: {} } }), "no bot: "] },
});

describe("bot-one-per-stack, where only tags name bots,", () => {
  const judged = async (bot: string, name: string) =>
    (await analyze([onePerStack.sdk], { type, name, props: { tags: { "bulkhead:bot": bot } } })).violations.map(
      ({ message }) => message,
    );
  const refusal =
    "tags.bulkhead:bot names another bot than tags.bulkhead:bot of an earlier resource, expected the same.";

  test("refuses the second bot when its first resource is registered", async () => {
    configureStack({});
    expect(await judged("grid", "a")).toEqual([]);
    expect(await judged("grid", "b")).toEqual([]);
    expect(await judged("maker", "c")).toEqual([refusal]);
    expect(await judged("grid", "d")).toEqual([]);
  });
  test("forgets the first stack's bot when the next stack is judged", async () => {
    configureStack({});
    expect(await judged("grid", "a")).toEqual([]);
    configureStack({});
    expect(await judged("maker", "a")).toEqual([]);
  });
});
