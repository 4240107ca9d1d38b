import { noWayAround } from "../../../../policies/rules/identity/no-way-around";
import { type Raw, secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const stack = { config: { "bulkhead:bot": "grid" } };
const document = (Action: unknown, more = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*", ...more }],
});
const grants = (Action: unknown, more?: object) => given({ policy: document(Action, more) }, { stack });
const refused = (what: string) =>
  `policy.Statement[0] grants ${what}, expected neither changes of policies nor ways into hosts.`;

const volume = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0";
const snapshots = "arn:aws:ec2:eu-west-1::snapshot/*";

const other = "444455556666";
const organization = "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5";
const image = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const snapshot = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission";
const built = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
const ami = "distributions[0].amiDistributionConfiguration";
const distributed = (amiDistributionConfiguration: Raw): Raw => ({ distributions: [{ amiDistributionConfiguration }] });
const lifecycle = "aws:dlm/lifecyclePolicy:LifecyclePolicy";
const shares = (targetAccounts: unknown) =>
  given(
    { policyDetails: { schedules: [{ crossRegionCopyRules: [{}] }, { shareRule: { targetAccounts } }] } },
    { type: lifecycle, stack },
  );

const around = [
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
  "ssm:ResumeSession",
  "ssm:SendCommand",
  "ssm:StartAutomationExecution",
  "ssm:StartSession",
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:AddRoleToInstanceProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:DeleteGroupPolicy",
  "iam:DeleteUserPermissionsBoundary",
  "iam:DeleteUserPolicy",
  "iam:DetachGroupPolicy",
  "iam:DetachUserPolicy",
  "iam:PutUserPermissionsBoundary",
  "iam:UpdateAccessKey",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
  "iam:UploadSigningCertificate",
  "kms:ReplicateKey",
  "lambda:AddPermission",
  "lambda:CreateFunctionUrlConfig",
  "lambda:UpdateFunctionUrlConfig",
  "rolesanywhere:CreateProfile",
  "rolesanywhere:CreateTrustAnchor",
  "rolesanywhere:UpdateProfile",
  "rolesanywhere:UpdateTrustAnchor",
  "sso:AttachManagedPolicyToPermissionSet",
  "sso:CreateAccountAssignment",
  "sso:PutInlinePolicyToPermissionSet",
  "ebs:GetSnapshotBlock",
  "ec2:AttachVolume",
  "ec2:CreateInstanceExportTask",
  "ec2:CreateLaunchTemplateVersion",
  "ec2:CreateReplaceRootVolumeTask",
  "ec2:EnableSerialConsoleAccess",
  "ec2:ExportImage",
  "ec2:ModifyImageAttribute",
  "ec2:ModifyLaunchTemplate",
  "ec2:ModifySnapshotAttribute",
  "ec2-instance-connect:OpenTunnel",
  "ssm:StartChangeRequestExecution",
  "ssm-guiconnect:StartConnection",
  "ecr:DeleteRepositoryPolicy",
  "ecr:SetRepositoryPolicy",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketPolicy",
  "secretsmanager:ReplicateSecretToRegions",
  "secretsmanager:UpdateSecret",
  "sns:AddPermission",
  "sqs:AddPermission",
  "ec2:AuthorizeSecurityGroupIngress",
  "ec2:ModifyNetworkInterfaceAttribute",
  "ec2:ModifySecurityGroupRules",
];

