import type { ssm } from "@pulumi/aws";
import type { Resource } from "./policy";
import { isNoSecret, promisesCredential } from "./promises-secret";
import type { Value } from "./reader";

/**
 * Whether an SSM parameter is called like a secret, and its value is not plainly none. `@pulumi/aws` marks every `value`
 * by itself: there a mark says nothing.
 */
export function isNamedSecret(parameter: Resource<ssm.ParameterArgs>): boolean {
  const called = nameOf(parameter);
  if (!promisesCredential(called)) return false;
  const [value, insecure] = [parameter.at("value"), parameter.at("insecureValue")];
  const given = [value, insecure].filter((one) => one.unknown || !one.absent);
  const isNone = (one: Value): boolean =>
    !one.unknown && (one === value || !one.secret) && isNoSecret(one.text ?? "", called);
  return given.length === 0 || !given.every(isNone);
}

/** The last step of a parameter's name: `apiSecret` of `/grid/binance/apiSecret`. */
function nameOf(parameter: Resource<ssm.ParameterArgs>): string {
  const name = parameter.at("name");
  const called = name.absent ? parameter.name : (name.text ?? "");
  return called.slice(called.lastIndexOf("/") + 1);
}
