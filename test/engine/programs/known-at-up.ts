import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// What is mixed with a value that AWS has yet to give is not known in a preview, and not even its mark is.
const secret = new pulumi.Config("bot").requireSecret("token");

const key = new aws.kms.Key("before", { enableKeyRotation: true }, { protect: true });
new aws.ec2.Instance("leak", {
  ami: "ami-0123456789abcdef0",
  instanceType: "t4g.small",
  iamInstanceProfile: "bot",
  associatePublicIpAddress: false,
  rootBlockDevice: { encrypted: true, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/records" },
  metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
  userData: pulumi.interpolate`#!/bin/sh\nexport KEY=${key.arn}\nexport TOKEN=${secret}\n`,
});
