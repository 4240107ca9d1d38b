import type { Statement } from "./policy-document";
import { isOpen, type Value } from "./reader";
import { matchesAction as matches } from "./wildcards";

/** Whether a statement that grants speaks of one of these actions, by name, by wildcard, or by leaving it out of NotAction. */
export function grants(statement: Statement, actions: readonly string[]): boolean {
  const among = (patterns: Value, action: string): boolean =>
    patterns.items().some((one) => matches(one.text ?? "", action));
  const allBut = statement.element("NotAction");
  return allBut.absent
    ? actions.some((action) => among(statement.element("Action"), action))
    : actions.some((action) => !among(allBut, action));
}

/**
 * Whether a statement holds only where this condition key has one of some values: under one of the operators, all that are
 * listed do. What is not known yet may be one of them, and is noted.
 */
export function holdsOnlyFor(
  statement: Statement,
  key: string,
  operators: readonly string[],
  isOne: (text: string) => boolean,
): boolean {
  const condition = statement.element("Condition");
  if (isOpen(condition)) return true;
  return condition
    .entries()
    .filter(([operator]) => operators.includes(operator))
    .some(
      ([, keys]) =>
        isOpen(keys) ||
        keys
          .entries()
          .filter(([name]) => name.toLowerCase() === key.toLowerCase())
          .some(([, values]) => isOpen(values) || areOnly(values.items(), isOne)),
    );
}

function areOnly(values: readonly Value[], isOne: (text: string) => boolean): boolean {
  return (
    values.length > 0 && values.every((value) => isOpen(value) || isOne(value.is(true) ? "true" : (value.text ?? "")))
  );
}
