import { placeOf } from "../../declaration";
import { resourcePolicy } from "../../policy";
import { joinedVpc } from "../../shared-vpc";

/**
 * Judges what configuration says of the bot's VPC. Whether the bots of a shared one are of one exchange and network, and how
 * their traffic leaves, is refused elsewhere; this says, in every report, what sharing gives up.
 */
export const ownAddress = resourcePolicy(["pulumi:pulumi:Stack"], {
  name: "network-own-address",
  description: "A bot leaves by an address that no other bot has.",
  severity: "medium",
  level: "advisory",
  remediationSteps: "Remove bulkhead:vpc and give the bot a VPC and an address of its own.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
  tags: ["ec2", "vpc", "eip"],
  stacks: ["bot"],
  rationale:
    "Where several bots leave by one address, the exchange's allow-list no longer tells them apart: a key stolen from one works from the host of any other, and a change of the address stops them all.",
  example: `# Pulumi.grid-testnet.yaml
config:
  bulkhead:vpc: own`,
  judge({ stack }, violation) {
    const owner = joinedVpc(stack);
    const isShared = stack.config.get("bulkhead:vpc") === "shared";
    if (owner === undefined && !isShared) return;
    const others = owner === undefined ? "bots of other stacks" : `the bot of ${owner}`;
    violation({
      message: `The bot shares its address with ${others}, expected one of its own: the exchange's allow-list does not tell them apart.`,
      at: "bulkhead:vpc",
      ...placeOf(stack, "bulkhead:vpc"),
    });
  },
});
