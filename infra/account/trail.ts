import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccountKey } from "./account-key";
import { accountTags } from "./account-tags";
import type { TrailBucket } from "./trail-bucket";

/** What the account's trail is made of. */
export interface TrailArgs {
  /** Fixed, since the policies of key and bucket name the trail before it exists. */
  readonly trailName: string;
  readonly key: AccountKey;
  readonly bucket: TrailBucket;
  /** The policies of key and bucket: CloudTrail tries both when the trail is made. */
  readonly inForce: readonly pulumi.Resource[];
}

/**
 * Every management call of every region and of the global services, with digests that show whether a file was changed or
 * left out. While a trail logs, EventBridge hears of the same calls
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
 */
export class Trail extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: TrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:Trail", name, {}, opts);
    const trail = new aws.cloudtrail.Trail(
      name,
      {
        name: args.trailName,
        s3BucketName: args.bucket.bucketName,
        kmsKeyId: args.key.arn,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        enableLogging: true,
        // As CloudTrail's default: written down, so that a narrower one counts as a change.
        eventSelectors: [{ readWriteType: "All", includeManagementEvents: true }],
        tags: accountTags,
      },
      { parent: this, protect: true, dependsOn: [...args.inForce] },
    );
    this.arn = trail.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
