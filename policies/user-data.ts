import { detection } from "./detect";
import type { Violation } from "./policy";
import type { Value } from "./reader";

/**
 * User data as texts: itself, and whatever base64, gzip and the like wrap in it. None where it is absent; none as well, with
 * a violation, where it is no text or cannot be read to its end. What is not known yet is noted, and decided at `up`.
 */
export function textsIn(place: Value, expected: string, violation: Violation): readonly string[] {
  if (place.absent) return [];
  const text = place.unknown ? undefined : place.text;
  if (text === undefined) {
    violation(place, expected);
    return [];
  }
  const { layers, complete } = detection().layers(text);
  if (!complete) violation({ message: `${place.path} is wrapped too deep or too large to be read.`, at: place });
  return complete ? layers.map((layer) => layer.text) : [];
}
