import { readFileSync } from "node:fs";
import type AjvConstructor from "ajv";
import { UserError } from "../user-error";
import { nearest } from "../nearest";
import { isMap } from "./project";

export const levels = ["advisory", "mandatory", "remediate", "disabled"] as const;
export type PolicyLevel = (typeof levels)[number];

/** A policy's level and options. */
export interface PolicyConfig {
  readonly level: PolicyLevel | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a policy of the pack says about its configuration. */
export interface Configurable {
  readonly name: string;
  readonly level: PolicyLevel;
  /** JSON schemas of its options, by name. */
  readonly options: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly required: readonly string[];
}

/**
 * Reads a file for `--policy-pack-config`, in Pulumi's own format: a policy's name, or `all`, to a level, or to an object of
 * its options and `enforcementLevel` (pulumi/pulumi, pkg/resource/analyzer/config.go). Throws UserError.
 */
export function readPolicyConfig(path: string): ReadonlyMap<string, PolicyConfig> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new UserError(`${path} can't be read. --policy-pack-config takes a JSON file.`);
  }
  const configs = new Map<string, PolicyConfig>();
  if (text.trim() === "") return configs;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new UserError(`${path} is no JSON, expected policies' names with their levels or options.`);
  }
  if (!isMap(content))
    throw new UserError(`${path} is no JSON object, expected policies' names with their levels or options.`);
  for (const [name, said] of Object.entries(content)) {
    if (name === "environments") {
      throw new UserError(
        `${path}: environments of Pulumi ESC can't be opened offline. Use pulumi preview --policy-pack.`,
      );
    }
    const { enforcementLevel, ...properties } = isMap(said) ? said : { enforcementLevel: said };
    if (enforcementLevel !== undefined && !isLevel(enforcementLevel)) {
      throw new UserError(`${path}: the level of ${shown(name)} is none of ${levels.join(", ")}.`);
    }
    configs.set(name, { level: enforcementLevel, properties });
  }
  return configs;
}

/**
 * Levels and options as the engine settles them: the policies' own defaults, then what the pack was started with, then the
 * file's. Throws UserError where a policy or an option does not exist or an option has no allowed value.
 */
export function settle(
  policies: readonly Configurable[],
  ...layers: readonly ReadonlyMap<string, PolicyConfig>[]
): ReadonlyMap<string, { readonly level: PolicyLevel; readonly properties: Readonly<Record<string, unknown>> }> {
  const settled = new Map(
    policies.map(({ name, level, options }) => [
      name,
      {
        level,
        properties: Object.fromEntries(
          Object.entries(options).flatMap(([key, schema]) =>
            "default" in schema ? [[key, schema.default] as const] : [],
          ),
        ),
      },
    ]),
  );
  for (const layer of layers) {
    const all = layer.get("all")?.level;
    if (all !== undefined) for (const [name, { properties }] of settled) settled.set(name, { level: all, properties });
    for (const [name, { level, properties }] of layer) {
      if (name === "all") continue;
      const before = settled.get(name);
      if (before === undefined) {
        const meant = nearest(name, [...settled.keys()]);
        throw new UserError(
          `The configuration of the policy pack names the policy ${shown(name)}, which the pack does not have.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
        );
      }
      settled.set(name, { level: level ?? before.level, properties: { ...before.properties, ...properties } });
    }
  }
  for (const policy of policies) {
    // A schema's own defaults are not what a user got wrong.
    const said = layers.some((layer) => Object.keys(layer.get(policy.name)?.properties ?? {}).length > 0);
    if (said || policy.required.length > 0) validate(policy, settled.get(policy.name)?.properties ?? {});
  }
  return settled;
}

function validate({ name, options, required }: Configurable, properties: Readonly<Record<string, unknown>>): void {
  const unheard = Object.keys(properties).find((key) => !(key in options));
  if (unheard !== undefined) {
    const known = Object.keys(options);
    throw new UserError(
      `${name} has no option ${shown(unheard)}; it has ${known.length === 0 ? "none" : known.join(", ")}.`,
    );
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const Ajv = require("ajv") as typeof AjvConstructor;
  const check = new Ajv({ allErrors: true, verbose: true, schemaId: "auto" }).compile({
    type: "object",
    properties: options,
    required,
  });
  if (check(properties) === true) return;
  const [first] = check.errors ?? [];
  throw new UserError(
    `Policy configuration: the option ${first?.dataPath.replace(/^\./u, "") ?? ""} of ${name} ${first?.message ?? "is wrong"}, found ${kindOf(first?.data)}. See bulkhead explain ${name}.`,
  );
}

/** What was found in place of an option's value: its kind, and of a number the number. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : ({ string: "a string", object: "an object" }[typeof value as string] ?? "nothing");
}

/** A name from the file, as far as an error needs it. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}

function isLevel(value: unknown): value is PolicyLevel {
  return (levels as readonly unknown[]).includes(value);
}
