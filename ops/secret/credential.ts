import type { Credential, CredentialField, Exchange } from "../../exchanges/exchange";
import { isMap } from "../embedded/project";
import { UserError } from "../user-error";
import { shapeOf } from "./shape";

/** The names that ccxt gives the fields of a credential; a secret's value is JSON with some of them. */
export const fieldNames = ["apiKey", "secret", "password", "uid", "walletAddress", "privateKey"] as const;
export type FieldName = (typeof fieldNames)[number];

/** The fields of a credential by ccxt's names. */
export type Fields = Partial<Record<FieldName, string>>;

/** A credential that fits its exchange. */
export interface Fitting {
  readonly kind: Credential["kind"];
  readonly fields: Fields;
  /** The half that is no secret, or the empty text. */
  readonly publicHalf: string;
  /** What is odd about it, a sentence each. */
  readonly warnings: readonly string[];
}

const ofWallets = new Set(["secp256k1", "stark", "schnorr"]);

/** ccxt's name for a field of an exchange's credential. */
export function fieldName(kind: Credential["kind"], { name, half }: CredentialField): FieldName {
  if (half === "public") return ofWallets.has(kind) ? "walletAddress" : "apiKey";
  if (name === "passphrase") return "password";
  return ofWallets.has(kind) ? "privateKey" : "secret";
}

/** Reads a credential's JSON. Its errors name no value, and no name that is not one of ours. Throws UserError. */
export function readFields(text: string): Fields {
  const names = fieldNames.join(", ");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  if (!isMap(content)) {
    throw new UserError(
      `The credential is no JSON object. One with some of these fields is expected: ${names} (docs/operations.md).`,
    );
  }
  const fields: Fields = {};
  for (const [name, value] of Object.entries(content)) {
    const known = fieldNames.find((one) => one === name);
    if (known === undefined) {
      throw new UserError(`The credential has a field with another name than these: ${names}.`);
    }
    if (typeof value !== "string" || value === "")
      throw new UserError(`The credential's ${known} is no text, or empty.`);
    if (value.trim() !== value.replace(/\n$/u, "")) {
      throw new UserError(`The credential's ${known} begins or ends with blanks. Copy it again without them.`);
    }
    fields[known] = value;
  }
  return fields;
}

/**
 * Holds a credential against what its exchange issues. Throws UserError that says which field of which kind does not fit,
 * and what is expected; never what was found.
 */
export function fitting(fields: Fields, exchange: Exchange): Fitting {
  const given = Object.keys(fields);
  const tried = exchange.credentials.map((credential) => {
    const expected = credential.fields.map((field) => ({ field, name: fieldName(credential.kind, field) }));
    const missing = expected.filter(({ name }) => fields[name] === undefined);
    const odd = given.filter((name) => name !== "uid" && expected.every((one) => one.name !== name));
    const unfit = expected.filter(
      ({ field, name }) => fields[name] !== undefined && shapeOf(field.shape)?.matches(fields[name]) === false,
    );
    const wrong = unfit.filter(({ field }) => shapeOf(field.shape)?.isVerified === true);
    // A key in PEM is of no kind without, nor the other way round, whatever else does not fit.
    const alien = unfit.filter(({ field, name }) => isPem(field.shape) !== isPem(fields[name] ?? ""));
    return { credential, expected, missing, odd, unfit, wrong, distance: missing.length + odd.length + alien.length };
  });
  const best = tried.toSorted(
    (a, b) => a.distance - b.distance || a.wrong.length - b.wrong.length || a.unfit.length - b.unfit.length,
  )[0];
  if (best === undefined) throw new UserError(`Bulkhead knows no credential of ${exchange.title}.`);
  const { credential, expected, missing, odd, unfit, wrong } = best;
  const faults = [
    ...missing.map(({ field, name }) => `${name} is missing: the ${field.name}`),
    ...odd.map((name) => `${name} has no place in it`),
    ...wrong.map((one) => looksOdd(one)),
  ];
  if (faults.length > 0) {
    throw new UserError(
      `This is no ${credential.kind} credential of ${exchange.title}: ${faults.join("; ")}. Nothing was put.`,
    );
  }
  const open = expected.find(({ field }) => field.half === "public");
  return {
    kind: credential.kind,
    fields,
    publicHalf: open === undefined ? "" : (fields[open.name] ?? ""),
    warnings: [
      ...(credential.discouraged === undefined ? [] : [credential.discouraged]),
      ...unfit.map((one) => `${looksOdd(one)}.`),
    ],
  };
}

function isPem(text: string): boolean {
  return /\bPEM\b|-----BEGIN/u.test(text);
}

function looksOdd({ field, name }: { readonly field: CredentialField; readonly name: FieldName }): string {
  return `${name} does not look like ${/^[aeio]/iu.test(field.name) ? "an" : "a"} ${field.name} (${field.shape})`;
}
