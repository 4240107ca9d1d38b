import type { Resource, Violation } from "./policy";
import type { Value } from "./reader";

/** In a stack policy: reports a value of a resource, in the words that a resource policy has for it. */
export function refuseOn(resource: Resource, value: Value, expected: string, violation: Violation): void {
  // Asking whether it is known notes an unknown: it is decided at `up`.
  if (!value.known && !value.absent) return;
  violation({ message: `${value.path} is ${value.shown}, expected ${expected}.`, at: value, resource });
}
