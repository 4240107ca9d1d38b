import { grants, holdsOnlyFor } from "../../granted";
import { keyPolicyProperty, keyPolicyTypes } from "../../key-policies";
import { type Settings, resourcePolicy } from "../../policy";
import { type Statement, grantingStatements } from "../../policy-document";
import type { Value } from "../../reader";

/** Whoever may do one of these decides who uses the key, and whether there is one. */
const administration = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"] as const;
/** Whoever may do one of these sees what the key has encrypted. */
const use = ["kms:Decrypt", "kms:ReEncryptFrom"] as const;

/**
 * Two statements make an administrator who uses: one that admits a principal to administration, one that admits the same
 * to use. Use by way of EC2 alone does not count, since whoever starts a host has EC2 open its disk; nor does Secrets
 * Manager's trial of a key, which decrypts no value. A policy left out is AWS's default, and judged by nobody here.
 */
export const separateAdminAndUse = resourcePolicy(keyPolicyTypes, {
  name: "kms-separate-admin-and-use",
  description: "Whoever administers a key does not decrypt with it.",
  severity: "medium",
  level: "advisory",
  remediationSteps: "Give administration and use of the key to different roles, in statements of their own.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  tags: ["kms", "key-policy"],
  rationale:
    "An administrator who may also decrypt needs nobody's consent to read the exchange key; apart, a change of the key's policy comes first, and is seen.",
  example: `Statement: [
  { Effect: "Allow", Principal: { AWS: admin }, Action: ["kms:PutKeyPolicy", "kms:DisableKey"], Resource: "*" },
  { Effect: "Allow", Principal: { AWS: role.arn }, Action: "kms:Decrypt", Resource: "*" },
]`,
  configSchema: {
    properties: {
      byWayOf: {
        type: "array",
        items: { type: "string" },
        default: ["ec2"],
        description: "Services by way of which an administrator may use a key all the same.",
      },
    },
  },
  judge(key, violation, settings) {
    const services = servicesOf(settings);
    const statements = grantingStatements(key.inputs.below([keyPolicyProperty(key.type)]));
    const admins = new Set(
      statements
        .filter((one) => grants(one, administration))
        .flatMap(principals)
        .flatMap(({ text }) => text ?? []),
    );
    if (admins.size === 0) return;
    for (const statement of statements) {
      if (!grants(statement, use) || isHarmless(statement, services)) continue;
      for (const principal of principals(statement)) {
        if (admins.has(principal.text ?? "")) violation(principal, "somebody who does not administer the key");
      }
    }
  },
});

function servicesOf({ byWayOf }: Settings): readonly string[] {
  return Array.isArray(byWayOf) ? byWayOf.filter((one): one is string => typeof one === "string") : ["ec2"];
}

function principals(statement: Statement): readonly Value[] {
  const principal = statement.element("Principal");
  if (principal.text !== undefined) return [principal];
  return principal.entries().flatMap(([, values]) => values.items());
}

/** Whether a condition keeps what is decrypted from the caller. */
function isHarmless(statement: Statement, services: readonly string[]): boolean {
  const only = (key: string, isOne: (text: string) => boolean): boolean =>
    holdsOnlyFor(statement, key, ["StringEquals"], isOne);
  return (
    only("kms:ViaService", (text) => services.includes(text.split(".", 1)[0] ?? "")) ||
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    only("kms:EncryptionContext:SecretVersionId", (text) => text === "RequestToValidateKeyAccess")
  );
}
