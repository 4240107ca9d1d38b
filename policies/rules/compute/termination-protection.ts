import { stakesOf } from "../../declaration";
import { hasTemplate } from "../../launches";
import { resourcePolicy } from "../../policy";

const spot = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";

/**
 * To destroy or replace a host on mainnet, its protection has to be lifted first. Whoever means it says so in the stack
 * file, where it is seen and reviewed: `bulkhead:terminationProtection: false`. A launch template may bring the protection.
 * A spot instance can't be protected at all: AWS takes it back whenever it wants.
 */
export const terminationProtection = resourcePolicy(["aws:ec2/instance:Instance", spot, "aws-native:ec2:Instance"], {
  name: "compute-termination-protection",
  description: "On mainnet, AWS refuses to terminate a bot's host.",
  severity: "medium",
  level: "mandatory",
  remediationSteps:
    "Set disableApiTermination to true; to lift it for a replacement, set the configuration value bulkhead:terminationProtection to false.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html",
  tags: ["ec2"],
  rationale:
    "A host that goes by mistake, by a clean-up script or a wrong `pulumi up`, leaves open orders and positions at the exchange that nobody looks after.",
  example: 'new aws.ec2.Instance("host", {\n  // …\n  disableApiTermination: true,\n});',
  judge(host, violation) {
    const isProtected = host.at("disableApiTermination");
    const market = host.at("instanceMarketOptions", "marketType");
    const isSpot = host.type === spot || (!market.unknown && market.is("spot"));
    const left = !isProtected.unknown && (isProtected.is(true) || (isProtected.absent && hasTemplate(host)));
    if (left && !isSpot) return;
    const { stakes, open } = stakesOf(host);
    for (const value of open) violation(value, "testnet");
    if (stakes !== "mainnet" && stakes !== "undeclared") return;
    if (isSpot) {
      violation({
        message: "The host is a spot instance, which AWS takes back whenever it wants, expected one that stays.",
        remedy: "Start the host on demand, without spot options.",
      });
      return;
    }
    if (host.stack.config.get("bulkhead:terminationProtection") === "false") return;
    violation(isProtected, "true for the host of a bot on mainnet");
  },
});
