import { byOthersThan, calls } from "../matchers";
import type { EyeRule } from "../rule";

/** Deployers alone set who reads and writes there. */
export const codeExposed: EyeRule = {
  id: "code-exposed",
  practice: "critical-actions",
  severity: "critical",
  happened: "Somebody who is no deployer changed who reads or writes the bot's artefacts.",
  next: "Set it back with `pulumi up` and ask who it was.",
  arrivals: ["stack"],
  pattern: ({ bucketName, repositoryName, deployers }) =>
    calls(["s3", "ecr"], {
      eventName: [
        "DeleteBucket",
        "DeleteBucketEncryption",
        "DeleteBucketPolicy",
        "DeleteBucketPublicAccessBlock",
        "DeleteRepository",
        "DeleteRepositoryPolicy",
        "PutBucketAcl",
        "PutBucketEncryption",
        "PutBucketLifecycle",
        "PutBucketPolicy",
        "PutBucketPublicAccessBlock",
        "PutBucketReplication",
        "PutBucketVersioning",
        "SetRepositoryPolicy",
      ],
      userIdentity: byOthersThan(...deployers),
      requestParameters: {
        $or: [
          { bucketName: [bucketName] },
          ...(repositoryName === undefined ? [] : [{ repositoryName: [repositoryName] }]),
        ],
      },
    }),
};
