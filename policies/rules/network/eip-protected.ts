import type { ec2 } from "@pulumi/aws";
import { stakesOf } from "../../declaration";
import { resourcePolicy } from "../../policy";
import { leaveOpen } from "../../reader";

/**
 * The exchange's allow-list names this address. Once released it belongs to somebody else, and the bot's key is bound to
 * a stranger's address. Mainnet is told by configuration or tags; a bot that does not say its network is taken for one on
 * mainnet. Elsewhere the address may go with its stack.
 */
export const eipProtected = resourcePolicy<ec2.EipArgs>(["aws:ec2/eip:Eip", "aws-native:ec2:Eip"], {
  name: "network-eip-protected",
  description: "On mainnet, an Elastic IP is protected against being deleted.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Set `protect: true` in the options of the Elastic IP.",
  url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  tags: ["ec2", "eip"],
  rationale:
    "An address that is released belongs to somebody else within minutes, while the exchange's allow-list still names it; and the bot that comes back has an address that the exchange refuses.",
  example: 'const address = new aws.ec2.Eip("egress", { domain: "vpc" }, { protect: true });',
  judge(address, violation) {
    if (address.protect) return;
    const { stakes, open } = stakesOf(address);
    const expected = "expected true for the address of a bot on mainnet";
    if (stakes === "undeclared") violation({ message: `protect is false and no network is declared, ${expected}.` });
    if (stakes === "mainnet") violation({ message: `protect is false, ${expected}.` });
    leaveOpen(...open);
  },
});
