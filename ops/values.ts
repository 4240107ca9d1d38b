/** The flags of a subcommand as they were given, by name. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** The text of a flag; undefined where it was not given. */
export function one(value: Values[string]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The texts of a flag that may be repeated, or of the operands. */
export function many(value: Values[string]): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
