import type { Statement } from "./policy-document";
import type { Scope } from "./scope";
import { findStanding, onSecret, runOnHostStatements } from "./shared-statements";

/** What looking at a key needs: the host is asked, and when its version was put. */
export function auditStatements(scope: Scope): readonly Statement[] {
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "look"),
    onSecret(scope, "SeeWhenItWasPut", ["secretsmanager:ListSecretVersionIds"]),
  ];
}
