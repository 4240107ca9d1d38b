import { resourcePolicy } from "../../policies/policy";
import { type StackSample } from "./engine-messages";
import { analyze, configureStack } from "./served";

const type = "aws:sns/topic:Topic";
const refusing = (name: string, more = {}) =>
  resourcePolicy(type, {
    name,
    description: "No topic is there.",
    rationale: "A trial.",
    example: "none",
    severity: "low",
    level: "mandatory",
    remediationSteps: "Remove it.",
    url: "https://example.com/",
    tags: ["trial"],
    judge(topic, violation) {
      violation({ message: `${topic.name} is there.` });
    },
    ...more,
  });
const onBots = refusing("bot-trial");
const onAccounts = refusing("logging-trial", { stacks: ["account", "operator"] });
const onAll = refusing("bot-trial-everywhere", { stacks: "every" });

/** Which of the three speak in a stack, about a topic with these properties. */
async function speaking(stack: StackSample, props = {}): Promise<string[]> {
  configureStack(stack);
  const { violations } = await analyze([onBots.sdk, onAccounts.sdk, onAll.sdk], { type, props });
  return violations.map(({ policy }) => policy);
}
const kind = (value: string): StackSample => ({ config: { "bulkhead:kind": value } });

describe("policies speak in the stacks that they have business with:", () => {
  it.each<[string, StackSample, object, string[]]>([
    ["none that is declared", {}, {}, [onAll.name]],
    ["a bot's, by its kind", kind("bot"), {}, [onBots.name, onAll.name]],
    ["a bot's, by its exchange", { config: { "bulkhead:exchange": "okx" } }, {}, [onBots.name, onAll.name]],
    ["a bot's, by a resource's tag", {}, { tags: { "bulkhead:bot": "grid" } }, [onBots.name, onAll.name]],
    ["the account's", kind("account"), {}, [onAccounts.name, onAll.name]],
    ["an operator's, by the stack's tag", { tags: { "bulkhead:kind": "operator" } }, {}, [onAccounts.name, onAll.name]],
    [
      "the account's, in which a resource is a bot's",
      kind("account"),
      { tags: { "bulkhead:bot": "grid" } },
      [onBots.name, onAccounts.name, onAll.name],
    ],
    ["of a kind that does not exist, which counts as a bot's", kind("bots"), {}, [onBots.name, onAll.name]],
    ["of an empty kind, which counts as a bot's", kind(""), {}, [onBots.name, onAll.name]],
  ])("%s", async (_, stack, props, policies) => {
    expect(await speaking(stack, props)).toEqual(policies);
  });

  it("elsewhere they say why they keep silent", async () => {
    configureStack({});
    const { notApplicable } = await analyze([onBots.sdk, onAccounts.sdk], { type, props: {} });
    expect(notApplicable).toMatchObject({
      [onBots.name]: expect.stringMatching(/^no bot: /u) as unknown,
      [onAccounts.name]: "only for stacks of the kind account or operator, as bulkhead:kind says it",
    });
  });
});
