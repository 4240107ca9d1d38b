import { noUserPolicy } from "../../../../policies/rules/identity/no-user-policy";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const of = (type: string, props: Readonly<Record<string, unknown>>) => given(props, { type });
const attachment = (props: Readonly<Record<string, unknown>>) =>
  of("aws:iam/policyAttachment:PolicyAttachment", { policyArn: arn, ...props });
const attached = "The policy is attached to a user, expected a role.";

testPolicy(noUserPolicy, {
  passes: {
    "a policy attached to a role": attachment({ roles: ["operator"] }),
    "a policy attached to no user": attachment({ users: [] }),
    "no policy left on a user": of("aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", {
      policyArns: [],
    }),
    "the other provider's user without policies": of("aws-native:iam:User", { groups: ["readers"] }),
  },
  fails: {
    "a user's policy": [of("aws:iam/userPolicy:UserPolicy", { user: "alice", policy: "{}" }), attached],
    "a policy attached to a user": [
      of("aws:iam/userPolicyAttachment:UserPolicyAttachment", { user: "alice", policyArn: arn }),
      attached,
    ],
    "the other provider's user policy": [of("aws-native:iam:UserPolicy", { userName: "alice" }), attached],
    "a policy attached to users among others": [
      attachment({ roles: ["operator"], users: ["alice"] }),
      { message: "users is a list of 1, expected none: attach policies to roles.", path: "users" },
    ],
    "all the policies that a user has": [
      of("aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", { policyArns: [arn] }),
      "policyArns is a list of 1, expected an empty list.",
    ],
    "the other provider's user with a managed policy": [
      of("aws-native:iam:User", { managedPolicyArns: [arn] }),
      "managedPolicyArns is a list of 1, expected none: attach policies to roles.",
    ],
    "the other provider's user with a policy": [
      of("aws-native:iam:User", { policies: [{ policyName: "a", policyDocument: {} }] }),
      "policies is a list of 1, expected none: attach policies to roles.",
    ],
    "the other provider's policy with a user": [
      of("aws-native:iam:ManagedPolicy", { users: ["alice"] }),
      "users is a list of 1, expected none: attach policies to roles.",
    ],
  },
  unknown: { "the users": attachment({ users: unknown }) },
  absent: { "the users": attachment({}) },
  secret: {
    "the users": [
      attachment({ users: secret(["alice"]) }),
      "users is a secret, expected none: attach policies to roles.",
    ],
  },
});
