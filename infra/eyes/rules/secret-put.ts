import { byOthersThan, calls } from "../matchers";
import type { EyeRule } from "../rule";
import { theSecret } from "../the-secret";

/** A credential that a stranger put makes the bot trade on the stranger's account, or stops it. */
export const secretPut: EyeRule = {
  id: "secret-put",
  practice: "critical-actions",
  severity: "critical",
  happened: "Somebody who is no operator put another exchange credential, or moved the labels of its versions.",
  next: "Stop the bot and ask who it was. If nobody knows, run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: (watched) =>
    calls(["secretsmanager"], {
      eventName: ["PutSecretValue", "UpdateSecretVersionStage"],
      requestParameters: { secretId: theSecret(watched) },
      userIdentity: byOthersThan(...watched.operators),
    }),
};
