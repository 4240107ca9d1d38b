import type { kms } from "@pulumi/aws";
import { resourcePolicy } from "../../policy";
import { type Statement, grantingStatements } from "../../policy-document";
import type { Value } from "../../reader";

type Args = kms.KeyArgs | kms.KeyPolicyArgs | kms.ReplicaKeyArgs | kms.ExternalKeyArgs | kms.ReplicaExternalKeyArgs;

/**
 * A key policy that admits everybody hands the key to anybody's AWS account. Only statements that grant are judged: a
 * denial for `*` is the recommended form. A condition makes a wildcard harmless if it names the caller exactly:
 * `kms:CallerAccount`, `aws:PrincipalAccount`, `aws:PrincipalOrgID` or `aws:PrincipalArn` under `StringEquals`,
 * `StringLike`, `ArnEquals` or `ArnLike`, with nothing but whole values. Every other condition counts for nothing:
 * negated operators, `…IfExists` and `ForAllValues:` hold for callers that bring no such key, and `kms:ViaService` alone
 * holds for every account.
 */
export const noWildcardPrincipal = resourcePolicy<Args>(
  [
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
  ],
  {
    name: "kms-no-wildcard-principal",
    description: "No statement of a key policy admits everybody.",
    severity: "critical",
    level: "mandatory",
    remediationSteps:
      "Name the accounts or roles that may use the key, or add a StringEquals condition on kms:CallerAccount.",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    tags: ["kms", "key-policy"],
    nonWaivable: true,
    judge(key, violation) {
      for (const statement of grantingStatements(key.at("policy"))) {
        const wildcards = wildcardsOf(statement);
        if (wildcards.length === 0 || namesItsCaller(statement.element("Condition"))) continue;
        for (const { at, expected } of wildcards) violation(at, expected);
      }
    },
  },
);

interface Wildcard {
  readonly at: Value;
  readonly expected: string;
}

function wildcardsOf(statement: Statement): readonly Wildcard[] {
  const wildcards: Wildcard[] = [];
  const everyoneElse = statement.element("NotPrincipal");
  if (!everyoneElse.absent) {
    wildcards.push({ at: everyoneElse, expected: "Principal: what is left out of NotPrincipal is everybody" });
  }
  const principal = statement.element("Principal");
  const named = principal.text === undefined ? principal.entries() : [["AWS", principal] as const];
  for (const [kind, principals] of named) {
    if (!/^(?:AWS|Service|Federated)$/iu.test(kind)) {
      wildcards.push({ at: principals, expected: "AWS, Service or Federated, the kinds that a key policy takes" });
      continue;
    }
    for (const one of principals.items()) {
      if (/[*?]/u.test(one.text ?? "")) wildcards.push({ at: one, expected: "named principals" });
    }
  }
  return wildcards;
}

const exact = /^(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/u;
const callers: Readonly<Record<string, RegExp>> = {
  "kms:calleraccount": /^\d{12}$/u,
  "aws:principalaccount": /^\d{12}$/u,
  "aws:principalorgid": /^o-[a-z0-9]{10,32}$/u,
  "aws:principalarn": /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:[\w+=,.@/-]+$/u,
};

/** Conditions are all to be met, so one that names the caller is enough. The values under a key are alternatives. */
function namesItsCaller(condition: Value): boolean {
  if (condition.unknown) return !condition.known;
  const candidates: { shape: RegExp; values: readonly Value[] }[] = [];
  let open = false;
  for (const [operator, keys] of condition.entries()) {
    if (!exact.test(operator)) continue;
    if (keys.unknown) open = true;
    else {
      for (const [key, values] of keys.entries()) {
        const shape = callers[key.toLowerCase()];
        if (shape === undefined) continue;
        if (values.unknown) open = true;
        else candidates.push({ shape, values: values.items() });
      }
    }
  }
  const named = candidates.some(
    ({ shape, values }) => values.length > 0 && values.every((value) => !value.unknown && shape.test(value.text ?? "")),
  );
  if (named) return true;
  const undecided = candidates.filter(
    ({ shape, values }) =>
      values.some((value) => value.unknown) && values.every((value) => value.unknown || shape.test(value.text ?? "")),
  );
  for (const { values } of undecided) for (const value of values) void value.known;
  // A condition that is not known yet may name the caller: asking for it leaves the judgement open.
  if (open) for (const [, keys] of condition.entries()) for (const [, values] of keys.entries()) void values.known;
  return open || undecided.length > 0;
}
