import { actionsAmong, identityDocuments, identityPolicyTypes, isPattern } from "../../identity-documents";
import { resourcePolicy } from "../../policy";
import { grantingStatements } from "../../policy-document";

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
    for (const document of identityDocuments(resource)) {
      for (const statement of grantingStatements(document)) {
        if (actionsAmong(statement, ["iam:PassRole"]).length === 0) continue;
        const allBut = statement.element("NotResource");
        if (!allBut.absent) violation(allBut, "Resource, with the roles to pass by name");
        const named = statement.element("Resource");
        if (named.absent && allBut.absent) violation(named, "the roles to pass, by name");
        for (const role of named.items()) {
          if (!role.known || isPattern(role.text ?? "*")) violation(role, "the ARN of one role to pass");
        }
      }
    }
  },
});
