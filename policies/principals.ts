import type { Violation } from "./policy";
import { type Statement, grantingStatements } from "./policy-document";
import { itemsOf, type Value } from "./reader";

interface Kinds {
  /** Completes "the kinds that … takes": `a key policy`. */
  readonly document: string;
  /** Condition keys, in lower case, that name the caller for this service, and what their values look like. */
  readonly callers?: Readonly<Record<string, RegExp>>;
}

/**
 * Reports the statements of a resource's policy that admit everybody. Only statements that grant are judged: a denial for
 * `*` is the recommended form. A condition makes a wildcard harmless if it names the caller exactly:
 * `aws:PrincipalAccount`, `aws:PrincipalOrgID` or `aws:PrincipalArn` (or a key of the service's own) under `StringEquals`,
 * `StringLike`, `ArnEquals` or `ArnLike`, with nothing but whole values. Every other condition counts for nothing:
 * negated operators, `…IfExists` and `ForAllValues:` hold for callers that bring no such key, and `kms:ViaService` alone
 * holds for every account.
 */
export function refuseEverybody(policy: Value, { document, callers: own = {} }: Kinds, violation: Violation): void {
  const shapes = { ...callers, ...own };
  for (const statement of grantingStatements(policy)) {
    const wildcards = wildcardsOf(statement, document);
    if (wildcards.length === 0) continue;
    const { named, open } = callerIn(statement.element("Condition"), shapes);
    if (named) continue;
    // A condition that is not known yet may name the caller.
    for (const value of open) violation(value, "a caller by name");
    if (open.length === 0) for (const { at, expected } of wildcards) violation(at, expected);
  }
}

interface Wildcard {
  readonly at: Value;
  readonly expected: string;
}

function wildcardsOf(statement: Statement, document: string): readonly Wildcard[] {
  const wildcards: Wildcard[] = [];
  const everyoneElse = statement.element("NotPrincipal");
  if (!everyoneElse.absent) {
    wildcards.push({ at: everyoneElse, expected: "Principal: what is left out of NotPrincipal is everybody" });
  }
  const principal = statement.element("Principal");
  const named = principal.text === undefined ? principal.entries() : [["AWS", principal] as const];
  for (const [kind, principals] of named) {
    if (!/^(?:AWS|Service|Federated)$/iu.test(kind)) {
      wildcards.push({ at: principals, expected: `AWS, Service or Federated, the kinds that ${document} takes` });
      continue;
    }
    for (const one of principals.items()) {
      if (/[*?]/u.test(one.text ?? "")) wildcards.push({ at: one, expected: "named principals" });
    }
  }
  return wildcards;
}

/**
 * Keys of a condition that name whose requests a service brings, and what their values look like: a whole account, or one
 * resource that has none.
 */
export const sources = {
  "aws:sourceaccount": /^\d{12}$/u,
  "aws:sourcearn": /^arn:(?:aws[a-z-]*|\*):[\w-]+:(?:[\w*?-]*:\d{12}:\S+|[\w-]*::[^*?$\s]+)$/u,
};

/** An organization's id. */
export const organization = /^o-[a-z0-9]{10,32}$/u;

const exact = /^(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/u;
const callers: Readonly<Record<string, RegExp>> = {
  "aws:principalaccount": /^\d{12}$/u,
  "aws:principalorgid": organization,
  "aws:principalarn": /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+$/u,
};

/**
 * Whether the condition names the caller, or which unknown parts of it still may. Conditions are all to be met, so one
 * that names the caller is enough; the values under one key are alternatives, so each of them has to.
 */
function callerIn(
  condition: Value,
  shapes: Readonly<Record<string, RegExp>>,
): { readonly named: boolean; readonly open: readonly Value[] } {
  if (condition.unknown) return { named: false, open: [condition] };
  const open: Value[] = [];
  for (const [operator, keys] of condition.entries()) {
    if (!exact.test(operator)) continue;
    if (keys.unknown) {
      open.push(keys);
      continue;
    }
    for (const [key, values] of keys.entries()) {
      const shape = shapes[key.toLowerCase()];
      if (shape === undefined) continue;
      const all = itemsOf(values);
      const unknown = all.filter((value) => value.unknown);
      const named = all.every((value) => value.unknown || shape.test(value.text ?? ""));
      if (!named || all.length === 0) continue;
      if (unknown.length === 0) return { named: true, open: [] };
      open.push(...unknown);
    }
  }
  return { named: false, open };
}
