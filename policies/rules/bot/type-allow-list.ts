import { botTypes } from "../../bot-types";
import { resourcePolicy } from "../../policy";
import { matches } from "../../wildcards";

const own = ["pulumi:pulumi:Stack", "pulumi:pulumi:StackReference", "pulumi:providers:aws"];

/**
 * A policy judges what it has heard of. A resource of another type can hold a key, open a port or make a user without any
 * rule on it: it is refused until somebody has said that it is meant. A component makes nothing but its children, each of
 * which is judged.
 */
export const typeAllowList = resourcePolicy("*", {
  name: "bot-type-allow-list",
  description: "A bot's stack is made of resources that the policies know.",
  severity: "medium",
  level: "mandatory",
  remediationSteps: "Move the resource to another stack, or add its type to the policy's setting alsoAllowed.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/names/#types",
  tags: ["types"],
  configSchema: {
    properties: {
      alsoAllowed: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Further type tokens, such as random:index/randomId:RandomId or random:*; a star stands for any characters.",
      },
    },
  },
  rationale:
    "What no rule has heard of passes every rule: an IAM user, a VPN or a database in a bot's stack would be a way in that nobody judged.",
  example: `# policy configuration
{ "bot-type-allow-list": { "alsoAllowed": ["random:index/randomId:RandomId"] } }`,
  judge({ type, provider }, violation, settings) {
    if (provider === undefined && !type.startsWith("pulumi:")) return;
    if (Object.hasOwn(botTypes, type) || own.some((pattern) => matches(pattern, type))) return;
    const further = Array.isArray(settings.alsoAllowed) ? settings.alsoAllowed.map(String) : [];
    if (further.some((pattern) => matches(pattern, type))) return;
    violation({ message: `The type ${type} is not on the list of what a bot's stack is made of.` });
  },
});
