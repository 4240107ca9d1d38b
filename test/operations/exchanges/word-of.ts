/** A text, number or truth value of a JSON body, as text; nothing where it is none of them. */
export function wordOf(value: unknown): string | undefined {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}
