import { artifactPushStatements } from "./artifact-push";
import { auditStatements } from "./audit";
import { containStatements, drillStatements, releaseStatements } from "./contain";
import { bootstrapStatements, fleetStatements, newStatements } from "./fleet";
import { doctorStatements, retireStatements, reviewStatements, watchStatements } from "./look";
import type { PolicyDocument, Statement } from "./policy-document";
import type { Scope } from "./scope";
import { rotateStatements } from "./rotate";
import { secretPutStatements } from "./secret-put";
import { runOnHostStatements } from "./shared-statements";

/** What each command that calls AWS may do there, and nothing else. */
const statements: Readonly<Record<string, (scope: Scope) => readonly Statement[]>> = {
  "sandbox verify": (scope) => runOnHostStatements(scope, "look"),
  "artifact push": artifactPushStatements,
  "secret put": secretPutStatements,
  audit: auditStatements,
  doctor: doctorStatements,
  rotate: rotateStatements,
  watch: watchStatements,
  contain: containStatements,
  release: releaseStatements,
  drill: drillStatements,
  review: reviewStatements,
  retire: retireStatements,
  new: newStatements,
  bootstrap: bootstrapStatements,
  fleet: fleetStatements,
};

/** The commands that have permissions of their own. */
export const permittedCommands: readonly string[] = Object.keys(statements);

/** The least that a command needs in AWS; undefined for a command that calls nothing there. */
export function permissionsOf(command: string, scope: Scope): PolicyDocument | undefined {
  const statementsOf = Object.hasOwn(statements, command) ? statements[command] : undefined;
  return statementsOf && { Version: "2012-10-17", Statement: statementsOf(scope) };
}
