import type { Statement } from "./policy-document";
import type { Value } from "./reader";
import { matches } from "./wildcard";

/** Whether a statement that grants speaks of one of these actions, by name, by wildcard, or by leaving it out of NotAction. */
export function grants(statement: Statement, actions: readonly string[]): boolean {
  const among = (patterns: Value, action: string): boolean =>
    patterns.items().some((one) => matches(one.text ?? "", action));
  const allBut = statement.element("NotAction");
  return allBut.absent
    ? actions.some((action) => among(statement.element("Action"), action))
    : actions.some((action) => !among(allBut, action));
}

/** Whether a statement holds only where this condition key has one of some values: under one of the operators, all that are listed do. */
export function holdsOnlyFor(
  statement: Statement,
  key: string,
  operators: readonly string[],
  isOne: (text: string) => boolean,
): boolean {
  return statement
    .element("Condition")
    .entries()
    .filter(([operator]) => operators.includes(operator))
    .flatMap(([, keys]) => keys.entries())
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .some(([, values]) => {
      const all = values.items();
      return all.length > 0 && all.every((value) => (value.is(true) ? isOne("true") : isOne(value.text ?? "")));
    });
}
