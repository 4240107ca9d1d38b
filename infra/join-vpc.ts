import * as aws from "@pulumi/aws";
import type { CompartmentConfig } from "./config";
import { refusalToRun } from "./refusal-to-run";
import { sharedVpcParameter, type JoinedVpc, type SharedVpc, type VpcPlace } from "./shared-vpc";

/**
 * The shared VPC that a stack joins, as its owner wrote it down in this account and region. Throws a refusal for people
 * where no such stack shares one with bots of this exchange and network.
 */
export async function joinVpc(
  place: VpcPlace,
  { exchange, network, region }: Pick<CompartmentConfig, "exchange" | "network" | "region">,
): Promise<JoinedVpc> {
  const name = sharedVpcParameter(place.owner, exchange.id, network);
  const found = await aws.ssm.getParameter({ name }).catch((error: unknown) => {
    const [reason] = /[^\n]{1,300}/u.exec(error instanceof Error ? error.message : String(error)) ?? [];
    throw refusalToRun(
      `bulkhead:vpc: the stack ${place.owner} shares no VPC with ${network} bots of ${exchange.title} in ${region}: the parameter ` +
        `${name} cannot be read${reason === undefined ? "" : ` (${reason.trim()})`}. A VPC is shared by bots of one exchange and one network. Run \`up\` of ` +
        `${place.owner} with bulkhead:vpc set to shared, join the VPC of another stack, or remove bulkhead:vpc for a VPC of this ` +
        "bot's own.",
    );
  });
  const shared = sharedVpcOf(found.insecureValue, network);
  if (shared !== undefined) return { ...shared, ...place };
  throw refusalToRun(
    `bulkhead:vpc: the parameter ${name} is not what \`up\` of ${place.owner} writes there. Run \`up\` of ${place.owner} again, or ` +
      "remove bulkhead:vpc for a VPC of this bot's own.",
  );
}

/** What an owner wrote down; undefined for anything else. A testnet's names the DNS Firewall's group. */
function sharedVpcOf(text: string, network: CompartmentConfig["network"]): SharedVpc | undefined {
  const fields = ["vpcId", "availabilityZone", "natGatewayId", "allocationId", "ip"];
  if (network === "testnet") fields.push("ruleGroupId");
  try {
    const found = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const isWhole = fields.every((field) => typeof found?.[field] === "string" && found[field] !== "");
    return isWhole ? (found as unknown as SharedVpc) : undefined;
  } catch {
    return undefined;
  }
}
