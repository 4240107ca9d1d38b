import { byOthersThan, calls, notDenied, otherThan } from "../matchers";
import type { EyeRule } from "../rule";
import { theSecret } from "../the-secret";

/** Anybody but the bot's role, or the bot's role from another address than the stack's. Denied attempts are `denied`'s. */
export const secretRead: EyeRule = {
  id: "secret-read",
  practice: "usage-patterns",
  severity: "critical",
  happened: "The exchange secret was read by somebody else than the bot, or from another address than the bot's.",
  next: "Take the key for stolen. Run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: (watched) =>
    calls(["secretsmanager"], {
      eventName: ["GetSecretValue", "BatchGetSecretValue"],
      errorCode: notDenied,
      requestParameters: {
        $or: [{ secretId: theSecret(watched) }, { secretIdList: theSecret(watched) }],
      },
      $or: [{ userIdentity: byOthersThan(watched.botRoleArn) }, { sourceIPAddress: otherThan(...watched.egressIps) }],
    }),
};
