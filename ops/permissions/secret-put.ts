import { fingerprintFolder } from "../secret/fingerprint";
import type { Statement } from "./policy-document";
import type { Scope } from "./scope";
import { findStanding, onSecret, runOnHostStatements, writeJournal } from "./shared-statements";

/** What putting a credential needs; the secret's and the custody key's own policies let operators put, and read nothing. */
export function secretPutStatements(scope: Scope): readonly Statement[] {
  const { partition, account, stack } = scope;
  return [
    ...findStanding(scope),
    ...runOnHostStatements(scope, "look"),
    onSecret(scope, "PutTheValue", [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetResourcePolicy",
      "secretsmanager:PutSecretValue",
    ]),
    {
      // Without a host the policies in force are read and decided over.
      Sid: "LookAtThePolicies",
      Effect: "Allow",
      Action: ["iam:GetInstanceProfile", "iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies"],
      Resource: [
        `arn:${partition}:iam::${account}:instance-profile/${stack}-bot-*`,
        `arn:${partition}:iam::${account}:role/${stack}-bot-*`,
      ],
    },
    ...fingerprintStatements(scope),
    ...writeJournal(scope),
  ];
}

/** Telling credentials again by their fingerprints. */
export function fingerprintStatements({ partition, account }: Scope): readonly Statement[] {
  return [
    {
      Sid: "MakeFingerprints",
      Effect: "Allow",
      Action: ["kms:GenerateMac"],
      Resource: [`arn:${partition}:kms:*:${account}:key/*`],
      Condition: { StringEquals: { "kms:MacAlgorithm": "HMAC_SHA_256" } },
    },
    {
      Sid: "KeepFingerprints",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:PutParameter"],
      Resource: [`arn:${partition}:ssm:*:${account}:parameter${fingerprintFolder}/*`],
    },
  ];
}
