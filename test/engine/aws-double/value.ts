/** A property as it crosses the provider protocol: plain JSON, with marks for secrets, assets and unknown values. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type Properties = Record<string, Value>;

/** Keys and values that the protocol reserves: pulumi/pulumi `sdk/go/common/resource/properties.go` and `plugin/rpc.go`. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownKinds = new Set([
  unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: Value | undefined): value is { value: Value } & Properties {
  return isObject(value) && value[signatureKey] === secretSignature;
}

/** Assets, archives, output values and resource references: objects that are one value, not a block of properties. */
export function isSpecial(value: Value | undefined): boolean {
  return isObject(value) && signatureKey in value;
}

export function secret(value: Value): Value {
  return isSecret(value) ? value : { [signatureKey]: secretSignature, value };
}

function some(value: Value, test: (value: Value) => boolean): boolean {
  if (test(value)) return true;
  if (Array.isArray(value)) return value.some((element) => some(element, test));
  return isObject(value) && Object.values(value).some((element) => some(element, test));
}

export function holdsUnknown(value: Value): boolean {
  return some(value, (part) => typeof part === "string" && unknownKinds.has(part));
}

export function holdsSecret(value: Value): boolean {
  return some(value, isSecret);
}

/** The value without its secret marks. */
export function plain(value: Properties): Properties;
export function plain(value: Value): Value;
export function plain(value: Value): Value {
  if (isSecret(value)) return plain(value.value);
  if (Array.isArray(value)) return value.map((part) => plain(part));
  return isObject(value) ? mapValues(value, (part) => plain(part)) : value;
}

export function mapValues(object: Properties, map: (value: Value, key: string) => Value): Properties {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}

/** One text for equal values, whatever the order of their keys. */
export function canonical(value: Value): string {
  return JSON.stringify(sorted(value));
}

/** A policy document given as an object becomes JSON text with sorted keys; one unknown part makes the whole unknown. */
export function jsonDocument(value: Value): Value {
  if (holdsUnknown(value)) return unknown;
  const document = plain(value);
  // Go's encoder escapes these three, and the real provider is written in Go.
  const text =
    typeof document === "string"
      ? document
      : canonical(document).replace(/[<>&]/gu, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return holdsSecret(value) ? secret(text) : text;
}
