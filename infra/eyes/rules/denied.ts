import { byOthersThan, calls, denied as refused, roleName } from "../matchers";
import type { EyeRule } from "../rule";
import { theSecret } from "../the-secret";
import { theseKeys } from "../these-keys";

/**
 * Many a denied call is recorded without its parameters: then the answer names what it was about, by name or by ARN. The
 * host's own denials stand in the bot's log, where an alarm counts them: it tries again every few seconds.
 */
export const denied: EyeRule = {
  id: "denied",
  practice: "usage-patterns",
  severity: "warning",
  happened: "Somebody tried to get at the bot's secret, keys or role, and was denied.",
  next: "Ask who it was and why. If nobody knows, take their credentials for stolen.",
  arrivals: ["stack", "global"],
  pattern: (watched) => {
    const { custodyKeyArn, recordsKeyArn, secretName, botRoleArn } = watched;
    const keys = [custodyKeyArn, recordsKeyArn];
    const names = [...keys.map((arn) => arn.slice(arn.indexOf("/") + 1)), secretName, roleName(botRoleArn)];
    return calls(["kms", "secretsmanager", "sts", "iam"], {
      errorCode: refused,
      userIdentity: byOthersThan(botRoleArn),
      $or: [
        ...theseKeys(...keys),
        { requestParameters: { secretId: theSecret(watched) } },
        { requestParameters: { roleName: [roleName(botRoleArn)] } },
        { errorMessage: names.map((name) => ({ wildcard: `*${name}*` })) },
      ],
    });
  },
};
