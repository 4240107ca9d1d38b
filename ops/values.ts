/** The flags of a subcommand as they were given, by name. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
