import { s3Bpa } from "../../../../policies/rules/logging/s3-bpa";
import { type Raw, secret, unknown } from "../../engine-messages";
import { GivenStack, testPolicy } from "../../test-policy";

const on = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const bucket = (type = "aws:s3/bucket:Bucket", name = "trail") => ({
  type,
  name,
  props: {},
  outputs: { id: `${name}-1`, bucket: `${name}-1` },
});
const block = (props: Raw = {}) => ({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  name: "block",
  props: { bucket: "trail-1", ...on, ...props },
});
const account = (props: Raw = {}) => ({
  type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  name: "account",
  props: { ...on, ...props },
});
const none = "The bucket has no public access block, expected one with all four settings on.";

testPolicy(s3Bpa, {
  passes: {
    "a bucket with a block": new GivenStack([bucket(), block()]),
    "a BucketV2 with a block": new GivenStack([bucket("aws:s3/bucketV2:BucketV2"), block()]),
    "a block of the whole account": new GivenStack([bucket(), account()]),
    "a bucket of the other provider": new GivenStack([
      { type: "aws-native:s3:Bucket", name: "trail", props: { publicAccessBlockConfiguration: on } },
    ]),
    "no bucket": new GivenStack([]),
  },
  fails: {
    "a bucket without one": [
      new GivenStack([bucket()]),
      { message: none, urn: "urn:pulumi:grid::bots::aws:s3/bucket:Bucket::trail" },
    ],
    "a BucketV2 without one": [new GivenStack([bucket("aws:s3/bucketV2:BucketV2")]), none],
    "a second bucket without one": [new GivenStack([bucket(), block(), bucket("aws:s3/bucket:Bucket", "other")]), none],
    "a block with one setting off": [
      new GivenStack([bucket(), block({ ignorePublicAcls: false })]),
      { message: "ignorePublicAcls is false, expected true.", path: "ignorePublicAcls" },
    ],
    "a block of the account with one setting off": [
      new GivenStack([account({ restrictPublicBuckets: false })]),
      "restrictPublicBuckets is false, expected true.",
    ],
    "a bucket of the other provider with one setting off": [
      new GivenStack([
        {
          type: "aws-native:s3:Bucket",
          name: "trail",
          props: { publicAccessBlockConfiguration: { ...on, blockPublicAcls: false } },
        },
      ]),
      "publicAccessBlockConfiguration.blockPublicAcls is false, expected true.",
    ],
  },
  unknown: {
    "whose block it is": new GivenStack([bucket(), block({ bucket: unknown })]),
    "one setting": new GivenStack([bucket(), block({ blockPublicPolicy: unknown })]),
  },
  absent: {
    "a setting, which is off if nothing is said": [
      new GivenStack([bucket(), block({ blockPublicPolicy: undefined })]),
      "blockPublicPolicy is absent, expected true.",
    ],
  },
  secret: {
    "a block marked secret": new GivenStack([
      bucket(),
      block({ bucket: secret("trail-1"), blockPublicAcls: secret(true) }),
    ]),
  },
});
