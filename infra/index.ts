import { Compartment } from "./compartment";
import { stackConfig } from "./config";
import { callerPlace } from "./deployer";

/** One bot's stack: configuration in, resources out. */
export = async function program(): Promise<Record<string, unknown>> {
  const config = stackConfig();
  await callerPlace(config.deployers, config.region);
  const { egressIp, secretName, allowedHosts, platformHosts, artifactBucket, artifactRepository } = new Compartment(
    config.stack,
    config,
  );
  return { egressIp, secretName, allowedHosts, platformHosts, artifactBucket, artifactRepository };
};
