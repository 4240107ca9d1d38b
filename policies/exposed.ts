import { reportLeaks } from "./leaks";
import type { Stack } from "./marks";
import type { Violation } from "./policy";
import type { Value } from "./reader";

/**
 * Judges a place that AWS itself shows to everybody who may describe the resource: a secret must not stand there, and a
 * mark does not help, since it covers Pulumi's state alone.
 */
export function reportExposed(place: Value, stack: Stack, violation: Violation): void {
  const marked = [...outermostMarks(place)];
  for (const { path } of marked) {
    violation({ message: `${path} is a secret, expected none here, not even a marked one.`, at: path });
  }
  if (marked.includes(place)) return;
  reportLeaks(
    [...place.strings()].filter(({ secret }) => !secret),
    stack,
    violation,
  );
}

/** The values that Pulumi marks as secrets, without what lies inside them. */
function* outermostMarks(place: Value): Generator<Value> {
  const open = [place];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value.unknown || value.absent) continue;
    if (value.secret) {
      yield value;
      continue;
    }
    open.push(...[...value.children()].reverse());
  }
}
