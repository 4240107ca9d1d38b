import type { Statement } from "./policy-document";
import type { Scope } from "./scope";
import { findStanding, onSecret, runOnHostStatements, writeJournal } from "./shared-statements";

/** What a rotation needs: versions are put and their labels moved; no value is read. */
export function rotateStatements(scope: Scope): readonly Statement[] {
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "look", "act"),
    onSecret(scope, "PutAndSwitchVersions", [
      "secretsmanager:DescribeSecret",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ]),
    ...writeJournal(scope),
  ];
}
