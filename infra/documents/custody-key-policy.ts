import { keyAdministration } from "./key-administration";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument, type Statement } from "./policy-document";
import type { Roles } from "./roles";

/** Every KMS action that encrypts, decrypts or makes key material with a symmetric key. */
const dataActions = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyPair",
  "kms:GenerateDataKeyPairWithoutPlaintext",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
] as const;

/**
 * What Secrets Manager writes in the place of a version's id when it makes sure that whoever creates a secret under a key
 * may use the key. It throws the results away. A version's id has 32 characters or more, so no value is ever encrypted
 * under this one.
 */
const keyCheck = "RequestToValidateKeyAccess";

/** What the custody key's policy is made of. */
export interface CustodyKeyPolicyArgs extends Place, Roles {
  /** Full ARN of the exchange secret, its random suffix included. */
  readonly secretArn: string;
  /** ARN of the bot's role. */
  readonly botRoleArn: string;
}

/**
 * The custody key encrypts one thing: the exchange secret, by way of Secrets Manager, which names the secret in the
 * encryption context (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html). Deployers
 * pass Secrets Manager's check of the key, without which no new secret could be made under it after a `destroy`, since
 * this policy stays; they cannot use the key for any value. The denials outlive any grant or statement that a later hand may add. They name data actions only, so that no
 * mistake in them can lock the administrators out.
 */
export function custodyKeyPolicy(args: CustodyKeyPolicyArgs): PolicyDocument {
  const secretsManager = `secretsmanager.${args.region}.amazonaws.com`;
  const forThisSecret = {
    StringEquals: {
      "kms:CallerAccount": [args.account],
      "kms:EncryptionContext:SecretARN": [args.secretArn],
      "kms:ViaService": [secretsManager],
    },
  };
  const exceptKeyCheck = { StringNotEquals: { "kms:EncryptionContext:SecretVersionId": [keyCheck] } };
  const deny = (sid: string, condition: NonNullable<Statement["Condition"]>): Statement => ({
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: dataActions,
    Resource: ["*"],
    Condition: condition,
  });
  return policyDocument(
    ...keyAdministration(args, args),
    {
      Sid: "BotReadsItsSecret",
      Effect: "Allow",
      Principal: { AWS: [args.botRoleArn] },
      Action: ["kms:Decrypt"],
      Resource: ["*"],
      Condition: forThisSecret,
    },
    {
      // Secrets Manager asks for Decrypt when a value is put; the secret's own policy keeps operators from reading.
      Sid: "OperatorsPutTheValue",
      Effect: "Allow",
      Principal: { AWS: args.operators },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: ["*"],
      Condition: forThisSecret,
    },
    {
      Sid: "DeployersCreateTheSecret",
      Effect: "Allow",
      Principal: { AWS: args.deployers },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: ["*"],
      Condition: {
        StringEquals: {
          "kms:CallerAccount": [args.account],
          "kms:EncryptionContext:SecretVersionId": [keyCheck],
          "kms:ViaService": [secretsManager],
        },
      },
    },
    deny("NobodyElseUsesTheKey", {
      ArnNotEquals: { "aws:PrincipalArn": [args.botRoleArn, ...args.operators] },
      ...exceptKeyCheck,
    }),
    deny("NoUseOutsideSecretsManager", { StringNotEquals: { "kms:ViaService": [secretsManager] } }),
    deny("NoUseForAnotherSecret", {
      StringNotEquals: { "kms:EncryptionContext:SecretARN": [args.secretArn], ...exceptKeyCheck.StringNotEquals },
    }),
  );
}
