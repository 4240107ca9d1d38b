import { isMap } from "../embedded/project";

/**
 * A field of a key's record: what the exchange told; `unknown` where it should have told and did not, which never passes;
 * `untold` where the exchange cannot tell it, so that other evidence may settle it.
 */
export type Told<Value> = { readonly value: Value } | { readonly unknown: string } | { readonly untold: string };

/** What an exchange says of one key, in one form for all exchanges. Times are ISO 8601 in UTC; null stands for none. */
export interface KeyRecord {
  /** Fingerprint of the half that is no secret: SHA-256 of exchange and public id, the first 16 hex digits. */
  readonly key: string;
  readonly label: string | null;
  /** Whether it is the key that the call was made with. */
  readonly self: boolean;
  readonly canRead: Told<boolean>;
  readonly canTrade: Told<boolean>;
  readonly canWithdraw: Told<boolean>;
  readonly canTransfer: Told<boolean>;
  /** Whether it is bound to addresses. */
  readonly restricted: Told<boolean>;
  readonly addresses: Told<readonly string[]>;
  readonly created: Told<string | null>;
  readonly expires: Told<string | null>;
  readonly lastUsed: Told<string | null>;
  readonly network: Told<string>;
  /** Whether it can manage keys of sub-accounts. */
  readonly master: Told<boolean>;
  readonly state: Told<string>;
}

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 200;
const isTime = (value: unknown): value is string | null =>
  value === null || (isText(value) && /^\d{4}-\d\d-\d\dT/u.test(value) && !Number.isNaN(Date.parse(value)));
const isList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

/** A record as a host sent it. What is not of its form is `unknown`; undefined for what names no key at all. */
export function keyRecord(content: unknown): KeyRecord | undefined {
  if (!isMap(content) || !isText(content.key) || !/^[\da-f]{16}$/u.test(content.key)) return undefined;
  const told = <Value>(name: string, isValue: (value: unknown) => value is Value): Told<Value> => {
    const field = content[name];
    if (isMap(field)) {
      if (isValue(field.value)) return { value: field.value };
      if (isText(field.unknown)) return { unknown: field.unknown };
      if (isText(field.untold)) return { untold: field.untold };
    }
    return { unknown: "The host's answer does not have it in its form." };
  };
  return {
    key: content.key,
    label: isText(content.label) ? content.label : null,
    self: content.self === true,
    canRead: told("canRead", isBoolean),
    canTrade: told("canTrade", isBoolean),
    canWithdraw: told("canWithdraw", isBoolean),
    canTransfer: told("canTransfer", isBoolean),
    restricted: told("restricted", isBoolean),
    addresses: told("addresses", isList),
    created: told("created", isTime),
    expires: told("expires", isTime),
    lastUsed: told("lastUsed", isTime),
    network: told("network", isText),
    master: told("master", isBoolean),
    state: told("state", isText),
  };
}
