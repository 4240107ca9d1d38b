import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";
import type { Roles } from "./roles";

/** What the trail bucket's policy is made of. */
export interface TrailBucketPolicyArgs extends Place, Pick<Roles, "responders"> {
  readonly bucketArn: string;
  /** ARN of the trail; built from its fixed name, since it comes after this policy. */
  readonly trailArn: string;
}

/**
 * The trail writes (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html), responders
 * read, and nobody deletes or unlocks a log file, or writes one. The denials leave the bucket's policy out, so that no mistake
 * in them can lock anybody out of it; whoever changes it is told of.
 */
export function trailBucketPolicy(args: TrailBucketPolicyArgs): PolicyDocument {
  const service = { Service: ["cloudtrail.amazonaws.com"] };
  const forTheTrail = { "aws:SourceArn": [args.trailArn] };
  const objects = [`${args.bucketArn}/*`];
  return policyDocument(
    {
      Sid: "TheTrailLooksAtTheBucket",
      Effect: "Allow",
      Principal: service,
      Action: ["s3:GetBucketAcl"],
      Resource: [args.bucketArn],
      Condition: { StringEquals: forTheTrail },
    },
    {
      Sid: "TheTrailWrites",
      Effect: "Allow",
      Principal: service,
      Action: ["s3:PutObject"],
      Resource: [`${args.bucketArn}/AWSLogs/${args.account}/*`],
      Condition: { StringEquals: { ...forTheTrail, "s3:x-amz-acl": ["bucket-owner-full-control"] } },
    },
    {
      Sid: "RespondersList",
      Effect: "Allow",
      Principal: { AWS: args.responders },
      Action: ["s3:GetBucketLocation", "s3:ListBucket"],
      Resource: [args.bucketArn],
    },
    {
      Sid: "RespondersRead",
      Effect: "Allow",
      Principal: { AWS: args.responders },
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: objects,
    },
    {
      Sid: "NobodyWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: [args.bucketArn, ...objects],
      Condition: { Bool: { "aws:SecureTransport": ["false"] } },
    },
    {
      Sid: "NobodyElseWrites",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:PutObject"],
      Resource: objects,
      Condition: { StringNotEquals: forTheTrail },
    },
    {
      Sid: "NobodyDeletesOrUnlocks",
      Effect: "Deny",
      Principal: "*",
      Action: [
        "s3:BypassGovernanceRetention",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:PutObjectLegalHold",
        "s3:PutObjectRetention",
      ],
      Resource: objects,
    },
    {
      Sid: "NobodyDeletesTheBucket",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteBucket"],
      Resource: [args.bucketArn],
    },
  );
}
