import { noServiceWildcard } from "../../../../policies/rules/identity/no-service-wildcard";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const document = (...Statement: readonly unknown[]) => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown) => ({ policy: JSON.stringify(document({ Effect: "Allow", Action, Resource: "*" })) });
const attaches = (policyArn: unknown) =>
  given({ policyArn }, { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment" });
const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const all = (shown: string) => `policyArn is ${shown}, expected no policy that grants all actions of a service.`;
const refused = (path: string, shown: string) => `${path} is ${shown}, expected named actions.`;

testPolicy(noServiceWildcard, {
  passes: {
    ...Object.fromEntries(
      [
        "CloudWatchAgentServerPolicy",
        "AmazonElasticFileSystemClientFullAccess",
        "job-function/ViewOnlyAccess",
        "service-role/AWSGlueServiceNotebookRole",
        "IAMFullAccess",
      ].map((name) => [`the managed policy ${name}`, attaches(aws(name))]),
    ),
    "a policy of one's own that is called so": attaches("arn:aws:iam::111122223333:policy/AmazonS3FullAccess"),
    "named actions": allow(["s3:GetObject", "logs:PutLogEvents"]),
    "actions that begin alike": allow("s3:Get*"),
    "actions that end alike": allow("s3:*Object"),
    "a wildcard for a single character": allow("s3:GetObjec?"),
    "all actions of a service, denied": { policy: document({ Effect: "Deny", Action: "s3:*", Resource: "*" }) },
  },
  fails: {
    ...Object.fromEntries(
      [
        "AmazonEC2FullAccess",
        "AWSLambda_FullAccess",
        "CloudWatchFullAccessV2",
        "AdministratorAccess-Amplify",
        "PowerUserAccess",
        "job-function/SystemAdministrator",
        "service-role/AmazonSSMAutomationRole",
        "AWSAppSyncAdministrator",
        "AWSCloud9Administrator",
        "AWSCodeBuildAdminAccess",
        "AWSDataPipeline_PowerUser",
        "AWSLambdaExecute",
        "AWSSSODirectoryAdministrator",
        "AWSSSOMasterAccountAdministrator",
        "AWSSSOMemberAccountAdministrator",
        "AWSSupportAccess",
        "AmazonAPIGatewayAdministrator",
        "AmazonCognitoPowerUser",
        "SecretsManagerReadWrite",
        "job-function/SupportUser",
        "service-role/AWSGlueServiceRole",
        "service-role/AmazonEC2RoleforDataPipelineRole",
        "service-role/AmazonElasticMapReduceforEC2Role",
      ].map((name) => [
        `the managed policy ${name}`,
        [attaches(aws(name)), { message: all(name.split("/").at(-1) ?? ""), path: "policyArn" }] as const,
      ]),
    ),
    "the managed policy, in another partition, among all that a role has": [
      given({ managedPolicyArns: ["arn:aws-cn:iam::aws:policy/AmazonS3FullAccess"] }, { type: "aws:iam/role:Role" }),
      "managedPolicyArns[0] is AmazonS3FullAccess, expected no policy that grants all actions of a service.",
    ],
    "all actions of a service, as text": [allow("s3:*"), refused("policy.Statement[0].Action", '"s3:*"')],
    "all actions of a service, as an object": [
      { policy: document({ Effect: "Allow", Action: ["s3:GetObject", "kms:*"], Resource: "arn:aws:kms:::key/a" }) },
      refused("policy.Statement[0].Action[1]", '"kms:*"'),
    ],
    "all actions of a service, told by more stars": [
      allow("s3:?**"),
      refused("policy.Statement[0].Action", '"s3:?**"'),
    ],
    "all actions of all services": [allow("*"), refused("policy.Statement[0].Action", '"*"')],
    "all actions of a service in a role's inline policy": [
      given({ inlinePolicies: [{ name: "a", policy: allow("sqs:*").policy }] }, { type: "aws:iam/role:Role" }),
      refused("inlinePolicies[0].policy.Statement[0].Action", '"sqs:*"'),
    ],
    "all actions of a service in the other provider's role": [
      given(
        {
          policies: [
            { policyName: "a", policyDocument: document({ Effect: "Allow", Action: "sqs:*", Resource: "*" }) },
          ],
        },
        { type: "aws-native:iam:Role" },
      ),
      refused("policies[0].policyDocument.Statement[0].Action", '"sqs:*"'),
    ],
  },
  unknown: {
    "the document": { policy: unknown },
    "the policy that is attached": attaches(unknown),
    "an action": { policy: document({ Effect: "Allow", Action: [unknown], Resource: "*" }) },
    "the effect": { policy: document({ Effect: unknown, Action: "s3:GetObject", Resource: "*" }) },
  },
  absent: { "a role without policies": given({}, { type: "aws:iam/role:Role" }) },
  secret: {
    "a managed policy": [attaches(secret(aws("AmazonEC2FullAccess"))), all("a secret")],
    "all actions of a service": [
      { policy: secret(allow("s3:*").policy) },
      refused("policy.Statement[0].Action", "a secret"),
    ],
  },
});
