import { s3Tls } from "../../../../policies/rules/logging/s3-tls";
import { type Raw, secret, unknown } from "../../engine-messages";
import { GivenStack, testPolicy } from "../../test-policy";

const bucket = (props: Raw = {}, type = "aws:s3/bucket:Bucket") => ({
  type,
  name: "trail",
  props,
  outputs: { id: "trail-1" },
});
const denial = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::trail-1", "arn:aws:s3:::trail-1/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const document = (...statements: readonly Raw[]) => ({ Version: "2012-10-17", Statement: statements });
const text = (...statements: readonly Raw[]) => JSON.stringify(document(...statements));
const attached = (policy: unknown, props: Raw = {}) => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  props: { bucket: "trail-1", policy, ...props },
});
const none = "The bucket has no policy, expected one that denies requests without TLS.";
const without = "The bucket has a policy without that denial, expected one that denies requests without TLS.";
const weak = (change: Raw): readonly [GivenStack, string] => [
  new GivenStack([bucket(), attached(text({ ...denial, ...change }))]),
  without,
];

testPolicy(s3Tls, {
  passes: {
    "the denial": new GivenStack([bucket(), attached(text(denial))]),
    "the denial, by an object": new GivenStack([bucket(), attached(document(denial))]),
    "the denial in the bucket itself": new GivenStack([bucket({ policy: text(denial) })]),
    "the denial of a BucketV2": new GivenStack([bucket({}, "aws:s3/bucketV2:BucketV2"), attached(text(denial))]),
    "the denial at the other provider": new GivenStack([
      bucket({}, "aws-native:s3:Bucket"),
      {
        type: "aws-native:s3:BucketPolicy",
        name: "policy",
        props: { bucket: "trail-1", policyDocument: document({ ...denial, Principal: { AWS: ["*"] } }) },
      },
    ]),
    "the denial beside a grant": new GivenStack([
      bucket(),
      attached(text({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }, denial)),
    ]),
    "the denial on everything": new GivenStack([bucket(), attached(text({ ...denial, Resource: "*" }))]),
    "the denial, for a named role too": new GivenStack([
      bucket(),
      attached(text({ ...denial, Principal: { AWS: ["arn:aws:iam::111122223333:role/bot", "*"] } })),
    ]),
    "the denial, of one action by name too": new GivenStack([
      bucket(),
      attached(text({ ...denial, Action: ["s3:GetObject", "s3:*"] })),
    ]),
    "the denial of every action of every service": new GivenStack([
      bucket(),
      attached(text({ ...denial, Action: "*" })),
    ]),
    "the denial on everything that begins as the bucket does": new GivenStack([
      bucket(),
      attached(text({ ...denial, Resource: "arn:aws:s3:::trail-1*" })),
    ]),
    "the denial in other letters": new GivenStack([
      bucket(),
      attached(text({ ...denial, Condition: { bool: { "AWS:secureTransport": [false] } } })),
    ]),
    "the denial, beside a policy that is not known yet": new GivenStack([
      bucket({ policy: unknown }),
      attached(text(denial)),
    ]),
    "no bucket": new GivenStack([]),
  },
  fails: {
    "no policy": [
      new GivenStack([bucket()]),
      { message: none, urn: "urn:pulumi:grid::bots::aws:s3/bucket:Bucket::trail" },
    ],
    "another bucket's policy": [new GivenStack([bucket(), attached(text(denial), { bucket: "other" })]), none],
    "a grant for TLS alone": weak({ Effect: "Allow" }),
    "for one account alone": weak({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
    "of reading alone": weak({ Action: "s3:GetObject" }),
    "of the objects alone": weak({ Resource: ["arn:aws:s3:::trail-1/*"] }),
    "of the bucket alone": weak({ Resource: ["arn:aws:s3:::trail-1"] }),
    "of requests with TLS": weak({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    "with a further condition": weak({
      Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:SourceVpc": "vpc-1" } },
    }),
    "with a further key": weak({
      Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } },
    }),
    "by another operator": weak({ Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }),
    "on another key": weak({ Condition: { Bool: { "aws:ViaAWSService": "false" } } }),
    "of requests with TLS and without": weak({ Condition: { Bool: { "aws:SecureTransport": ["false", "true"] } } }),
    "on a key without values": weak({ Condition: { Bool: { "aws:SecureTransport": [] } } }),
    "of actions that begin so": weak({ Action: "s3:*Object" }),
    "of actions that end so": weak({ Action: "not-s3:*" }),
    "on folders of the bucket": weak({ Resource: ["arn:aws:s3:::trail-1/logs/*"] }),
    "of everything": weak({ Condition: undefined }),
  },
  unknown: {
    "the policy": new GivenStack([bucket(), attached(unknown)]),
    "whose policy it is": new GivenStack([bucket(), attached(text(denial), { bucket: unknown })]),
  },
  absent: { "the policy's document": [new GivenStack([bucket(), attached(undefined)]), none] },
  secret: { "the denial, marked secret": new GivenStack([bucket(), attached(secret(text(denial)))]) },
});
