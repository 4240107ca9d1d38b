import { Links } from "../../links";
import { type Resource, stackPolicy } from "../../policy";
import { type Statement, denyingStatements } from "../../policy-document";
import { type Value, leaveOpen } from "../../reader";

const buckets = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "aws-native:s3:Bucket"] as const;
const policies = ["aws:s3/bucketPolicy:BucketPolicy", "aws-native:s3:BucketPolicy"] as const;

/** The denial has to stand for everybody, every action, the bucket and its objects, with no further condition. */
export const s3Tls = stackPolicy({
  name: "logging-s3-tls",
  description: "Every bucket denies requests without TLS.",
  severity: "medium",
  level: "mandatory",
  remediationSteps:
    'Deny "s3:*" on the bucket and on its objects to "*" where aws:SecureTransport is "false", in the bucket\'s policy.',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  tags: ["s3"],
  rationale:
    "A request in the clear shows what it reads or writes, and its signed headers, to every network on the way.",
  example:
    'new aws.s3.BucketPolicy("trail", {\n  bucket: bucket.id,\n  policy: pulumi.jsonStringify({\n    Version: "2012-10-17",\n    Statement: [{\n      Effect: "Deny",\n      Principal: "*",\n      Action: "s3:*",\n      Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],\n      Condition: { Bool: { "aws:SecureTransport": "false" } },\n    }],\n  }),\n});',
  judge(whole, violation) {
    const links = new Links(whole);
    for (const bucket of whole.ofType(...buckets)) {
      const attached = links.to(bucket, "bucket", ...policies);
      const documents = [bucket.inputs.at("policy"), ...attached.map(({ from }) => documentOf(from))].filter(
        (document) => document.unknown || !document.absent,
      );
      const known = documents.filter((document) => !document.unknown);
      const denied = known.some((document) => denyingStatements(document).some(deniesPlain));
      const open = [
        ...documents.filter((document) => document.unknown),
        ...attached.flatMap(({ certain, value }) => (certain ? [] : [value])),
        ...(attached.length === 0 ? links.mayName(bucket.type, "bucket", ...policies) : []),
      ];
      if (!denied && open.length === 0) {
        violation({
          message: `The bucket ${documents.length === 0 ? "has no policy" : "has a policy without that denial"}, expected one that denies requests without TLS.`,
          resource: bucket,
        });
      }
      leaveOpen(...open.filter((value) => !denied || !documents.includes(value)));
    }
  },
});

function documentOf(policy: Resource): Value {
  return policy.inputs.at(policy.type.startsWith("aws-native:") ? "policyDocument" : "policy");
}

function deniesPlain(statement: Statement): boolean {
  const principal = statement.element("Principal");
  const everybody =
    principal.is("*") ||
    principal
      .at("AWS")
      .items()
      .some((one) => one.is("*"));
  const everything = statement
    .element("Action")
    .items()
    .some((action) => /^(?:\*|s3:\*)$/iu.test(action.text ?? ""));
  const places = statement
    .element("Resource")
    .items()
    .map((place) => place.text ?? "");
  const objects = places.some((place) => place.endsWith("*"));
  const itself = places.some((place) => !place.includes("/"));
  return everybody && everything && objects && itself && isPlain(statement.element("Condition"));
}

/** Whether a condition speaks of requests without TLS and of nothing else. */
function isPlain(condition: Value): boolean {
  const tests = condition
    .entries()
    .flatMap(([operator, keys]) => keys.entries().map(([key, value]) => ({ name: `${operator} ${key}`, value })));
  return (
    tests.length === 1 &&
    tests.every(
      ({ name, value }) =>
        name.toLowerCase() === "bool aws:securetransport" &&
        value.items().length === 1 &&
        value.items().every((one) => one.is(false)),
    )
  );
}
