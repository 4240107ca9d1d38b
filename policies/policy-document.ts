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
  const document = policy.document();
  if (document.known && !document.isMap) document.malformed("one document");
  const all = element(document, "Statement").items();
  for (const value of all) noteMalformed(value);
  return all
    .filter((value) => wanted(element(value, "Effect")))
    .map((value) => ({ value, element: (name) => element(value, name) }));
}

/** AWS takes no such statement. A list of nothing would read as if it granted nothing, and a number as no wildcard. */
function noteMalformed(statement: Value): void {
  if (statement.unknown) return;
  const parts = statement.entries();
  if (parts.length === 0) statement.malformed("a statement");
  for (const [name, part] of parts) {
    if (/^(?:not)?(?:action|resource)$/iu.test(name)) noteNoTexts(part);
    else if (/^(?:not)?principal$/iu.test(name)) noteNoPrincipal(part);
    // AWS takes a condition of nothing, and its console writes one down.
    else if (/^condition$/iu.test(name) && !part.unknown && !part.isMap) part.malformed("a map of operators");
  }
}

function noteNoPrincipal(part: Value): void {
  if (part.unknown || part.text !== undefined) return;
  const kinds = part.entries();
  if (kinds.length === 0) part.malformed("a map of kinds of principals");
  for (const [, principals] of kinds) noteNoTexts(principals);
}

function noteNoTexts(part: Value): void {
  if (part.unknown) return;
  const texts = part.items();
  if (texts.length === 0) part.malformed("a string or a list of strings");
  for (const one of texts) if (!one.unknown && one.text === undefined) one.malformed("a string");
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
