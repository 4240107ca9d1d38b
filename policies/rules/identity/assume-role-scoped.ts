import { identityPolicyTypes } from "../../identity-documents";
import { refuseUnnamedRoles } from "../../named-roles";
import { resourcePolicy } from "../../policy";

const assume = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/** A bot that may assume roles at will leaves its compartment through whichever role trusts its account. */
export const assumeRoleScoped = resourcePolicy(identityPolicyTypes, {
  name: "identity-assume-role-scoped",
  description: "A bot's stack grants sts:AssumeRole on named roles only.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Name in Resource the roles that may be assumed, without a wildcard.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html",
  tags: ["iam", "sts"],
  stacks: ["bot"],
  rationale:
    "Many roles trust their whole account. Whoever takes over a bot that may assume any of them has them all, and no policy of the bot's own binds him any more.",
  example: `{ Effect: "Allow", Action: ["sts:AssumeRole"], Resource: [reportRole.arn] }`,
  judge(resource, violation) {
    refuseUnnamedRoles(resource, assume, "to assume", violation);
  },
});
