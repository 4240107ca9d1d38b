import { resourcePolicy } from "../../policy";

/**
 * A user is a credential that does not expire. What a user may do comes from groups or, better, from roles: a policy on the
 * user itself is found by no review of roles.
 */
export const noUserPolicy = resourcePolicy(
  [
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws-native:iam:UserPolicy",
    "aws-native:iam:User",
    "aws-native:iam:ManagedPolicy",
  ],
  {
    name: "identity-no-user-policy",
    description: "No policy is attached to an IAM user.",
    severity: "medium",
    level: "mandatory",
    remediationSteps: "Attach the policy to a role, and let people and programs assume it.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
    tags: ["iam"],
    rationale:
      "A user's access keys do not expire, and leak the way exchange keys do. Rights that hang on users are found by no review of roles and stay when people leave.",
    example: `new aws.iam.RolePolicyAttachment("operator", { role: operator.name, policyArn: readsLogs.arn });`,
    judge(resource, violation) {
      const { inputs, type } = resource;
      if (type === "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive") {
        if (inputs.at("policyArns").items().length > 0) violation(inputs.at("policyArns"), "an empty list");
      } else if (type.includes("/userPolicy") || type.endsWith(":UserPolicy")) {
        violation({ message: "The policy is attached to a user, expected a role." });
      }
      const lists =
        type === "aws-native:iam:User"
          ? ["policies", "managedPolicyArns"]
          : type.endsWith(":UserPolicy")
            ? []
            : ["users"];
      for (const name of lists) {
        const listed = inputs.at(name);
        if (listed.items().length > 0) violation(listed, "none: attach policies to roles");
      }
    },
  },
);
