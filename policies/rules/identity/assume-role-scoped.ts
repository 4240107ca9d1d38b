import { actionsAmong, identityDocuments, identityPolicyTypes, isPattern } from "../../identity-documents";
import { resourcePolicy } from "../../policy";
import { grantingStatements } from "../../policy-document";

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
    for (const document of identityDocuments(resource)) {
      for (const statement of grantingStatements(document)) {
        if (actionsAmong(statement, assume).length === 0) continue;
        const allBut = statement.element("NotResource");
        if (!allBut.absent) violation(allBut, "Resource, with the roles to assume by name");
        const named = statement.element("Resource");
        if (named.absent && allBut.absent) violation(named, "the roles to assume, by name");
        for (const role of named.items()) {
          if (!role.known || isPattern(role.text ?? "*")) violation(role, "the ARN of one role to assume");
        }
      }
    }
  },
});
