import type { ec2 } from "@pulumi/aws";
import { declaresBot, saidByTags, saidOfStack } from "../../declaration";
import { resourcePolicy } from "../../policy";

/**
 * The exchange's allow-list names this address. Once released it belongs to somebody else, and the bot's key is bound to
 * a stranger's address. Mainnet is told by configuration or tags; a bot that does not say its network is taken for one on
 * mainnet. Elsewhere the address may go with its stack.
 */
export const eipProtected = resourcePolicy<ec2.EipArgs>("aws:ec2/eip:Eip", {
  name: "network-eip-protected",
  description: "On mainnet, an Elastic IP is protected against being deleted.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Set `protect: true` in the options of the Elastic IP.",
  url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  tags: ["ec2", "eip"],
  judge(address, violation) {
    if (address.protect) return;
    const { stack } = address;
    const ofStack = saidOfStack(stack, "bulkhead:network");
    const said = [...(ofStack === undefined ? [] : [ofStack]), ...saidByTags(address, "bulkhead:network")];
    const networks = new Set(said.map(({ text }) => text));
    const expected = "expected true for the address of a bot on mainnet";
    if (networks.size === 0) {
      if (declaresBot()) violation({ message: `protect is false and no network is declared, ${expected}.` });
      return;
    }
    const known = said.filter(({ text }) => text !== undefined);
    if (known.some(({ text }) => text !== "testnet")) {
      violation({ message: `protect is false, ${expected}.` });
      return;
    }
    for (const { value } of said) if (value?.unknown === true) violation(value, "testnet");
  },
});
