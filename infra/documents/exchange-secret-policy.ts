import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";

/** What the exchange secret's policy is made of. */
export interface ExchangeSecretPolicyArgs extends Place, Pick<Roles, "operators" | "responders"> {
  /** Full ARN of the secret, its random suffix included. */
  readonly secretArn: string;
  /** ARN of the bot's role. */
  readonly botRoleArn: string;
  /** The stack's own public IPv4 address. */
  readonly egressIp: string;
}

const read = ["secretsmanager:GetSecretValue"] as const;

/**
 * The value is read by the bot's role only, and only from the bot's own address, so that credentials carried off the
 * host are worthless elsewhere. Operators put it and cannot read it back. The denials name reading only: an
 * administrator can always repair this policy or delete the secret. A service that reads on somebody's behalf has
 * neither the bot's role nor its address, and is denied too.
 */
export function exchangeSecretPolicy(args: ExchangeSecretPolicyArgs): PolicyDocument {
  const ownAddress = { "aws:SourceIp": [`${args.egressIp}/32`] };
  const secret = [args.secretArn];
  // "*" is whatever secret carries the policy: a copy in another region carries it too, under another ARN.
  const anyCopy = ["*"];
  return policyDocument(
    {
      Sid: "BotReads",
      Effect: "Allow",
      Principal: { AWS: [args.botRoleArn] },
      Action: read,
      Resource: secret,
      Condition: { IpAddress: ownAddress },
    },
    {
      Sid: "OperatorsPut",
      Effect: "Allow",
      Principal: { AWS: args.operators },
      Action: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:ListSecretVersionIds",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      Resource: secret,
    },
    {
      Sid: "RespondersDenyAndTag",
      Effect: "Allow",
      Principal: { AWS: args.responders },
      Action: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:PutResourcePolicy",
        "secretsmanager:TagResource",
      ],
      Resource: secret,
    },
    {
      Sid: "NobodyElseReads",
      Effect: "Deny",
      Principal: "*",
      Action: read,
      Resource: anyCopy,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [args.botRoleArn] } },
    },
    {
      Sid: "NobodyReadsFromElsewhere",
      Effect: "Deny",
      Principal: "*",
      Action: read,
      Resource: anyCopy,
      Condition: { NotIpAddress: ownAddress },
    },
  );
}
