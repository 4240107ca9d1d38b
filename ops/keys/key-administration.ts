/** Whose account a key is of, and who looks after it. */
export interface KeyPeople {
  readonly partition: string;
  /** Twelve digits. */
  readonly account: string;
  /** ARNs of the roles that administer the key and may not use it. */
  readonly admins: readonly string[];
  /** ARNs of the roles that run `pulumi up`; they make the key, and use it. */
  readonly deployers: readonly string[];
}

const look = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"];

/**
 * Who looks after a key that no stack makes, in the words of a key policy. Deployers may set its policy, or KMS would not
 * let them make it. There is no statement for the whole account, by which every IAM policy in it could admit to the key;
 * the root user alone is admitted, to recover a key whose roles were all deleted.
 */
export function keyAdministration({ partition, account, admins, deployers }: KeyPeople): readonly object[] {
  const root = `arn:${partition}:iam::${account}:root`;
  const administer = [
    ...look,
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
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
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ];
  return [
    {
      Sid: "RootUserRecovers",
      Effect: "Allow",
      Principal: { AWS: [root] },
      Action: administer,
      Resource: ["*"],
      Condition: { ArnEquals: { "aws:PrincipalArn": [root] } },
    },
    { Sid: "AdminsAdminister", Effect: "Allow", Principal: { AWS: admins }, Action: administer, Resource: ["*"] },
    {
      Sid: "DeployersMakeIt",
      Effect: "Allow",
      Principal: { AWS: deployers },
      Action: [...look, "kms:CreateAlias", "kms:EnableKeyRotation", "kms:PutKeyPolicy", "kms:TagResource"],
      Resource: ["*"],
    },
  ];
}
