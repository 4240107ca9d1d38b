import { purposes } from "./owners";
import type { Resource } from "./policy";
import type { Value } from "./reader";

/** Types by which a program can give a secret its value. */
export const valueTypes: readonly string[] = Object.keys(purposes);

/**
 * The values that a program gives to a secret, not yet known ones among them: that one is given is known. A parameter of
 * another type than SecureString holds none.
 */
export function givenValues(resource: Resource): readonly Value[] {
  const isParameter = resource.type === "aws:ssm/parameter:Parameter";
  const values = (purposes[resource.type] ?? [])
    .map((property) => resource.inputs.at(property))
    .filter((value) => value.unknown || !value.absent);
  return values.length === 0 || (isParameter && !resource.at("type").is("SecureString")) ? [] : values;
}
