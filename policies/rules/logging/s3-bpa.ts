import { Links } from "../../links";
import { type Resource, type Violation, stackPolicy } from "../../policy";
import { type Value, leaveOpen } from "../../reader";
import { refuseOn } from "../../refuse-on";

const buckets = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const accountBlock = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const native = "aws-native:s3:Bucket";
const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** A block for the whole account, in the same stack, does for every bucket. Blocks of buckets elsewhere are judged too. */
export const s3Bpa = stackPolicy({
  name: "logging-s3-bpa",
  description: "Every bucket has a public access block with all four settings on.",
  severity: "high",
  level: "mandatory",
  remediationSteps: `Give the bucket a BucketPublicAccessBlock with ${settings.join(", ")} all true.`,
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  tags: ["s3"],
  rationale:
    "Buckets hold trails, flow logs and state. One line in a policy or an ACL makes them everybody's; the block overrules that line.",
  example:
    'new aws.s3.BucketPublicAccessBlock("trail", {\n  bucket: bucket.id,\n  blockPublicAcls: true,\n  blockPublicPolicy: true,\n  ignorePublicAcls: true,\n  restrictPublicBuckets: true,\n});',
  judge(whole, violation) {
    const links = new Links(whole);
    for (const resource of whole.ofType(block, accountBlock)) refuseOpen(resource, resource.inputs, violation);
    for (const bucket of whole.ofType(native)) {
      const own = bucket.inputs.at("publicAccessBlockConfiguration");
      refuseOpen(bucket, own, violation);
    }
    if (whole.ofType(accountBlock).length > 0) return;
    for (const bucket of whole.ofType(...buckets)) {
      const blocks = links.to(bucket, "bucket", block);
      const open = blocks.some(({ certain }) => certain)
        ? []
        : [...blocks.map(({ value }) => value), ...links.mayName(bucket.type, "bucket", block)];
      if (blocks.length === 0 && open.length === 0) {
        violation({
          message: "The bucket has no public access block, expected one with all four settings on.",
          resource: bucket,
        });
      }
      leaveOpen(...open);
    }
  },
});

function refuseOpen(resource: Resource, place: Value, violation: Violation): void {
  for (const setting of settings) {
    const value = place.at(setting);
    if (!value.is(true)) refuseOn(resource, value, "true", violation);
  }
}
