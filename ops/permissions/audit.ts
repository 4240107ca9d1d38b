import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";
import { findStanding, runOnHostStatements } from "./shared-statements";

/** What looking at a key needs: the host is asked, and when its version was put. */
export function auditStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope),
    {
      Sid: "SeeWhenItWasPut",
      Effect: "Allow",
      Action: ["secretsmanager:ListSecretVersionIds"],
      Resource: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${stack}-exchange-*`],
      Condition: ownedBy(scope),
    },
  ];
}
