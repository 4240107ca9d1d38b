import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { PolicyDocument } from "./documents/policy-document";
import type { HostFiles } from "./host-files";
import type { BotTags } from "./tags";

/** What a bot's bucket is made of. */
export interface ArtifactBucketArgs {
  readonly recordsKey: BotKey;
  readonly tags: BotTags;
}

/**
 * The bucket that what the host runs comes from: the host's own files and the bot's artefacts. Private, versioned,
 * encrypted under the records key, reached by TLS only.
 */
export class ArtifactBucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Name with a random suffix: names of buckets are shared by all accounts. */
  readonly bucketName: pulumi.Output<string>;
  readonly #name: string;
  readonly #bucket: aws.s3.Bucket;
  readonly #tags: BotTags;
  readonly #settled: pulumi.Resource[];

  constructor(name: string, args: ArtifactBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:ArtifactBucket", name, {}, opts);
    const parent = { parent: this };
    // What is pushed is a copy of what its maker has: a destroy does not stop at it.
    const bucket = new aws.s3.Bucket(name, { forceDestroy: true, tags: args.tags }, parent);
    const of = { bucket: bucket.bucket };
    this.#settled = [
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
      new aws.s3.BucketVersioning(name, { ...of, versioningConfiguration: { status: "Enabled" } }, parent),
      new aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        {
          ...of,
          rules: [
            {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.recordsKey.arn },
              bucketKeyEnabled: true,
            },
          ],
        },
        parent,
      ),
      new aws.s3.BucketLifecycleConfiguration(
        name,
        {
          ...of,
          rules: [
            {
              id: "tidy",
              status: "Enabled",
              filter: {},
              abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
              noncurrentVersionExpiration: { noncurrentDays: 90 },
            },
          ],
        },
        parent,
      ),
    ];
    this.#name = name;
    this.#bucket = bucket;
    this.#tags = args.tags;
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

  /** Uploads the host's files; a host may boot when the result exists. */
  upload(files: pulumi.Output<HostFiles>, after: readonly pulumi.Resource[]): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
      `${this.#name}-host`,
      {
        bucket: this.#bucket.bucket,
        key: files.apply(({ key }) => key),
        contentBase64: files.apply(({ archive }) => archive),
        contentType: "application/x-tar",
        tags: this.#tags,
      },
      { parent: this, dependsOn: [...this.#settled, ...after] },
    );
  }
}
