import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../documents/policy-document";
import type { AccountKey } from "./account-key";
import { accountTags } from "./account-tags";

/** What the trail's bucket is made of. */
export interface TrailBucketArgs {
  readonly key: AccountKey;
  /** Days that a log file is locked, and after which it goes. */
  readonly retentionDays: number;
}

/**
 * The bucket that the trail writes to: private, versioned, TLS only, and every version locked for as long as it is kept. The
 * lock is of the governance kind, whose way around the bucket's policy denies to everybody: somebody who sets bucket policies
 * could lift both, in two steps that are told of. The other kind could be lifted by nobody, not even to correct a mistake.
 */
export class TrailBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Name with a random suffix: names of buckets are shared by all accounts. */
  readonly bucketName: pulumi.Output<string>;
  readonly #name: string;
  readonly #settled: pulumi.Resource[];

  constructor(name: string, args: TrailBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:TrailBucket", name, {}, opts);
    const parent = { parent: this };
    const bucket = new aws.s3.Bucket(
      name,
      { objectLockEnabled: true, forceDestroy: false, tags: accountTags },
      { parent: this, protect: true },
    );
    const of = { bucket: bucket.bucket };
    const versioned = new aws.s3.BucketVersioning(
      name,
      { ...of, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    this.#settled = [
      versioned,
      new aws.s3.BucketPublicAccessBlock(
        name,
        {
          ...of,
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        parent,
      ),
      new aws.s3.BucketOwnershipControls(name, { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } }, parent),
      new aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        {
          ...of,
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.key.arn } }],
        },
        parent,
      ),
      new aws.s3.BucketObjectLockConfiguration(
        name,
        { ...of, rule: { defaultRetention: { mode: "GOVERNANCE", days: args.retentionDays } } },
        { parent: this, dependsOn: [versioned] },
      ),
      new aws.s3.BucketLifecycleConfiguration(
        name,
        {
          ...of,
          rules: [
            {
              id: "keep-then-tidy",
              status: "Enabled",
              filter: {},
              abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
              // A locked version outlives this until its lock ends.
              expiration: { days: args.retentionDays },
              noncurrentVersionExpiration: { noncurrentDays: 30 },
            },
          ],
        },
        { parent: this, dependsOn: [versioned] },
      ),
    ];
    this.#name = name;
    this.arn = bucket.arn;
    this.bucketName = bucket.bucket;
    this.registerOutputs({ arn: this.arn, bucketName: this.bucketName });
  }

  /** Puts the bucket's policy in force. */
  setPolicy(document: pulumi.Input<PolicyDocument>): aws.s3.BucketPolicy {
    return new aws.s3.BucketPolicy(
      this.#name,
      { bucket: this.bucketName, policy: pulumi.jsonStringify(document) },
      { parent: this, dependsOn: this.#settled },
    );
  }
}
