import type { kms } from "@pulumi/aws";
import { grants, holdsOnlyFor } from "../../granted";
import { keyPolicyProperty, keyPolicyTypes } from "../../key-policies";
import { type Resource, type Violation, registered, resourcePolicy } from "../../policy";
import { grantingStatements } from "../../policy-document";
import { isOpen, itemsOf, type Value } from "../../reader";

const grant = "aws:kms/grant:Grant";

/**
 * A grant is for a service of AWS or for a role that this stack made before, in the account that the key's ARN or the stack's
 * key policies name: a role of the same name elsewhere is a stranger's. Key policies let nobody make others: who may
 * call kms:CreateGrant is bound to `kms:GrantIsForAWSResource`, or to such grantees by `kms:GranteePrincipal`.
 */
export const grantsLimited = resourcePolicy<kms.GrantArgs>([grant, ...keyPolicyTypes], {
  name: "kms-grants-limited",
  description: "Grants on a bot's keys are for services of AWS and for the bot's own role.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Grant to the bot's role only, and bind kms:CreateGrant in key policies with a Bool condition on kms:GrantIsForAWSResource.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
  tags: ["kms", "key-policy"],
  rationale:
    "A grant admits somebody to a key without a word in its policy, and stays when the policy is put right: the quietest way to keep reading a bot's secret.",
  example: `{
  Effect: "Allow",
  Principal: { AWS: deployer },
  Action: "kms:CreateGrant",
  Resource: "*",
  Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
}`,
  stacks: ["bot"],
  judge(resource, violation) {
    if (resource.type === grant) {
      const grantee = resource.at("granteePrincipal");
      const key = resource.at("keyId");
      const home = key.unknown ? undefined : accountOfKey.exec(key.text ?? "")?.[1];
      const own = isOwn(grantee.text ?? "", home === undefined ? [] : [home]);
      if (own === undefined) violation(key, "the key's ARN, which says in whose account the role is");
      else if (!own) violation(grantee, "a service of AWS or a role of this stack");
    } else judgePolicy(resource, violation);
  },
});

const accountOfKey = /^arn:[^:]*:kms:[^:]*:(\d{12}):/u;

function judgePolicy(key: Resource, violation: Violation): void {
  const policy = key.at(keyPolicyProperty(key.type));
  for (const statement of grantingStatements(policy)) {
    if (!grants(statement, ["kms:CreateGrant"])) continue;
    if (holdsOnlyFor(statement, "kms:GrantIsForAWSResource", ["Bool"], (text) => text === "true")) continue;
    if (
      holdsOnlyFor(
        statement,
        "kms:GranteePrincipal",
        ["StringEquals", "ArnEquals"],
        (text) => isOwn(text, accountsIn(policy)) ?? administrators(policy).some(isOpen),
      )
    )
      continue;
    const allBut = statement.element("NotAction");
    violation(
      allBut.absent ? statement.element("Action") : allBut,
      "no kms:CreateGrant without a Bool condition that kms:GrantIsForAWSResource is true",
    );
  }
}

/**
 * Whether a grantee is the stack's own, `home` being the accounts that are known to be; without any, those of the stack's
 * key policies. Undefined: nothing says which account is.
 */
function isOwn(principal: string, home: readonly string[]): boolean | undefined {
  if (/^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/u.test(principal)) return true;
  const [, account = "", role] = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/u.exec(principal) ?? [];
  if (role === undefined || !rolesOfStack().has(role)) return false;
  const accounts = home.length > 0 ? home : accountsOfStack();
  return accounts.length === 0 ? undefined : accounts.includes(account);
}

/** The accounts that a key policy hands the key's administration to, by their root user or a role. */
function accountsIn(policy: Value): readonly string[] {
  return administrators(policy).flatMap(
    ({ text }) => /^(?:arn:[^:]*:iam::)?(\d{12})(?::(?:root|role\/.+))?$/u.exec(text ?? "")?.[1] ?? [],
  );
}

/** Those who may write a key policy anew by what it says itself, what is not known yet among them. */
function administrators(policy: Value): readonly Value[] {
  return grantingStatements(policy)
    .filter((statement) => isOpen(statement.element("Action")) || grants(statement, ["kms:PutKeyPolicy"]))
    .flatMap((statement) => itemsOf(statement.element("Principal").at("AWS")));
}

function accountsOfStack(): readonly string[] {
  return registered(...keyPolicyTypes).flatMap((key) => accountsIn(key.inputs.below([keyPolicyProperty(key.type)])));
}

/** Names of the roles that have been registered so far: whoever is granted to by reference comes before the grant. */
function rolesOfStack(): ReadonlySet<string> {
  return new Set(
    registered("aws:iam/role:Role", "aws-native:iam:Role").flatMap(
      (role) => role.inputs.at(role.type === "aws-native:iam:Role" ? "roleName" : "name").text ?? [],
    ),
  );
}
