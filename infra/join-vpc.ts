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
  return { ...(JSON.parse(found.insecureValue) as SharedVpc), ...place };
}
