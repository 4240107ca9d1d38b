import { actionsAmong, identityDocuments, isPattern } from "./identity-documents";
import type { Resource, Violation } from "./policy";
import { grantingStatements } from "./policy-document";

/** Reports what grants one of these actions on roles that it does not name. `what` completes messages. */
export function refuseUnnamedRoles(
  resource: Resource,
  actions: readonly string[],
  what: "to assume" | "to pass",
  violation: Violation,
): void {
  for (const document of identityDocuments(resource)) {
    for (const statement of grantingStatements(document)) {
      if (actionsAmong(statement, actions).length === 0) continue;
      const allBut = statement.element("NotResource");
      if (!allBut.absent) violation(allBut, `Resource, with the roles ${what} by name`);
      const named = statement.element("Resource");
      if (named.absent && allBut.absent) violation(named, `the roles ${what}, by name`);
      for (const role of named.items()) {
        if (!role.known || isPattern(role.text ?? "*")) violation(role, `the ARN of one role ${what}`);
      }
    }
  }
}
