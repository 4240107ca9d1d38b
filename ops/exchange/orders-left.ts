/**
 * Why a `cancel-all` that was answered does not show that no order is left, or undefined where it does. What the key may not see
 * is unknown, not none.
 */
export function ordersLeft({ left, unseen }: Readonly<Record<string, unknown>>):
  | {
      readonly isUnknown: boolean;
      readonly why: string;
    }
  | undefined {
  if (left === 0) return undefined;
  if (typeof left === "number") return { isUnknown: false, why: `${String(left)} orders are still open` };
  const kinds = (Array.isArray(unseen) ? (unseen as readonly unknown[]) : []).filter(
    (kind): kind is string => typeof kind === "string" && /^[\w -]{1,40}$/u.test(kind),
  );
  const which = kinds.length === 0 ? "some kinds" : kinds.join(", ");
  return { isUnknown: true, why: `The key may not see orders of ${which}: whether some are open is unknown.` };
}
