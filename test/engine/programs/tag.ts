import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// `require` hands a secret out as plain text.
const secret = new pulumi.Config("bot").require("token");

const before = new aws.ec2.Eip("before", { domain: "vpc" }, { protect: true });
new aws.iam.Role(
  "leak",
  { assumeRolePolicy: { Version: "2012-10-17", Statement: [] }, tags: { login: secret } },
  { dependsOn: [before] },
);
