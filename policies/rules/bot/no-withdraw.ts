import type { secretsmanager, ssm } from "@pulumi/aws";
import { Unread, currentRun } from "../../marks";
import { resourcePolicy } from "../../policy";

const tag = "bulkhead:permissions";
// What a key of an exchange may be for. A bot needs the first two; the others move positions, not funds.
const harmless = ["read", "trade", "futures", "margin", "none"];
/** In an operator's stack, the key that makes, binds and ends the keys of sub-accounts. */
const masterKey = "keys";

/**
 * The permissions of an exchange's key are set at the exchange, where no policy can look. What can be held to is that
 * somebody said, on the secret, which ones the key has, and that none of them moves funds. A secret that is no key of an
 * exchange says `none`.
 */
export const noWithdraw = resourcePolicy<secretsmanager.SecretArgs & ssm.ParameterArgs>(
  ["aws:secretsmanager/secret:Secret", "aws:ssm/parameter:Parameter"],
  {
    name: "bot-no-withdraw",
    description: "Each secret of a bot declares its key's permissions, and none of them moves funds.",
    severity: "critical",
    level: "mandatory",
    remediationSteps:
      'Make a key without withdrawal and transfer at the exchange, and set the secret\'s tag bulkhead:permissions to what it may do, such as "read trade".',
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/managing-secrets_tagging.html",
    tags: ["secretsmanager", "ssm", "tags"],
    nonWaivable: true,
    configSchema: {
      properties: {
        permissions: {
          type: "array",
          items: { type: "string" },
          default: harmless,
          description:
            "Words that a secret's tag may have, apart by spaces. Words of withdrawal and transfer are never taken.",
        },
      },
    },
    rationale:
      "A leaked key that may trade costs what bad trades cost; one that may withdraw costs everything, within minutes and for good.",
    example: `new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn, tags: { ...tags, "bulkhead:permissions": "read trade" } });`,
    judge(secret, violation, settings) {
      const isParameter = secret.type === "aws:ssm/parameter:Parameter";
      if (isParameter && !secret.at("type").is("SecureString")) return;
      const allowed = [
        ...(Array.isArray(settings.permissions) ? settings.permissions.map(String) : harmless),
        ...(isOfOperators() ? [masterKey] : []),
      ];
      const said = secret.inputs.below(["tags", tag]);
      const words =
        said.text
          ?.toLowerCase()
          .split(/[\s+,:;/]+/u)
          .filter((word) => word !== "") ?? [];
      if (!said.known || words.length === 0) {
        violation(said, `the permissions of its key: ${allowed.join(", ")}`);
        return;
      }
      if (words.some((word) => movesFunds.test(word))) {
        violation({
          message: `${said.path} declares a key that moves funds, expected ${allowed.join(", ")}.`,
          at: said,
        });
      } else if (!words.every((word) => allowed.includes(word))) {
        violation({
          message: `${said.path} declares what is no known permission, expected ${allowed.join(", ")}.`,
          at: said,
        });
      }
    },
  },
);

function isOfOperators(): boolean {
  const run = currentRun();
  return !(run instanceof Unread) && run.kinds.has("operator");
}

const movesFunds = /withdr|transfer|payout|send|fund|vault/u;
