import type { Value } from "./reader";
import { Refusal } from "./refusal";

/** One statement of an IAM, key or resource policy. */
export interface Statement {
  /** The statement as a whole. */
  readonly value: Value;
  /** The element of that name, or an absent value. IAM's element names are matched without regard to case. */
  element(
    name: "Action" | "NotAction" | "Resource" | "NotResource" | "Principal" | "NotPrincipal" | "Condition",
  ): Value;
}

/**
 * The statements of a document that grant something: all but those whose effect is `Deny`. The document is JSON text, as
 * the real provider's Check leaves it, or an object, as a program writes it; one that is absent grants nothing.
 */
export function grantingStatements(policy: Value): readonly Statement[] {
  return statements(policy, (effect) => !effect.is("Deny"));
}

/** The statements of a document that surely deny something. */
export function denyingStatements(policy: Value): readonly Statement[] {
  return statements(policy, (effect) => effect.is("Deny"));
}

function statements(policy: Value, wanted: (effect: Value) => boolean): readonly Statement[] {
  if (policy.absent) return [];
  return element(policy.document(), "Statement")
    .items()
    .filter((value) => wanted(element(value, "Effect")))
    .map((value) => ({ value, element: (name) => element(value, name) }));
}

function element(value: Value, name: string): Value {
  if (value.unknown) return value;
  const lower = name.toLowerCase();
  const [entry, second] = value.entries().filter(([key]) => key.toLowerCase() === lower);
  // AWS reads one of the two: nothing says which.
  if (second !== undefined) {
    throw new Refusal({
      message: `${value.path} names ${name} twice, in different letters, expected it once.`,
      remedy: `Name ${name} once in each statement of the policy.`,
    });
  }
  return entry?.[1] ?? value.at(name);
}
