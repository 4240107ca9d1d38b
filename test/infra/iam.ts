import { decide } from "../../policies/access/decide";
import { rulesOf } from "../../policies/access/document";

/** Who asks: a role or root user by ARN, or an AWS service by name. */
export type Caller = { readonly arn: string } | { readonly service: string };

export interface IamRequest {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the request carries. `aws:PrincipalArn` is added for roles, as AWS does. */
  readonly context: Readonly<Record<string, string>>;
}

/** The documents that decide about one request. */
export interface IamPolicies {
  /** Documents of the caller's own role; a service has none. */
  readonly identity: readonly unknown[];
  /** The policy of the key, secret, topic or bucket that the request is about. */
  readonly resource?: unknown;
  /** Account that owns the resource. */
  readonly account: string;
  /**
   * Whether the resource's own policy has to admit even callers of its account. Keys do; other resources let the
   * account's identity policies admit alone.
   */
  readonly resourceDecides?: boolean;
}

const known = [
  "aws:ResourceTag/bulkhead:bot",
  "aws:SecureTransport",
  "aws:PrincipalArn",
  "aws:SecureTransport",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceIp",
  "kms:CallerAccount",
  "kms:EncryptionContext:aws:cloudtrail:arn",
  "kms:EncryptionContext:SecretARN",
  "kms:EncryptionContext:SecretVersionId",
  "kms:EncryptionContext:aws:logs:arn",
  "kms:EncryptionContext:aws:s3:arn",
  "kms:EncryptionContext:aws:sns:topicArn",
  "kms:GrantIsForAWSResource",
  "kms:MacAlgorithm",
  "kms:ViaService",
  "s3:x-amz-acl",
];

/**
 * Decides as the policy pack's own evaluator does. What that leaves open makes it throw: a test must not pass because a
 * word was passed over.
 */
export function isAllowed({ caller, action, resource, context }: IamRequest, policies: IamPolicies): boolean {
  for (const key of Object.keys(context)) {
    if (!known.includes(key)) throw new Error(`the evaluator does not know the condition key ${key}`);
  }
  const carried: Readonly<Record<string, string>> =
    "arn" in caller ? { "aws:PrincipalArn": caller.arn, ...context } : context;
  const { allowed, open } = decide(
    {
      caller: "arn" in caller ? { arn: caller.arn, account: caller.arn.split(":")[4] ?? "" } : caller,
      action,
      resource,
      facts: new Map(known.map((key) => [key.toLowerCase(), carried[key] ?? null])),
    },
    {
      identity: policies.identity.flatMap((document) => rulesOf(parsed(document))),
      resource: policies.resource === undefined ? [] : rulesOf(parsed(policies.resource)),
      account: policies.account,
      resourceDecides: policies.resourceDecides === true,
    },
  );
  if (allowed === undefined) throw new Error(`the evaluator does not know ${[...open].join(", ")}`);
  return allowed;
}

function parsed(document: unknown): unknown {
  return typeof document === "string" ? JSON.parse(document) : document;
}
