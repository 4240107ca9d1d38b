import { identityDocuments, identityPolicyTypes, refuseManaged } from "../../identity-documents";
import { resourcePolicy } from "../../policy";
import { grantingStatements } from "../../policy-document";

// `*`, `*:*`, `kms:*`, `s?s:**`: whatever the service is called, all of its actions.
const everyAction = /^(?:[^:]*:)?\?*\*[*?]*$/u;

// AWS managed policies that do so for a service of theirs (AWS Managed Policy Reference Guide). Of IAM's, identity-no-admin speaks.
const fullAccess =
  /^(?:(?!IAMFullAccess$)\w*(?<!Client)FullAccess(?:V2|_v2)?|AdministratorAccess-\w+|PowerUserAccess|AmazonSSMAutomationRole|(?:Database|Network|System)Administrator|DataScientist|SupportUser|SecretsManagerReadWrite|AWS(?:CodeBuildAdminAccess|DataPipeline_PowerUser|GlueServiceRole|LambdaExecute|SupportAccess)|AWS(?:AppSync|Cloud9|SSO(?:Directory|MasterAccount|MemberAccount))Administrator|Amazon(?:APIGatewayAdministrator|CognitoPowerUser|EC2RoleforDataPipelineRole|ElasticMapReduceforEC2Role))$/u;

/**
 * A service gains actions every month, and whoever was granted `svc:*` gains them too. Narrow resources do not help:
 * among all actions of a service are those that change who may use the resource.
 */
export const noServiceWildcard = resourcePolicy(identityPolicyTypes, {
  name: "identity-no-service-wildcard",
  description: "No identity is granted all actions of a service.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Name the actions that are needed; a beginning such as s3:Get* may stand for several.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
  tags: ["iam"],
  rationale:
    "All actions of a service include those that delete, share and hand on: kms:* on one key can give the key away, and actions that AWS adds later are granted unseen.",
  example: `{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [\`\${logGroup.arn}:*\`] }`,
  judge(resource, violation) {
    refuseManaged(resource, fullAccess, "no policy that grants all actions of a service", violation);
    for (const document of identityDocuments(resource)) {
      for (const statement of grantingStatements(document)) {
        for (const action of statement.element("Action").items()) {
          if (!action.known || everyAction.test(action.text ?? "")) violation(action, "named actions");
        }
      }
    }
  },
});
