import { isDeepStrictEqual } from "node:util";

/**
 * Whether a policy document, as a service gave it back, says what ours says. Services write a list of one as its item, and
 * lists in an order of their own.
 */
export function sameDocument(text: string | undefined, ours: object): boolean {
  try {
    return isDeepStrictEqual(settled(JSON.parse(text ?? "")), settled(JSON.parse(JSON.stringify(ours))));
  } catch {
    return false;
  }
}

function settled(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(settled);
    return items.length === 1 ? items[0] : items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]): [string, unknown] => [key, settled(each)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
