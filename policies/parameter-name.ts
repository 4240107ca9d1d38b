import type { ssm } from "@pulumi/aws";
import { readName } from "./detection/names";
import type { Resource } from "./policy";

const roles: ReadonlySet<string> = new Set(["secret", "password", "phrase", "key"]);

/** Whether an SSM parameter is called like a secret: the last step of its name, `apiSecret` in `/grid/binance/apiSecret`. */
export function isNamedSecret(parameter: Resource<ssm.ParameterArgs>): boolean {
  const name = parameter.at("name");
  const called = name.absent ? parameter.name : (name.text ?? "");
  return roles.has(readName(called.slice(called.lastIndexOf("/") + 1)).role);
}
