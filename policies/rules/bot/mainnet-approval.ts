import { type Fact, placeOf, saidByTags, saidOfStack } from "../../declaration";
import { type Resource, resourcePolicy } from "../../policy";

const stackType = "pulumi:pulumi:Stack";
// A ticket of a tracker (OPS-12), an issue (team/repository#12), or the address of either.
const ticket = "^(?:[A-Z][A-Z0-9]{1,9}-[0-9]{1,9}|[A-Za-z0-9_./-]{1,100}#[0-9]{1,9}|https://[^ ]{4,300})$";

/**
 * Trading real funds is a decision of somebody's, written down somewhere. The stack names both, so that whoever reviews
 * the change sees them, and whoever is called at night knows whom to call.
 */
export const mainnetApproval = resourcePolicy("*", {
  name: "bot-mainnet-approval",
  description: "A bot on mainnet names its owner and the ticket that approved it.",
  severity: "medium",
  level: "mandatory",
  remediationSteps:
    "Run `pulumi config set bulkhead:owner TEAM-OR-ADDRESS` and `pulumi config set bulkhead:approval TICKET`.",
  url: "https://www.pulumi.com/docs/iac/concepts/config/",
  tags: ["configuration"],
  configSchema: {
    properties: {
      ticket: { type: "string", default: ticket, description: "Regular expression for bulkhead:approval." },
    },
  },
  rationale:
    "A stack file copied from a testnet and changed by one word trades real funds. Somebody has to have said so on purpose, and has to be found when the bot goes wrong.",
  example: `config:
  bulkhead:network: mainnet
  bulkhead:owner: trading-desk@example.com
  bulkhead:approval: OPS-12`,
  judge(resource, violation, settings) {
    const { stack, type } = resource;
    const isStack = type === stackType;
    const ofStack = saidOfStack(stack, "bulkhead:network");
    // Where configuration says nothing, each tagged resource is judged by its tag.
    if (isStack ? ofStack?.text !== "mainnet" : ofStack !== undefined || !isMainnet(resource)) return;
    const needed: readonly (readonly [string, RegExp, string])[] = [
      ["bulkhead:owner", /\S/u, "who answers for the bot"],
      [
        "bulkhead:approval",
        new RegExp(typeof settings.ticket === "string" ? settings.ticket : ticket, "u"),
        "the ticket that approved it",
      ],
    ];
    for (const [key, shape, what] of needed) {
      const said = stack.config.get(key) ?? stack.tags.get(key) ?? "";
      if (!stack.secretKeys.has(key) && shape.test(said)) continue;
      const how = said === "" ? "is absent" : stack.secretKeys.has(key) ? "is a secret" : "has another form";
      violation({
        message: `${key} ${how}, expected ${what}: the stack trades on mainnet.`,
        at: key,
        ...placeOf(stack, stack.config.has(key) ? key : "bulkhead:network"),
      });
    }
  },
});

function isMainnet(resource: Resource): boolean {
  const fact: Fact = "bulkhead:network";
  return saidByTags(resource, fact).some(({ text }) => text === "mainnet");
}
