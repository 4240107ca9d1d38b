import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** A property as it travels between program, engine and pack: JSON, with objects that carry a signature. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Properties = Readonly<Record<string, Value>>;

// The wire format's constants, as in github.com/pulumi/pulumi sdk/go/common/resource/properties.go.
const signature = "4dabf18193072939515e22adb298388d";
const signatures = {
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** What stands for a value that is not known yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Kind = keyof typeof signatures;

const kinds = new Map<unknown, Kind>((Object.keys(signatures) as Kind[]).map((kind) => [signatures[kind], kind]));

export function isObject(value: Value | undefined): value is Readonly<Record<string, Value>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The kind of a signed object; undefined for plain values. */
export function kindOf(value: Value | undefined): Kind | undefined {
  return isObject(value) ? kinds.get(value[signature]) : undefined;
}

export function secret(value: Value): Value {
  return kindOf(value) === "secret" ? value : { [signature]: signatures.secret, value };
}

/** An output value: `value` is left out while it is unknown. */
export function output(value: Value | undefined, isSecret: boolean, dependencies: readonly string[]): Value {
  return {
    [signature]: signatures.output,
    ...(value === undefined ? {} : { value }),
    ...(isSecret ? { secret: true } : {}),
    ...(dependencies.length === 0 ? {} : { dependencies }),
  };
}

/** Rebuilds a value from the leaves up; a signature is kept as it is. */
export function mapStrings(value: Value, change: (text: string) => Value): Value {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return (value as readonly Value[]).map((each) => mapStrings(each, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === signature ? each : mapStrings(each, change)]),
  );
}

/** Whether any string inside (signatures aside) satisfies the question. */
export function someString(value: Value | undefined, question: (text: string) => boolean): boolean {
  if (typeof value === "string") return question(value);
  if (Array.isArray(value)) return (value as readonly Value[]).some((each) => someString(each, question));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, each]) => key !== signature && someString(each, question));
}

/** The text of a value that is known: secrets and output values are opened. */
export function plain(value: Value | undefined): Value | undefined {
  const kind = kindOf(value);
  return isObject(value) && (kind === "secret" || kind === "output") ? plain(value.value) : value;
}

/** The text of a property that has to be one; "" for anything else. */
export function textIn(value: Value | undefined): string {
  const inner = plain(value);
  return typeof inner === "string" || typeof inner === "number" || typeof inner === "boolean" ? String(inner) : "";
}

/** Gathers the resources that output values inside depend on. */
export function dependenciesOf(value: Value, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value as readonly Value[]) dependenciesOf(each, found);
  else if (isObject(value)) {
    const { dependencies } = value;
    if (kindOf(value) === "output" && Array.isArray(dependencies)) {
      for (const urn of dependencies as readonly Value[]) if (typeof urn === "string") found.add(urn);
    }
    for (const each of Object.values(value)) dependenciesOf(each, found);
  }
  return found;
}

/** Output values become secrets, unknowns or plain values: the engine hands on nothing else to providers and packs. */
export function downgrade(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(downgrade);
  if (!isObject(value)) return value;
  if (kindOf(value) === "output") {
    if (!Object.hasOwn(value, "value")) return unknown;
    const inner = downgrade(value.value ?? null);
    return value.secret === true ? secret(inner) : inner;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, downgrade(each)]));
}

/**
 * Assets as the engine keeps them: without the SDK's markers and with the SHA-256 of their content.
 * Not computed: the hash of an archive (it is taken over a tar of Go's making) and of a remote asset (no network).
 */
export function settleAssets(value: Value, folder: string): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map((each) => settleAssets(each, folder));
  if (!isObject(value)) return value;
  const kind = kindOf(value);
  const entries = Object.entries(value).filter(
    ([key]) => !(kind === "asset" || kind === "archive") || !key.startsWith("__pulumi"),
  );
  const settled = Object.fromEntries(entries.map(([key, each]) => [key, settleAssets(each, folder)]));
  if (kind !== "asset") return settled;
  const { text, path } = settled;
  const content = typeof text === "string" ? text : typeof path === "string" ? read(resolve(folder, path)) : undefined;
  if (content === undefined) return settled;
  return { ...settled, hash: createHash("sha256").update(content).digest("hex") };
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Properties as the engine shows them to a pack: a reference to a resource is its id, or its URN for a component. */
export function forPack(properties: Properties, internalKeys: boolean): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([key]) => internalKeys || !key.startsWith("__"))
      .map(([key, value]) => [key, withoutReferences(value)]),
  );
}

function withoutReferences(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(withoutReferences);
  if (!isObject(value)) return value;
  if (kindOf(value) === "resource") {
    const { id, urn } = value;
    if (id === undefined) return urn ?? null;
    return id === "" ? unknown : id;
  }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutReferences(each)]));
}
