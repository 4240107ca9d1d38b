import type { Resource } from "./policy";
import type { Value } from "./reader";

/** Whether a property names a resource of the stack: by one of its outputs, or, before it is known, by depending on it. */
export function refersTo(from: Resource, property: string, to: Resource, outputs: readonly string[]): boolean {
  const value = from.inputs.at(property);
  if (value.unknown) return (from.propertyDependencies.get(property) ?? []).includes(to.urn);
  return outputs.some((output) => isSame(to.at(output), value));
}

/** Two known texts that are the same. */
export function isSame(one: Value, other: Value | undefined): boolean {
  return !one.unknown && other?.unknown === false && one.text !== undefined && one.text === other.text;
}
