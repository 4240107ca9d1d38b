import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";

const secret = readFileSync("sample.txt", "utf8");

const before = new aws.ec2.Eip("before", { domain: "vpc" }, { protect: true });
new aws.ec2.Instance(
  "leak",
  {
    ami: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    iamInstanceProfile: "bot",
    associatePublicIpAddress: false,
    rootBlockDevice: { encrypted: true, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/records" },
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    userData: `#!/bin/sh\nexport BINANCE_API_SECRET=${secret}\nexec /opt/bot\n`,
  },
  { dependsOn: [before] },
);
