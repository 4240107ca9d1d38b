import { Unread, currentRun } from "../../marks";
import { isStackKind, stackPolicy } from "../../policy";

/** What nobody declared to be a bot's stack is judged as none: the rules on bots keep silent there. */
export const kindDeclared = stackPolicy({
  name: "config-kind-declared",
  description: "The stack says what it is there for: a bot, the account or those who operate bots.",
  rationale:
    "Policies on bots speak only where a stack is declared as a bot's. A forgotten declaration would switch them off without a word.",
  example: `config:
  bulkhead:bot: grid
  bulkhead:exchange: binance
  bulkhead:network: testnet`,
  severity: "medium",
  level: "disabled",
  remediationSteps:
    "Set bulkhead:bot, bulkhead:exchange and bulkhead:network, or bulkhead:kind to account or operator, with `pulumi config set`.",
  url: "https://www.pulumi.com/docs/iac/concepts/config/",
  tags: ["config"],
  judge({ stack }, violation) {
    const run = currentRun();
    if (run instanceof Unread) return;
    const kinds = [...run.kinds];
    if (kinds.length === 0) {
      violation({ message: `Neither the configuration nor a tag says what the stack ${stack.name} is there for.` });
    } else if (!kinds.every(isStackKind)) {
      violation({ message: "bulkhead:kind is none of bot, account and operator.", at: "bulkhead:kind" });
    }
  },
});
