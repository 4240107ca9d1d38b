import type { Resource, Violation } from "./policy";
import type { Statement } from "./policy-document";
import type { Value } from "./reader";
import { matchesAction } from "./wildcards";

/** What grants something to a role, user, group or permission set, by a document of its own or by the ARN of another. */
export const identityPolicyTypes = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/role:Role",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
  "aws-native:sso:PermissionSet",
  "aws-native:iam:ManagedPolicy",
  "aws-native:iam:RolePolicy",
  "aws-native:iam:GroupPolicy",
  "aws-native:iam:UserPolicy",
  "aws-native:iam:Role",
  "aws-native:iam:Group",
  "aws-native:iam:User",
] as const;

/** The documents that such a resource brings itself. */
export function identityDocuments({ inputs }: Pick<Resource, "inputs">): readonly Value[] {
  const inline = [...inputs.at("inlinePolicies").items(), ...inputs.at("policies").items()];
  return [
    inputs.at("policy"),
    inputs.at("inlinePolicy"),
    inputs.at("policyDocument"),
    ...inline.flatMap((one) => [one.at("policy"), one.at("policyDocument")]),
  ].filter((document) => document.unknown || !document.absent);
}

/** The properties by which it attaches policies by their ARNs. */
export const attaching = [
  "managedPolicyArns",
  "managedPolicies",
  "policyArns",
  "policyArn",
  "managedPolicyArn",
] as const;

function attachedPolicies({ inputs }: Pick<Resource, "inputs">): readonly Value[] {
  return attaching.flatMap((name) => inputs.at(name).items());
}

/**
 * Which of these actions a statement speaks of: by `Action`, or because `NotAction` does not leave them out. A part of
 * the list that is not known yet is asked for only where the rest does not decide.
 */
export function actionsAmong(statement: Statement, actions: readonly string[]): readonly string[] {
  const allBut = statement.element("NotAction");
  const leavesOut = !allBut.absent;
  const patterns = (leavesOut ? allBut : statement.element("Action")).items();
  const open = patterns.filter((one) => one.unknown);
  const covers = (action: string): boolean => patterns.some((one) => !one.unknown && isAction(one, action));
  const found = allBut.unknown ? [] : actions.filter((action) => covers(action) !== leavesOut);
  const decided = leavesOut ? open.length === 0 : found.length > 0;
  // Asking whether it is known notes an unknown.
  return decided || open.every((one) => one.known) ? found : [];
}

function isAction(pattern: Value, action: string): boolean {
  return matchesAction(pattern.text ?? "", action);
}

/** Stands for whatever it is replaced with: a wildcard or a policy variable. */
export function isPattern(text: string): boolean {
  return /[*?]|\$\{/u.test(text);
}

/** Reports policies of AWS's own, of any partition, that are attached and have such a name. */
export function refuseManaged(resource: Resource, names: RegExp, expected: string, violation: Violation): void {
  for (const arn of attachedPolicies(resource)) {
    const name = /^arn:[^:]*:iam::aws:policy\/(?:[^/]+\/)*([^/]+)$/u.exec(arn.text ?? "")?.[1];
    if (name === undefined || !names.test(name)) continue;
    violation({ message: `${arn.path} is ${arn.secret ? "a secret" : name}, expected ${expected}.`, at: arn });
  }
}
