import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountParameter } from "../account-names";
import { Compartment } from "../compartment";
import type { CompartmentConfig } from "../config";
import { joinVpc } from "../join-vpc";
import { trailRefusal } from "../trail-refusal";
import { compartmentOutputs } from "./compartment-outputs";

/** One bot's compartment, and whether anybody watches it. */
export async function botProgram(config: CompartmentConfig): Promise<Record<string, unknown>> {
  const vpc = typeof config.vpc === "object" ? await joinVpc(config.vpc, config) : config.vpc;
  const compartment = new Compartment(config.stack, { ...config, vpc });
  const { secretName, allowedHosts, platformHosts, artifactBucket, artifactRepository } = compartment;
  return {
    ...compartmentOutputs(compartment),
    secretName,
    allowedHosts,
    platformHosts,
    artifactBucket,
    artifactRepository,
    ...(typeof vpc === "object" && { egressSharedWith: vpc.owner }),
    watched: await isWatched(config.region),
  };
}

async function isWatched(region: string): Promise<boolean> {
  const path = accountParameter.slice(0, accountParameter.lastIndexOf("/"));
  const { names } = await aws.ssm.getParametersByPath({ path });
  const refused = trailRefusal({ region, parameters: names });
  if (refused !== undefined) void pulumi.log.warn(refused);
  return refused === undefined;
}
