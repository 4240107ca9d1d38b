import { noAdmin } from "../../../../policies/rules/identity/no-admin";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const account = "111122223333";
const statement = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] };
const admin = { Effect: "Allow", Action: "*", Resource: "*" };
const json = (...statements: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const text = (...statements: readonly unknown[]) => ({ policy: json(...statements) });
const object = (...statements: readonly unknown[]) => ({ policy: { Version: "2012-10-17", Statement: statements } });
const allow = (Action: unknown, Resource: unknown = "*") => text({ Effect: "Allow", Action, Resource });
const allBut = (NotAction: unknown, Resource: unknown = "*") => text({ Effect: "Allow", NotAction, Resource });

const iam = (type: string, props: Readonly<Record<string, unknown>>) =>
  given(props, { type: `aws:iam/${type.slice(0, 1).toLowerCase()}${type.slice(1)}:${type}` });
const sso = (type: string, props: Readonly<Record<string, unknown>>) =>
  given(props, { type: `aws:ssoadmin/${type.slice(0, 1).toLowerCase()}${type.slice(1)}:${type}` });

const makes = (path: string, shown: string) =>
  `${path} is ${shown}, expected named actions: these make an administrator.`;
const action = (shown: string) => makes("policy.Statement[0].Action", shown);
const managed = (path: string, shown: string) =>
  `${path} is ${shown}, expected a policy that does not make an administrator.`;
const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
const others = [
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreatePolicyVersion",
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
];

testPolicy(noAdmin, {
  passes: {
    "named actions, as text": text(statement),
    "named actions, as an object": object(statement),
    "every action of one service that is not IAM": allow("s3:*"),
    "every action, on one bucket": allow("*", ["arn:aws:s3:::grid", "arn:aws:s3:::grid/*"]),
    "every action of IAM, on one role": allow("iam:*", `arn:aws:iam::${account}:role/grid`),
    "every action of IAM, on roles of one path": allow("iam:*", `arn:aws:iam::${account}:role/bots/*`),
    "every action of IAM that reads": allow(["iam:Get*", "iam:List*"]),
    "all the escalations but one": allow(others),
    "all but IAM, as PowerUserAccess has it": allBut(["iam:*", "organizations:*", "account:*"]),
    "everything but all of IAM, of another account and partition": text({
      Effect: "Allow",
      Action: "*",
      NotResource: "arn:aws-us-gov:iam::444455556666:*",
    }),
    "all but two actions, on one bucket": allBut(["s3:DeleteBucket"], "arn:aws:s3:::grid"),
    "everything denied": text(statement, { ...admin, Effect: "Deny" }),
    "all but a few actions denied": text(statement, { Effect: "Deny", NotAction: "sts:AssumeRole", Resource: "*" }),
    "a role with named actions inline": iam("Role", { inlinePolicies: [{ name: "a", policy: json(statement) }] }),
    "a role with a managed policy that reads": iam("Role", {
      managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
    }),
    "a policy of another account's": iam("RolePolicyAttachment", {
      policyArn: `arn:aws:iam::${account}:policy/AdministratorAccess`,
    }),
    "a policy whose name only ends alike": iam("RolePolicyAttachment", {
      policyArn: "arn:aws:iam::aws:policy/NoAdministratorAccess",
    }),
    "a managed policy whose name only begins alike": iam("RolePolicyAttachment", {
      policyArn: "arn:aws:iam::aws:policy/AdministratorAccess-Amplify",
    }),
    "a policy that is not known, but attached to nobody by this": iam("Role", { assumeRolePolicy: unknown }),
    "an unknown resource of a harmless action": object({ ...statement, Resource: unknown }),
  },
  fails: {
    "every action of IAM, on every role of another partition": [
      allow("iam:*", "arn:aws-us-gov:iam::*:role/*"),
      action('"iam:*"'),
    ],
    "an effect written twice, in different letters": [
      text({ effect: "Deny", ...admin }),
      "policy.Statement[0] names Effect twice, in different letters, expected it once.",
    ],
    "every action, as text": [text(admin), { message: action('"*"'), path: "policy.Statement[0].Action" }],
    "every action, as an object": [object(admin), action('"*"')],
    "every action, in a single statement without a list": [
      { policy: JSON.stringify({ Statement: admin }) },
      makes("policy.Statement.Action", '"*"'),
    ],
    "every action in a list": [allow(["s3:GetObject", "*"]), action("a list of 2")],
    "every action of every service": [allow("*:*"), action('"*:*"')],
    "every action of IAM": [allow("iam:*"), action('"iam:*"')],
    "every action of IAM in other letters": [allow("IAM:*"), action('"IAM:*"')],
    "every action of IAM, told by more stars": [allow("i?m:**"), action('"i?m:**"')],
    "every action of IAM, on every role of the account": [
      allow("iam:*", `arn:aws:iam::${account}:role/*`),
      action('"iam:*"'),
    ],
    "every action of IAM, on every role of another account": [
      allow("iam:*", "arn:aws:iam::444455556666:role/*"),
      action('"iam:*"'),
    ],
    "every action of IAM, on every user of any account": [allow("iam:*", "arn:*:iam::*:user/*"), action('"iam:*"')],
    "every action of IAM, on every role of accounts that begin alike": [
      allow("iam:*", "arn:aws:iam::4444*:role/*"),
      action('"iam:*"'),
    ],
    "every action of IAM, on every role of a partition that ends alike": [
      allow("iam:*", "arn:*cn:iam::444455556666:role/*"),
      action('"iam:*"'),
    ],
    "every action of IAM, on all that ends as every role does": [allow("iam:*", "arn:aws:*:role/*"), action('"iam:*"')],
    "everything but roles": [
      text({ Effect: "Allow", Action: "*", NotResource: `arn:aws:iam::${account}:role/*` }),
      action('"*"'),
    ],
    "everything but users": [
      text({ Effect: "Allow", Action: "*", NotResource: `arn:aws:iam::${account}:user/*` }),
      action('"*"'),
    ],
    "everything but IAM in accounts that begin alike": [
      text({ Effect: "Allow", Action: "*", NotResource: "arn:aws:iam::4444*:*" }),
      action('"*"'),
    ],
    "every action of IAM, on roles named by a variable": [
      allow("iam:*", `arn:aws:iam::${account}:role/\${aws:PrincipalTag/team}`),
      action('"iam:*"'),
    ],
    "every action, on all but one bucket": [
      text({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::grid" }),
      action('"*"'),
    ],
    "every escalation by name": [allow([...others, "iam:UpdateAssumeRolePolicy"]), action("a list of 8")],
    "every escalation, spread over two statements": [
      text(
        { Effect: "Allow", Action: others, Resource: "*" },
        { Effect: "Allow", Action: "iam:Update*", Resource: "*" },
      ),
      makes("policy.Statement[1].Action", '"iam:Update*"'),
    ],
    "all but one action": [allBut("s3:DeleteBucket"), makes("policy.Statement[0].NotAction", '"s3:DeleteBucket"')],
    "all but a part of IAM": [
      allBut(["iam:Create*", "organizations:*"]),
      makes("policy.Statement[0].NotAction", "a list of 2"),
    ],
    "every action under a condition": [
      text({ ...admin, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
      action('"*"'),
    ],
    "every action for a role": [iam("RolePolicy", { role: "grid", ...text(admin) }), action('"*"')],
    "every action for a group": [iam("GroupPolicy", { group: "grid", ...text(admin) }), action('"*"')],
    "every action for a user": [iam("UserPolicy", { user: "grid", ...text(admin) }), action('"*"')],
    "every action in a role's inline policy": [
      iam("Role", { inlinePolicies: [{ policy: json(statement) }, { policy: json(admin) }] }),
      makes("inlinePolicies[1].policy.Statement[0].Action", '"*"'),
    ],
    "every action in a permission set": [
      sso("PermissionSetInlinePolicy", { inlinePolicy: json(admin) }),
      makes("inlinePolicy.Statement[0].Action", '"*"'),
    ],
    "AdministratorAccess on a role": [
      iam("Role", { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", arn] }),
      managed("managedPolicyArns[1]", "AdministratorAccess"),
    ],
    "AdministratorAccess attached to a role": [
      iam("RolePolicyAttachment", { role: "grid", policyArn: arn }),
      { message: managed("policyArn", "AdministratorAccess"), path: "policyArn" },
    ],
    "AdministratorAccess of China": [
      iam("RolePolicyAttachment", { policyArn: "arn:aws-cn:iam::aws:policy/AdministratorAccess" }),
      managed("policyArn", "AdministratorAccess"),
    ],
    "AdministratorAccess for one job": [
      iam("RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/job-function/AdministratorAccess" }),
      managed("policyArn", "AdministratorAccess"),
    ],
    "IAMFullAccess attached to a role": [
      iam("RolePolicyAttachment", { policyArn: "arn:aws:iam::aws:policy/IAMFullAccess" }),
      managed("policyArn", "IAMFullAccess"),
    ],
    "AdministratorAccess attached to whoever is named": [
      iam("PolicyAttachment", { roles: ["grid"], policyArn: arn }),
      managed("policyArn", "AdministratorAccess"),
    ],
    "AdministratorAccess attached to a user": [
      iam("UserPolicyAttachment", { policyArn: arn }),
      managed("policyArn", "AdministratorAccess"),
    ],
    "AdministratorAccess attached to a group": [
      iam("GroupPolicyAttachment", { policyArn: arn }),
      managed("policyArn", "AdministratorAccess"),
    ],
    "AdministratorAccess as all that a role has": [
      iam("RolePolicyAttachmentsExclusive", { roleName: "grid", policyArns: [arn] }),
      managed("policyArns[0]", "AdministratorAccess"),
    ],
    "AdministratorAccess as all that a group has": [
      iam("GroupPolicyAttachmentsExclusive", { policyArns: [arn] }),
      managed("policyArns[0]", "AdministratorAccess"),
    ],
    "AdministratorAccess as all that a user has": [
      iam("UserPolicyAttachmentsExclusive", { policyArns: [arn] }),
      managed("policyArns[0]", "AdministratorAccess"),
    ],
    "AdministratorAccess in a permission set": [
      sso("ManagedPolicyAttachment", { managedPolicyArn: arn }),
      managed("managedPolicyArn", "AdministratorAccess"),
    ],
    "AdministratorAccess as all that a permission set has": [
      sso("ManagedPolicyAttachmentsExclusive", { managedPolicyArns: [arn] }),
      managed("managedPolicyArns[0]", "AdministratorAccess"),
    ],
    "text that is no document": [
      { policy: "admin" },
      "policy is not a JSON document that names each key once, so it can't be judged.",
    ],
  },
  unknown: {
    "the policy not known yet": { policy: unknown },
    "an action not known yet": object({ ...statement, Action: unknown }),
    "the effect of an administrator's statement not known yet, nor its action": object({
      ...admin,
      Effect: unknown,
      Action: unknown,
    }),
    "the resources of every action not known yet": object({ ...admin, Resource: unknown }),
    "what is left out not known yet": object({ Effect: "Allow", NotAction: ["s3:*", unknown], Resource: "*" }),
    "a role's inline policy not known yet": iam("Role", { inlinePolicies: [{ policy: unknown }] }),
    "the attached policy not known yet": iam("RolePolicyAttachment", { policyArn: unknown }),
    "one of a role's policies not known yet": iam("Role", { managedPolicyArns: [unknown] }),
  },
  absent: {
    "a role without policies": iam("Role", {}),
    "a statement without a resource": text({ Effect: "Allow", Action: "*" }),
    "a document without statements": { policy: "{}" },
  },
  secret: {
    "named actions marked secret": { policy: secret(json(statement)) },
    "every action marked secret": [{ policy: secret(json(admin)) }, action("a secret")],
    "AdministratorAccess marked secret": [
      iam("RolePolicyAttachment", { policyArn: secret(arn) }),
      managed("policyArn", "a secret"),
    ],
  },
  notApplicable: {
    "another type": [
      given({}, { type: "aws:iam/user:User" }),
      "Policy only applies to resources of type 'aws:iam/policy:Policy",
    ],
  },
});
