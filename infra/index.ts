import { Compartment } from "./compartment";
import { stackConfig } from "./config";
import { callerPlace } from "./deployer";

/** One bot's stack: configuration in, resources out. */
export = async function program(): Promise<Record<string, unknown>> {
  const config = stackConfig();
  await callerPlace(config.deployers, config.region);
  const { egressIp, egressNext, egressPrevious, ...compartment } = new Compartment(config.stack, config);
  const { secretName, allowedHosts, platformHosts, artifactBucket, artifactRepository } = compartment;
  return {
    egressIp,
    ...(egressNext && { egressIpNext: egressNext.ip, egressAllocationIdNext: egressNext.allocationId }),
    ...(egressPrevious && {
      egressIpPrevious: egressPrevious.ip,
      egressAllocationIdPrevious: egressPrevious.allocationId,
    }),
    secretName,
    allowedHosts,
    platformHosts,
    artifactBucket,
    artifactRepository,
  };
};
