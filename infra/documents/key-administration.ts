import type { Place } from "./place";
import type { Statement } from "./policy-document";
import type { Roles } from "./roles";

const look = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"] as const;

const administer = [
  ...look,
  "kms:CancelKeyDeletion",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateKeyDescription",
] as const;

/**
 * Who may look after a key, none of whom may use it by these statements. There is no statement for the whole account:
 * that would hand the decision to every IAM policy in it. The root user alone is admitted, so that a key whose roles
 * were all deleted can be recovered (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
 */
export function keyAdministration(place: Place, roles: Roles): Statement[] {
  const root = `arn:${place.partition}:iam::${place.account}:root`;
  return [
    {
      Sid: "RootUserRecovers",
      Effect: "Allow",
      Principal: { AWS: [root] },
      Action: administer,
      Resource: ["*"],
      Condition: { ArnEquals: { "aws:PrincipalArn": [root] } },
    },
    { Sid: "AdminsAdminister", Effect: "Allow", Principal: { AWS: roles.admins }, Action: administer, Resource: ["*"] },
    {
      Sid: "DeployersSetPolicies",
      Effect: "Allow",
      Principal: { AWS: roles.deployers },
      Action: [
        ...look,
        "kms:EnableKeyRotation",
        "kms:ListKeyPolicies",
        "kms:PutKeyPolicy",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      Resource: ["*"],
    },
    {
      Sid: "RespondersDisable",
      Effect: "Allow",
      Principal: { AWS: roles.responders },
      Action: [...look, "kms:DisableKey", "kms:TagResource"],
      Resource: ["*"],
    },
  ];
}
