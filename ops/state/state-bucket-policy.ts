/**
 * Policy of the state bucket: a state says what every key's policy is and holds each stack's encrypted secrets, so nobody
 * but deployers reads or writes one, and nothing goes there without TLS. Nobody but `admins` takes a version away for
 * good: an older one is what undoes a bad write. The denials name data actions only, so that no mistake in them locks
 * anybody out of the bucket itself.
 */
export function stateBucketPolicy(
  bucketArn: string,
  { admins, deployers }: { readonly admins: readonly string[]; readonly deployers: readonly string[] },
): object {
  const objects = [`${bucketArn}/*`];
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NobodyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: [bucketArn, ...objects],
        Condition: { Bool: { "aws:SecureTransport": ["false"] } },
      },
      {
        Sid: "NobodyElseReadsOrWrites",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"],
        Resource: objects,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": deployers } },
      },
      {
        Sid: "AdminsAloneEndAVersion",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteObjectVersion"],
        Resource: objects,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": admins } },
      },
    ],
  };
}
