import { grants } from "../../granted";
import { identityDocuments, identityPolicyTypes } from "../../identity-documents";
import { type Resource, type WholeStack, stackPolicy } from "../../policy";
import { grantingStatements } from "../../policy-document";
import { itemsOf, propertyOf, type Value } from "../../reader";
import { refersTo } from "../../references";
import { matches } from "../../wildcards";

const reading = ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"] as const;

/** Read by whom a policy of the stack admits, its own or an identity's. Before policies are known, by what they depend on. */
export const used = stackPolicy({
  name: "secrets-used",
  description: "Every secret of a stack is read by somebody whom a policy of the stack admits.",
  severity: "low",
  level: "advisory",
  remediationSteps: "Admit the role that needs the secret, or delete the secret and revoke the key in it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-3",
  tags: ["secretsmanager"],
  rationale:
    "A key that no program needs can still be stolen, and nobody would miss it: unused, it only waits for a policy that is too wide.",
  example: `new aws.iam.RolePolicy("reads-secret", {
  role: role.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret.arn }],
  }),
});`,
  judge(whole, violation) {
    for (const secret of whole.ofType("aws:secretsmanager/secret:Secret")) {
      const open: Value[] = [];
      if (isRead(secret, whole, open)) continue;
      for (const value of open) violation(value, "somebody who may read the secret");
      if (open.length > 0) continue;
      violation({
        message: "No policy of the stack lets anybody read the secret.",
        resource: secret,
      });
    }
  },
});

function isRead(secret: Resource, whole: WholeStack, open: Value[]): boolean {
  const arn = secret.at("arn");
  const identities = whole.ofType(...identityPolicyTypes).some((carrier) =>
    identityDocuments(carrier).some((document) => {
      if (!document.unknown) return admits(document, arn, open);
      if (carrier.propertyDependencies.get(propertyOf(document.path))?.includes(secret.urn) === true) return true;
      open.push(document);
      return false;
    }),
  );
  if (identities) return true;
  const own = [
    secret.inputs.at("policy"),
    ...whole
      .ofType("aws:secretsmanager/secretPolicy:SecretPolicy")
      .filter((policy) => refersTo(policy, "secretArn", secret, ["arn", "id", "name"]))
      .map((policy) => policy.inputs.at("policy")),
  ];
  return own.some((document) => {
    if (!document.unknown) return grantingStatements(document).some((statement) => grants(statement, reading));
    open.push(document);
    return false;
  });
}

function admits(document: Value, arn: Value, open: Value[]): boolean {
  return grantingStatements(document).some((statement) => {
    if (!grants(statement, reading)) return false;
    const allBut = statement.element("NotResource");
    const leavesOut = allBut.unknown || !allBut.absent;
    const given = leavesOut ? allBut : statement.element("Resource");
    const patterns = itemsOf(given);
    const unseen = patterns.filter((one) => one.unknown || (arn.unknown && one.text !== "*"));
    const seen = patterns.filter((one) => !unseen.includes(one));
    if (seen.some((one) => matches(one.text ?? "", arn.unknown ? "" : (arn.text ?? "")))) return !leavesOut;
    open.push(...unseen.map((one) => (one.unknown ? one : arn)));
    return leavesOut && unseen.length === 0;
  });
}
