import { Compartment } from "../compartment";
import type { CompartmentConfig } from "../config";
import { compartmentOutputs } from "./compartment-outputs";

/** The compartment of a master key, with an address of its own and no bot. */
export function operatorProgram(config: CompartmentConfig): Record<string, unknown> {
  const compartment = new Compartment(config.stack, { ...config, vpc: "own" });
  const { secretName, allowedHosts, platformHosts, roleArn } = compartment;
  return { ...compartmentOutputs(compartment), secretName, allowedHosts, platformHosts, roleArn };
}
