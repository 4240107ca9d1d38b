import type { Statement } from "./policy-document";
import { ownedBy, type Scope } from "./scope";
import { findStanding, runOnHostStatements, writeJournal } from "./shared-statements";

/** What a rotation needs: versions are put and their labels moved; no value is read. */
export function rotateStatements(scope: Scope): readonly Statement[] {
  const { partition, account, region, stack } = scope;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope),
    {
      Sid: "PutAndSwitchVersions",
      Effect: "Allow",
      Action: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      Resource: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${stack}-exchange-*`],
      Condition: ownedBy(scope),
    },
    ...writeJournal(scope),
  ];
}
