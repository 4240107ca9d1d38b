import { identityDocuments, identityPolicyTypes } from "../../identity-documents";
import { resourcePolicy } from "../../policy";
import { grantingStatements } from "../../policy-document";

const resourcePolicyTypes = [
  "aws:kms/key:Key",
  "aws:kms/keyPolicy:KeyPolicy",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
  "aws:secretsmanager/secret:Secret",
  "aws:secretsmanager/secretPolicy:SecretPolicy",
] as const;

/**
 * `NotAction` in a statement that grants means every action of AWS but a few, also those that nobody has thought of yet.
 * In a denial it is a good form: deny all but a list. Policies of identities, keys and secrets, and trust policies.
 */
export const noNotaction = resourcePolicy([...identityPolicyTypes, ...resourcePolicyTypes], {
  name: "identity-no-notaction",
  description: "No statement grants actions by leaving some out.",
  severity: "high",
  level: "mandatory",
  remediationSteps: "Name what is granted in Action, or make the statement a denial.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
  tags: ["iam", "kms", "secretsmanager"],
  rationale:
    "A grant of everything but a few actions grants the whole rest of AWS, and every action that AWS adds later, so that nobody can say what the holder of the role may do.",
  example: `{ Effect: "Allow", Action: ["s3:GetObject"], Resource: [\`\${bucket.arn}/*\`] }`,
  judge(resource, violation) {
    const { inputs } = resource;
    const trust = [inputs.at("assumeRolePolicy"), inputs.at("assumeRolePolicyDocument")];
    for (const document of [...identityDocuments(resource), ...trust]) {
      for (const statement of grantingStatements(document)) {
        const allBut = statement.element("NotAction");
        if (!allBut.absent) violation(allBut, "Action, with the actions by name");
      }
    }
  },
});
