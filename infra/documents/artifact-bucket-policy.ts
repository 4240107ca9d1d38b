import type { Roles } from "./roles";
import { policyDocument, type PolicyDocument } from "./policy-document";

/** What the bucket's policy is made of. */
export interface ArtifactBucketPolicyArgs extends Pick<Roles, "deployers"> {
  readonly bucketArn: string;
  /** ARN of the bot's role. */
  readonly botRoleArn: string;
  /** The stack's own public IPv4 address. */
  readonly egressIp: string;
}

const read = ["s3:GetObject", "s3:GetObjectVersion"] as const;
const write = ["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion"] as const;

/**
 * A strategy is worth stealing, and what runs beside the credential worth changing: deployers alone bring objects, and
 * nobody but them and the bot's host, from its own address, reads any. The denials name data actions only, so that no
 * mistake in them can lock anybody out of the bucket itself; the one for requests without TLS names every action.
 */
export function artifactBucketPolicy(args: ArtifactBucketPolicyArgs): PolicyDocument {
  const objects = [`${args.bucketArn}/*`];
  return policyDocument(
    {
      Sid: "NobodyWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:*"],
      Resource: [args.bucketArn, ...objects],
      Condition: { Bool: { "aws:SecureTransport": ["false"] } },
    },
    {
      Sid: "NobodyElseReads",
      Effect: "Deny",
      Principal: "*",
      Action: read,
      Resource: objects,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [args.botRoleArn, ...args.deployers] } },
    },
    {
      Sid: "NobodyElseWrites",
      Effect: "Deny",
      Principal: "*",
      Action: write,
      Resource: objects,
      Condition: { ArnNotEquals: { "aws:PrincipalArn": args.deployers } },
    },
    {
      Sid: "HostReadsFromItsOwnAddress",
      Effect: "Deny",
      Principal: "*",
      Action: read,
      Resource: objects,
      Condition: {
        ArnEquals: { "aws:PrincipalArn": [args.botRoleArn] },
        NotIpAddress: { "aws:SourceIp": [`${args.egressIp}/32`] },
      },
    },
  );
}
