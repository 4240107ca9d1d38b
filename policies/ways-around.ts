import type { Resource } from "./policy";
import { along, type Value } from "./reader";

/** Actions that change who may do what: a policy, a trust, a boundary, a grant, a secret's key or a copy under another. */
export const policyChanges = [
  "ecr:DeleteRepositoryPolicy",
  "ecr:SetRepositoryPolicy",
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:AddRoleToInstanceProfile",
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreatePolicyVersion",
  "iam:CreateSAMLProvider",
  "iam:DeleteGroupPolicy",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DeleteUserPermissionsBoundary",
  "iam:DeleteUserPolicy",
  "iam:DetachGroupPolicy",
  "iam:DetachRolePolicy",
  "iam:DetachUserPolicy",
  "iam:PutGroupPolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPermissionsBoundary",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAccessKey",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
  "iam:UploadSigningCertificate",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "lambda:AddPermission",
  "lambda:CreateFunctionUrlConfig",
  "lambda:UpdateFunctionUrlConfig",
  "rolesanywhere:CreateProfile",
  "rolesanywhere:CreateTrustAnchor",
  "rolesanywhere:UpdateProfile",
  "rolesanywhere:UpdateTrustAnchor",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketPolicy",
  "secretsmanager:DeleteResourcePolicy",
  "secretsmanager:PutResourcePolicy",
  "secretsmanager:ReplicateSecretToRegions",
  "secretsmanager:UpdateSecret",
  "sns:AddPermission",
  "sqs:AddPermission",
  "sso:AttachManagedPolicyToPermissionSet",
  "sso:CreateAccountAssignment",
  "sso:PutInlinePolicyToPermissionSet",
] as const;

/** Actions by which one gets onto a host, or at what is on it. */
export const waysIn = [
  "ebs:GetSnapshotBlock",
  "ec2:AttachVolume",
  "ec2:AuthorizeSecurityGroupIngress",
  "ec2:CreateImage",
  "ec2:CreateInstanceExportTask",
  "ec2:CreateLaunchTemplateVersion",
  "ec2:CreateReplaceRootVolumeTask",
  "ec2:CreateSnapshot",
  "ec2:CreateSnapshots",
  "ec2:EnableSerialConsoleAccess",
  "ec2:ExportImage",
  "ec2:GetPasswordData",
  "ec2:ModifyImageAttribute",
  "ec2:ModifyInstanceAttribute",
  "ec2:ModifyLaunchTemplate",
  "ec2:ModifyNetworkInterfaceAttribute",
  "ec2:ModifySecurityGroupRules",
  "ec2:ModifySnapshotAttribute",
  "ec2:ReplaceIamInstanceProfileAssociation",
  "ec2:AssociateIamInstanceProfile",
  "ec2-instance-connect:OpenTunnel",
  "ec2-instance-connect:SendSSHPublicKey",
  "ec2-instance-connect:SendSerialConsoleSSHPublicKey",
  "lambda:UpdateFunctionCode",
  "lambda:UpdateFunctionConfiguration",
  "ecs:ExecuteCommand",
  "ssm:CreateAssociation",
  "ssm:CreateAssociationBatch",
  "ssm:CreateDocument",
  "ssm:RegisterTaskWithMaintenanceWindow",
  "ssm:ResumeSession",
  "ssm:SendCommand",
  "ssm:StartAutomationExecution",
  "ssm:StartChangeRequestExecution",
  "ssm:StartSession",
  "ssm:UpdateAssociation",
  "ssm:UpdateDocument",
  "ssm:UpdateDocumentDefaultVersion",
  "ssm:UpdateMaintenanceWindowTask",
  "ssm-guiconnect:StartConnection",
] as const;

/** What hands out images and snapshots, and where it says to whom: a list on the way stands for each of its elements. */
const handouts: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": [["policyDetails", "schedules", "shareRule", "targetAccounts"]],
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": [
    ["group"],
    ["accountId"],
    ["organizationArn"],
    ["organizationalUnitArn"],
  ],
  "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission": [["accountId"]],
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": [
    ["targetAccountIds"],
    ["launchPermission", "userGroups"],
    ["launchPermission", "userIds"],
    ["launchPermission", "organizationArns"],
    ["launchPermission", "organizationalUnitArns"],
  ].map((way) => ["distributions", "amiDistributionConfiguration", ...way]),
  "aws:rds/clusterSnapshot:ClusterSnapshot": [["sharedAccounts"]],
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": [["sharedAccounts"]],
  "aws:rds/snapshot:Snapshot": [["sharedAccounts"]],
  "aws:rds/snapshotCopy:SnapshotCopy": [["sharedAccounts"]],
  "aws-native:dlm:LifecyclePolicy": [["policyDetails", "schedules", "shareRules", "targetAccounts"]],
};

export const handingOut: readonly string[] = Object.keys(handouts);

/** The accounts and organizations that get what the resource hands out; `all` is everybody. */
export function handedTo({ type, inputs }: Pick<Resource, "type" | "inputs">): readonly Value[] {
  return (handouts[type] ?? []).flatMap((way) => along(inputs, way)).filter((one) => one.unknown || !one.is(""));
}

/** What a proof over policies leaves out, in words. */
export const leftOut =
  "Left out of the proof: whoever changes policies, and whoever enters the host by ssm:StartSession, ssm:SendCommand, its user data, a snapshot of its disk, or iam:PassRole with the bot's role.";
