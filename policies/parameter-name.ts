import type { ssm } from "@pulumi/aws";
import type { Resource } from "./policy";
import { promisesCredential } from "./promises-secret";

/** Whether an SSM parameter is called like a secret: the last step of its name, `apiSecret` in `/grid/binance/apiSecret`. */
export function isNamedSecret(parameter: Resource<ssm.ParameterArgs>): boolean {
  const name = parameter.at("name");
  const called = name.absent ? parameter.name : (name.text ?? "");
  return promisesCredential(called.slice(called.lastIndexOf("/") + 1));
}
