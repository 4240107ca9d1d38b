import { refusalToRun } from "../refusal-to-run";
import type { EyeRule } from "./rule";
import type { Watched } from "./watched";

/**
 * Characters of a pattern that EventBridge takes unless its quota `L-664C5505` was raised
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html).
 */
export const longestPattern = 2048;

/**
 * The rule's pattern as EventBridge takes it, or undefined where the stack has nothing that it could tell of. Lists of people make
 * patterns long: one that EventBridge would refuse half-way through an `up` is refused here, with the way out.
 */
export function eventPattern(rule: EyeRule, watched: Watched): string | undefined {
  const pattern = rule.pattern(watched);
  if (pattern === undefined) return undefined;
  const text = JSON.stringify(pattern);
  if (text.length <= longestPattern) return text;
  throw refusalToRun(
    `The pattern of the rule ${rule.id} has ${text.length} characters, expected ${longestPattern} at most, EventBridge's quota L-664C5505. ` +
      "Name fewer roles, or roles of shorter names, in bulkhead:operators and bulkhead:deployers.",
  );
}
