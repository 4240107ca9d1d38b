import type { Resource } from "./policy";
import type { Value } from "./reader";

/**
 * Whether a property, or a value below it, names a resource of the stack: by one of its outputs, or, before it is known,
 * by depending on it.
 */
export function refersTo(
  from: Resource,
  property: string,
  to: Resource,
  outputs: readonly string[],
  value: Value = from.inputs.at(property),
): boolean {
  if (value.unknown) return (from.propertyDependencies.get(property) ?? []).includes(to.urn);
  // An empty text names nothing.
  return value.text !== "" && outputs.some((output) => isSame(to.at(output), value));
}

/** Two known texts that are the same. */
export function isSame(one: Value, other: Value | undefined): boolean {
  return !one.unknown && other?.unknown === false && one.text !== undefined && one.text === other.text;
}
