import { identityPolicyTypes } from "../../identity-documents";
import { refuseUnnamedRoles } from "../../named-roles";
import { resourcePolicy } from "../../policy";

/**
 * Whoever may pass a role to a service has what the role may do. A condition on `iam:PassedToService` leaves all roles
 * that this service can take, bots' roles among them.
 */
export const passroleScoped = resourcePolicy(identityPolicyTypes, {
  name: "identity-passrole-scoped",
  description: "Roles may be passed to services by name only.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Name in Resource the roles that may be passed, without a wildcard.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  tags: ["iam"],
  rationale:
    "Whoever may pass any role starts a host or a function of his own with a bot's role, and reads the bot's key there.",
  example: `{ Effect: "Allow", Action: ["iam:PassRole"], Resource: [hostRole.arn] }`,
  judge(resource, violation) {
    refuseUnnamedRoles(resource, ["iam:PassRole"], "to pass", violation);
  },
});
