import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";

const secret = readFileSync("sample.txt", "utf8");

const before = new aws.ec2.Eip("before", { domain: "vpc" }, { protect: true });
new aws.lambda.Function(
  "leak",
  {
    role: "arn:aws:iam::111122223333:role/signer",
    packageType: "Image",
    imageUri: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/signer:1",
    environment: { variables: { NETWORK: "testnet", BINANCE_API_SECRET: secret } },
  },
  { dependsOn: [before] },
);
