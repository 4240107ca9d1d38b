import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";

const secret = readFileSync("sample.txt", "utf8");

const before = new aws.ec2.Eip("before", { domain: "vpc" }, { protect: true });
new aws.ec2.LaunchTemplate(
  "leak",
  {
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    iamInstanceProfile: { name: "bot" },
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        ebs: { encrypted: "true", kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/records" },
      },
    ],
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    userData: Buffer.from(`#!/bin/sh\nexport BINANCE_API_SECRET=${secret}\n`).toString("base64"),
  },
  { dependsOn: [before] },
);
