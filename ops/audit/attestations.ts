import { appendFileSync, existsSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { isMap } from "../embedded/project";
import { readYaml } from "../embedded/yaml-file";
import { cannotWrite, UserError } from "../user-error";
import { auditRules, type AuditRule } from "./finding";

/** Days that a person's word holds. */
export const attestationDays = 90;

/** A person's word for what an exchange cannot tell of a key. */
export interface Attestation {
  readonly rule: AuditRule;
  /** Fingerprint of the key. */
  readonly key: string;
  readonly by: string;
  /** Day on which the person looked, `YYYY-MM-DD`. */
  readonly on: string;
}

/** Reads attestations.yaml; a file that is not there has none. Throws UserError with the line of what is wrong. */
export function readAttestations(file: string, now: number): readonly Attestation[] {
  if (!existsSync(file)) return [];
  const yaml = readYaml(file);
  const content: unknown = yaml.document.toJS();
  if (content === null) return [];
  if (!Array.isArray(content))
    throw new UserError(`${file}: a list is expected, each entry with rule, key, by and on.`);
  return content.map((entry: unknown, index) => {
    const node = yaml.document.getIn([index], true) as { range?: [number] } | undefined;
    const refuse = (what: string): never => {
      throw new UserError(`${file}:${yaml.line(node?.range?.[0])}: ${what}`);
    };
    if (!isMap(entry)) return refuse("an entry has rule, key, by and on.");
    const { rule, key, by, on } = entry;
    if (typeof rule !== "string" || !Object.hasOwn(auditRules, rule)) {
      return refuse(`rule is one of ${Object.keys(auditRules).join(", ")}.`);
    }
    if (typeof key !== "string" || !/^[\da-f]{16}$/u.test(key))
      return refuse("key is a fingerprint, 16 hexadecimal digits in quotes.");
    if (typeof by !== "string" || by.trim() === "") return refuse("by names the person who looked.");
    if (typeof on !== "string" || !/^\d{4}-\d\d-\d\d$/u.test(on) || Number.isNaN(Date.parse(on))) {
      return refuse("on is a day, such as 2026-11-28.");
    }
    if (Date.parse(on) > now) return refuse("on lies in the future.");
    return { rule: rule as AuditRule, key, by, on };
  });
}

/** Who vouches for a rule of a key today; undefined where nobody does, or not any more. */
export function attestedBy(all: readonly Attestation[], rule: AuditRule, key: string, now: number): string | undefined {
  const valid = all.find(
    (one) => one.rule === rule && one.key === key && now - Date.parse(one.on) < attestationDays * 86_400_000,
  );
  return valid && `${valid.by} looked on ${valid.on}`;
}

/** Adds a person's word to attestations.yaml, once. Throws UserError where that can't be read or written. */
export function attest(file: string, word: Attestation, now: number): void {
  if (readAttestations(file, now).some((each) => isDeepStrictEqual(each, word))) return;
  const { rule, key, by, on } = word;
  try {
    appendFileSync(file, `- { rule: ${rule}, key: "${key}", by: ${JSON.stringify(by)}, on: "${on}" }\n`);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
