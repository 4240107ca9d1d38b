/** Actions that change who may do what: a policy, a trust, a boundary, a grant. */
export const policyChanges = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutGroupPolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "secretsmanager:DeleteResourcePolicy",
  "secretsmanager:PutResourcePolicy",
] as const;

/** Actions by which one gets onto a host, or at what is on it. */
export const waysIn = [
  "ec2:CreateImage",
  "ec2:CreateSnapshot",
  "ec2:CreateSnapshots",
  "ec2:GetPasswordData",
  "ec2:ModifyInstanceAttribute",
  "ec2:ReplaceIamInstanceProfileAssociation",
  "ec2:AssociateIamInstanceProfile",
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
  "ssm:StartSession",
  "ssm:UpdateAssociation",
  "ssm:UpdateDocument",
  "ssm:UpdateDocumentDefaultVersion",
  "ssm:UpdateMaintenanceWindowTask",
] as const;

/** What a proof over policies leaves out, in words. */
export const leftOut =
  "Left out of the proof: whoever changes policies, and whoever enters the host by ssm:StartSession, ssm:SendCommand, its user data, a snapshot of its disk, iam:PassRole with the bot's role, or the role's trust policy.";
