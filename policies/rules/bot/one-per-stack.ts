import { saidByTags, saidOfStack, type Saying } from "../../declaration";
import type { Stack } from "../../marks";
import { resourcePolicy } from "../../policy";

/** What the first tag of a stack said, where neither configuration nor the stack's own tags name the bot. */
const first = new WeakMap<Stack, Saying>();

/**
 * Two bots in one stack share a fate: one's `destroy`, one's leaked role, one's broken update is the other's too. Each
 * resource is judged when it is registered, against the configuration or else the first bot that a tag named, so that
 * the second bot's resources are refused before they exist, under `--skip-preview` too.
 */
export const onePerStack = resourcePolicy("*", {
  name: "bot-one-per-stack",
  description: "All resources of a stack belong to one bot.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Give each bot a stack of its own, with `pulumi stack init`.",
  url: "https://www.pulumi.com/docs/iac/concepts/stacks/",
  tags: ["tags"],
  rationale:
    "Bots in one stack share a fate: one leaked role, one broken update or one destroy is the other bot's too.",
  example: `# Pulumi.grid-testnet.yaml: one stack file a bot
config:
  bulkhead:bot: grid-testnet`,
  judge(resource, violation) {
    const said = saidByTags(resource, "bulkhead:bot");
    for (const { value } of said) if (value?.unknown === true) violation(value, "the stack's bot");
    const known = said.filter(({ text }) => text !== undefined);
    const earlier = saidOfStack(resource.stack, "bulkhead:bot") ?? first.get(resource.stack);
    const bot = earlier ?? known[0];
    if (bot === undefined) return;
    if (earlier === undefined) first.set(resource.stack, bot);
    const whose = bot.value !== undefined && bot === earlier ? `${bot.path} of an earlier resource` : bot.path;
    for (const { text, path } of known) {
      if (text === bot.text) continue;
      violation({ message: `${path} names another bot than ${whose}, expected the same.`, at: path });
    }
  },
});
