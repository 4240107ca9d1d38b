import type { Policy } from "../policy";

/** One option of a policy, as `configSchema` declares it. */
export interface Setting {
  readonly name: string;
  /** What is allowed: `integer, 7 to 30`. */
  readonly allowed: string;
  /** As JSON; undefined where there is none. */
  readonly default: string | undefined;
  readonly description: string;
}

/** The options of a policy. */
export function settingsOf({ configSchema }: Policy): readonly Setting[] {
  return Object.entries(configSchema?.properties ?? {}).map(([name, schema]) => ({
    name,
    allowed: allowedBy(schema),
    default: "default" in schema ? JSON.stringify(schema.default) : undefined,
    description: schema.description ?? "",
  }));
}

type Schema = NonNullable<Policy["configSchema"]>["properties"][string];

function allowedBy(schema: Schema): string {
  const { minimum, maximum } = schema;
  const range =
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}`
      : minimum !== undefined
        ? `at least ${minimum}`
        : maximum !== undefined
          ? `at most ${maximum}`
          : undefined;
  const items = schema.items;
  const of = typeof items === "object" && !Array.isArray(items) ? ` of ${String(items.type)}s` : "";
  const type = schema.type === "array" ? `list${of}` : [schema.type ?? "any"].flat().join(" or ");
  const choice =
    schema.enum === undefined ? undefined : `one of ${schema.enum.map((one) => JSON.stringify(one)).join(", ")}`;
  return [type, range, choice].filter((part) => part !== undefined).join(", ");
}
