import { keyAdministration } from "./key-administration";
import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";

/** What the trail key's policy is made of. */
export interface TrailKeyPolicyArgs extends Place, Roles {
  /** ARN of the trail; built from its fixed name, since it comes after this policy. */
  readonly trailArn: string;
}

/**
 * The trail key encrypts log files and digests of one trail, which CloudTrail names in the encryption context
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html). Responders read them, by
 * way of S3; nobody disables the key to blind the trail but the key's administrators.
 */
export function trailKeyPolicy(args: TrailKeyPolicyArgs): PolicyDocument {
  const service = { Service: ["cloudtrail.amazonaws.com"] };
  const forTheTrail = { "aws:SourceArn": [args.trailArn] };
  const ofTrails = {
    "kms:EncryptionContext:aws:cloudtrail:arn": [`arn:${args.partition}:cloudtrail:*:${args.account}:trail/*`],
  };
  return policyDocument(
    ...keyAdministration(args, { ...args, responders: [] }),
    {
      Sid: "TheTrailEncrypts",
      Effect: "Allow",
      Principal: service,
      Action: ["kms:GenerateDataKey*"],
      Resource: ["*"],
      Condition: { StringEquals: forTheTrail, StringLike: ofTrails },
    },
    {
      Sid: "TheTrailLooksAtTheKey",
      Effect: "Allow",
      Principal: service,
      Action: ["kms:DescribeKey"],
      Resource: ["*"],
      Condition: { StringEquals: forTheTrail },
    },
    {
      Sid: "RespondersReadTheTrail",
      Effect: "Allow",
      Principal: { AWS: args.responders },
      Action: ["kms:Decrypt"],
      Resource: ["*"],
      Condition: {
        StringEquals: {
          "kms:CallerAccount": [args.account],
          "kms:ViaService": [`s3.${args.region}.amazonaws.com`],
        },
        StringLike: ofTrails,
      },
    },
    {
      Sid: "NobodyElseReadsTheTrail",
      Effect: "Deny",
      Principal: "*",
      Action: ["kms:Decrypt", "kms:ReEncryptFrom"],
      Resource: ["*"],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": args.responders } },
    },
  );
}