testPolicy(noWayAround, {
  passes: {
    "entering a host, where policy configuration allows it in other letters": given(
      { policy: document("ssm:StartSession") },
      { stack, settings: { allowedActions: ["SSM:startSession"] } },
    ),
    "what a host's agent needs": grants(["ssm:UpdateInstanceInformation", "ssmmessages:OpenDataChannel"]),
    "reading a secret": grants("secretsmanager:GetSecretValue"),
    "snapshots of one volume": grants("ec2:CreateSnapshot", { Resource: [volume, snapshots] }),
    "snapshots of two volumes": grants(["ec2:CreateSnapshot", "ec2:CreateSnapshots"], {
      Resource: [volume, `${volume}1`, snapshots],
    }),
    "snapshots of one volume, where its snapshots have no element": grants("ec2:CreateSnapshot", { Resource: volume }),
    "all but every way": grants(undefined, {
      NotAction: [
        ...["iam:*", "ec2*", "ebs:*", "lambda:*", "ecs:*", "ssm*", "secretsmanager:*", "kms:*", "sso:*"],
        ...["rolesanywhere:*", "ecr:*", "s3:*", "sns:*", "sqs:*"],
      ],
    }),
    "entering a host, denied": grants("ssm:*", { Effect: "Deny" }),
  },
  fails: {
    "running commands, where policy configuration allows entering": [
      given(
        { policy: document(["ssm:StartSession", "ssm:SendCommand"]) },
        { stack, settings: { allowedActions: ["ssm:StartSession"] } },
      ),
      refused("ssm:SendCommand"),
    ],
    "entering a host": [
      grants("ssm:StartSession"),
      { message: refused("ssm:StartSession"), path: "policy.Statement[0]" },
    ],
    "running commands, in other letters": [grants("SSM:sendcommand"), refused("ssm:SendCommand")],
    "changing a key's policy": [grants(["kms:Decrypt", "kms:PutKeyPolicy"]), refused("kms:PutKeyPolicy")],
    ...Object.fromEntries(around.map((action) => [`${action} by name`, [grants(action), refused(action)]])),
    ...Object.fromEntries(
      [
        `x${volume}`,
        `${volume}*`,
        volume.replace("111122223333", "*"),
        "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
      ].map((one) => [
        `snapshots of what is no volume by name: ${one}`,
        [grants("ec2:CreateSnapshot", { Resource: [one, snapshots] }), refused("ec2:CreateSnapshot")],
      ]),
    ),
    ...Object.fromEntries(
      [`x${snapshots}`, `${snapshots}x`, "*", "arn:aws:ec2:eu-west-1::image/*"].map((one) => [
        `snapshots of one volume and more than snapshots: ${one}`,
        [grants("ec2:CreateSnapshot", { Resource: [volume, one] }), refused("ec2:CreateSnapshot")],
      ]),
    ),
    "entering a host, where policy configuration is no list": [
      given({ policy: document("ssm:StartSession") }, { stack, settings: { allowedActions: "ssm:StartSession" } }),
      refused("ssm:StartSession"),
    ],
    ...Object.fromEntries(
      (
        [
          [snapshot, { accountId: other }, "accountId"],
          [image, { accountId: other }, "accountId"],
          [image, { organizationArn: organization }, "organizationArn"],
          [image, { organizationalUnitArn: organization }, "organizationalUnitArn"],
          [image, { group: other }, "group"],
          ...["userGroups", "userIds", "organizationArns", "organizationalUnitArns"].map(
            (to) =>
              [
                built,
                distributed({ launchPermission: { [to]: [other] } }),
                `${ami}.launchPermission.${to}[0]`,
              ] as const,
          ),
          [built, distributed({ targetAccountIds: [other] }), `${ami}.targetAccountIds[0]`],
          ["aws:rds/clusterSnapshot:ClusterSnapshot", { sharedAccounts: [other] }, "sharedAccounts[0]"],
          ["aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy", { sharedAccounts: [other] }, "sharedAccounts[0]"],
          ["aws:rds/snapshot:Snapshot", { sharedAccounts: [other] }, "sharedAccounts[0]"],
          ["aws:rds/snapshotCopy:SnapshotCopy", { sharedAccounts: [other] }, "sharedAccounts[0]"],
          [
            "aws-native:dlm:LifecyclePolicy",
            { policyDetails: { schedules: [{ shareRules: [{ targetAccounts: [other] }] }] } },
            "policyDetails.schedules[0].shareRules[0].targetAccounts[0]",
          ],
          [lifecycle, shares([other]).props, "policyDetails.schedules[1].shareRule.targetAccounts[0]"],
        ] as const
      ).map(([type, props, path]) => [
        `a disk for another account, by ${path} of ${type}`,
        [given(props, { type, stack }), { message: expect.stringContaining(`${path} is `) as string, path }],
      ]),
    ),
    "a disk for another account": [
      given({ snapshotId: "snap-1", accountId: other }, { type: snapshot, stack }),
      'accountId is "444455556666", expected no other account.',
    ],
    "whatever begins alike": [grants("kms:*"), refused("kms:CreateGrant and 2 more of its kind")],
    "all but a few actions": [
      grants(undefined, {
        NotAction: [
          ...["iam:*", "ec2*", "ebs:*", "lambda:*", "ecs:*", "ssm*", "secretsmanager:*", "sso:*"],
          ...["rolesanywhere:*", "ecr:*", "s3:*", "sns:*", "sqs:*"],
        ],
      }),
      refused("kms:CreateGrant and 2 more of its kind"),
    ],
    "snapshots of every volume": [
      grants("ec2:CreateSnapshot", { Resource: [volume.replace(/vol-.*/u, "*"), snapshots] }),
      refused("ec2:CreateSnapshot"),
    ],
    "snapshots that name no volume": [
      grants("ec2:CreateSnapshot", { Resource: [snapshots] }),
      refused("ec2:CreateSnapshot"),
    ],
    "snapshots of one volume and entering hosts": [
      grants(["ec2:CreateSnapshot", "ssm:StartSession"], { Resource: [volume, snapshots] }),
      refused("ec2:CreateSnapshot and 1 more of its kind"),
    ],
    "entering a host, as text": [
      given({ policy: JSON.stringify(document("ssm:StartSession")) }, { stack }),
      refused("ssm:StartSession"),
    ],
  },
  unknown: {
    "the document": given({ policy: unknown }, { stack }),
    "an action": grants(["s3:GetObject", unknown]),
    "the volume of a snapshot": grants("ec2:CreateSnapshot", { Resource: [unknown, snapshots] }),
    "the account that gets a snapshot": given({ accountId: unknown }, { type: snapshot, stack }),
    "whether snapshots are for other accounts": shares(unknown),
    "the schedules of snapshots": given({ policyDetails: { schedules: unknown } }, { type: lifecycle, stack }),
    "the effect": grants("s3:GetObject", { Effect: unknown }),
  },
  absent: {
    "a role without policies": given({}, { type: "aws:iam/role:Role", stack }),
    "snapshots for no other account": shares(undefined),
    "snapshots for none, in a list": shares([]),
    "an account left empty": given({ accountId: "" }, { type: snapshot, stack }),
  },
  secret: {
    "the account that gets a snapshot": [
      given({ accountId: secret(other) }, { type: snapshot, stack }),
      "accountId is a secret, expected no other account.",
    ],
    "entering a host": [
      given({ policy: secret(JSON.stringify(document("ssm:StartSession"))) }, { stack }),
      refused("ssm:StartSession"),
    ],
  },
  notApplicable: { "a stack of no bot": [given({ policy: document("ssm:StartSession") }, {}), "no bot"] },
});
