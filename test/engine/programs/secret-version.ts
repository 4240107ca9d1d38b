import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";

const secret = readFileSync("sample.txt", "utf8");

const before = new aws.ec2.Eip("before", { domain: "vpc" }, { protect: true });
new aws.secretsmanager.SecretVersion(
  "leak",
  { secretId: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:exchange-AbCdEf", secretString: secret },
  { dependsOn: [before] },
);
