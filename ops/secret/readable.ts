import { decide } from "../../policies/access/decide";
import { rulesOf } from "../../policies/access/document";
import type { Aws } from "../aws/aws";
import { explained } from "../aws/explained";
import { isMap } from "../embedded/project";
import { roleNameOf, type Standing } from "../stack/standing";
import { StepFailure } from "../steps/step";

/**
 * Whether the policies in force let the bot's role read its secret from its address and decrypt it by way of Secrets Manager.
 * Answers what was decided; throws StepFailure where they don't, or where it can't be decided.
 */
export async function readableByPolicies(aws: Aws, found: Standing): Promise<string> {
  const { secret } = found;
  const ip = found.leavesBy[0] ?? found.addresses[0]?.ip;
  if (secret?.custodyKeyArn === undefined || ip === undefined)
    throw new StepFailure("secret, custody key and address of the stack are not all there");
  const [resourcePolicy, ofKey] = await Promise.all([
    secretPolicy(aws, secret.arn),
    keyPolicy(aws, secret.custodyKeyArn),
  ]);
  // Where there is no host to tell its role, the secret's policy names the one that is to read.
  const roleName = (await roleNameOf(aws, found)) ?? readerOf(resourcePolicy);
  if (roleName === undefined) throw new StepFailure("the secret's policy names no single role that reads it");
  const ofSecret = rulesOf(resourcePolicy);
  const { identity, roleArn } = await identityOf(aws, roleName);
  const account = roleArn.split(":")[4] ?? "";
  const caller = { arn: roleArn, account };
  const common = [
    ["aws:principalarn", roleArn],
    ["aws:principalaccount", account],
    ["kms:calleraccount", account],
  ] as const;
  const reads = decide(
    {
      caller,
      action: "secretsmanager:GetSecretValue",
      resource: secret.arn,
      facts: new Map([...common, ["aws:sourceip", ip] as const]),
    },
    { identity, resource: ofSecret, account, resourceDecides: false },
  );
  const decrypts = decide(
    {
      caller,
      action: "kms:Decrypt",
      resource: secret.custodyKeyArn,
      facts: new Map([
        ...common,
        ["kms:viaservice", `secretsmanager.${aws.region}.amazonaws.com`] as const,
        ["kms:encryptioncontext:secretarn", secret.arn] as const,
        ["kms:encryptioncontext:secretversionid", "0".repeat(32)] as const,
      ]),
    },
    { identity, resource: ofKey, account, resourceDecides: true },
  );
  for (const [what, { allowed, open }] of [["read the secret", reads] as const, ["decrypt it", decrypts] as const]) {
    if (allowed === true) continue;
    const why = open.size === 0 ? "" : ` (undecided: ${[...open].join(", ")})`;
    throw new StepFailure(`the policies in force do not let the bot's role ${what} from ${ip}${why}`);
  }
  return "the policies in force";
}

async function identityOf(
  aws: Aws,
  RoleName: string,
): Promise<{ identity: ReturnType<typeof rulesOf>; roleArn: string }> {
  const { GetRoleCommand, GetRolePolicyCommand, ListRolePoliciesCommand } = await import("@aws-sdk/client-iam");
  const client = await aws.client("iam");
  try {
    const { Role: role } = await client.send(new GetRoleCommand({ RoleName }));
    const { PolicyNames: names = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
    const documents = await Promise.all(
      names.map(async (PolicyName) => {
        const { PolicyDocument: text = "" } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return rulesOf(JSON.parse(decodeURIComponent(text)) as unknown);
      }),
    );
    return { identity: documents.flat(), roleArn: role?.Arn ?? "" };
  } catch (error) {
    throw new StepFailure(explained(error, "iam:GetRolePolicy", aws.region));
  }
}

/** Name of the one role that a secret's policy lets read; undefined where it is none, or several. */
function readerOf(policy: unknown): string | undefined {
  const statements = isMap(policy) && Array.isArray(policy.Statement) ? (policy.Statement as unknown[]) : [];
  const readers = statements.flatMap((statement) => {
    if (!isMap(statement) || statement.Effect !== "Allow" || !isMap(statement.Principal)) return [];
    if (![statement.Action].flat().includes("secretsmanager:GetSecretValue")) return [];
    return [statement.Principal.AWS].flat();
  });
  const [reader] = readers;
  return readers.length === 1 && typeof reader === "string"
    ? /^arn:[^:]*:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/u.exec(reader)?.[1]
    : undefined;
}

async function secretPolicy(aws: Aws, SecretId: string): Promise<unknown> {
  const { GetResourcePolicyCommand } = await import("@aws-sdk/client-secrets-manager");
  try {
    const client = await aws.client("secrets");
    const { ResourcePolicy: text } = await client.send(new GetResourcePolicyCommand({ SecretId }));
    return JSON.parse(text ?? "{}") as unknown;
  } catch (error) {
    throw new StepFailure(explained(error, "secretsmanager:GetResourcePolicy", aws.region));
  }
}

async function keyPolicy(aws: Aws, KeyId: string): Promise<ReturnType<typeof rulesOf>> {
  const { GetKeyPolicyCommand } = await import("@aws-sdk/client-kms");
  try {
    const client = await aws.client("kms");
    const { Policy: text } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
    return rulesOf(JSON.parse(text ?? "{}") as unknown);
  } catch (error) {
    throw new StepFailure(explained(error, "kms:GetKeyPolicy", aws.region));
  }
}
