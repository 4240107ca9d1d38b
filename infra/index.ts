import { stackConfig } from "./config";
import { callerPlace } from "./deployer";
import { accountProgram } from "./programs/account-program";
import { botProgram } from "./programs/bot-program";
import { operatorProgram } from "./programs/operator-program";

/** One stack of whichever kind: configuration in, resources out. */
export = async function program(): Promise<Record<string, unknown>> {
  const config = stackConfig();
  await callerPlace(config.deployers, config.region);
  if (config.kind === "account") return accountProgram(config);
  return config.kind === "operator" ? operatorProgram(config) : botProgram(config);
};
