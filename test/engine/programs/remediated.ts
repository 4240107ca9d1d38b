import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// Rotation is off: the pack turns it on, and must hand the marked policy back marked.
const secret = new pulumi.Config("bot").requireSecret("token");

new aws.kms.Key(
  "records",
  {
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: secret,
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    }),
  },
  { protect: true },
);
