import { identityDocuments, identityPolicyTypes, refuseManaged } from "../../identity-documents";
import { resourcePolicy } from "../../policy";
import { type Statement, grantingStatements } from "../../policy-document";
import type { Value } from "../../reader";
import { matchesAction as matches, matchesAnywhere, withoutVariables } from "../../wildcards";

/**
 * Whoever gets hold of an administrator's credentials has every bot, key and secret of the account. Administrator is who
 * may do everything, and who may do everything in IAM, since that is one call away from it: `*` and `*:*`, `iam:*` on
 * every role or user, all but a few actions that leave IAM open, spread over statements or not, and the managed policies
 * AdministratorAccess and IAMFullAccess of any partition. A condition does not change that. Actions of one other
 * service, or everything on named resources, are no administrator's.
 */
export const noAdmin = resourcePolicy(identityPolicyTypes, {
  name: "identity-no-admin",
  description: "No identity is granted everything, or everything in IAM.",
  severity: "critical",
  level: "mandatory",
  remediationSteps: "Grant the actions that are needed, by name, on the resources that they are needed for.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
  tags: ["iam"],
  rationale:
    "Whoever gets hold of an administrator's credentials has every bot, key and secret of the account, and can undo every other safeguard.",
  example: `new aws.iam.RolePolicy("reads-secret", {
  role: role.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [secret.arn] }],
  }),
});`,
  nonWaivable: true,
  judge(resource, violation) {
    refuseManaged(resource, administrator, "a policy that does not make an administrator", violation);
    for (const document of identityDocuments(resource)) {
      const culprit = makesAdministrator(grantingStatements(document));
      if (culprit !== undefined) violation(culprit, "named actions: these make an administrator");
    }
  },
});

const administrator = /^(?:AdministratorAccess|IAMFullAccess)$/u;

// Any one of these, on every role or user, hands out whatever right is wanted.
const escalations = [
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreatePolicyVersion",
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:UpdateAssumeRolePolicy",
] as const;

/** The element that makes an administrator of whom the statements are granted to. */
function makesAdministrator(statements: readonly Statement[]): Value | undefined {
  const granted = new Set<string>();
  for (const statement of statements) {
    const allBut = statement.element("NotAction");
    const allowed = allBut.absent
      ? escalations.filter((action) => isAmong(statement.element("Action"), action))
      : escalations.filter((action) => isSurelyNotAmong(allBut, action));
    if (allowed.length === 0 || !isEveryIdentity(statement)) continue;
    // Whoever may do all but a few actions needs a single one of these.
    if (!allBut.absent) return allBut;
    for (const action of allowed) granted.add(action);
    if (granted.size === escalations.length) return statement.element("Action");
  }
  return undefined;
}

/** Whether a statement speaks of roles or users whose names nobody wrote down. */
function isEveryIdentity(statement: Statement): boolean {
  const allBut = statement.element("NotResource");
  return ["role", "user"].some((kind) => {
    const identity = `arn:aws:iam::${account}:${kind}/6b1f0d3a`;
    return allBut.absent ? isAmong(statement.element("Resource"), identity) : isSurelyNotAmong(allBut, identity);
  });
}

function isAmong(patterns: Value, text: string): boolean {
  return patterns.items().some((one) => matchesAnywhere(one.text ?? "", text));
}

function isSurelyNotAmong(patterns: Value, text: string): boolean {
  return patterns.items().every((one) => one.known && !matches(widened(one.text ?? ""), text));
}

const account = "111122223333";

/** What is left out in another account or partition counts as left out in this one: which one that is nobody says. */
function widened(pattern: string): string {
  return withoutVariables(pattern.replace(/^arn:aws-[a-z-]+:/u, "arn:aws:").replace(/::\d{12}:/u, `::${account}:`));
}
