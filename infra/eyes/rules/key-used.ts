import { byOthersThan, calls, notDenied, otherThan } from "../matchers";
import type { EyeRule } from "../rule";

const secretsManager = "secretsmanager.amazonaws.com";

/**
 * The custody key has two uses: Secrets Manager decrypts for the bot's role, and encrypts for operators. In these records
 * Secrets Manager stands in the caller's place, in `invokedBy` and `sourceIPAddress`; nobody else can write there. Its check of
 * the key, when deployers make a secret, encrypts nothing that anybody keeps (`infra/documents/custody-key-policy.ts`).
 */
export const keyUsed: EyeRule = {
  id: "key-used",
  practice: "usage-patterns",
  severity: "critical",
  happened: "The custody key was used by somebody else than bot and operators, or past Secrets Manager.",
  next: "Take the key for stolen. Run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ custodyKeyArn, botRoleArn, operators }) =>
    calls(["kms"], {
      eventName: [
        "Decrypt",
        "Encrypt",
        "GenerateDataKey",
        "GenerateDataKeyPair",
        "GenerateDataKeyPairWithoutPlaintext",
        "GenerateDataKeyWithoutPlaintext",
        "ReEncrypt",
      ],
      resources: { ARN: [custodyKeyArn] },
      errorCode: notDenied,
      $or: [
        {
          userIdentity: { invokedBy: otherThan(secretsManager) },
          sourceIPAddress: otherThan(secretsManager),
        },
        {
          userIdentity: byOthersThan(botRoleArn, ...operators),
          requestParameters: { encryptionContext: { SecretVersionId: otherThan("RequestToValidateKeyAccess") } },
        },
      ],
    }),
};
