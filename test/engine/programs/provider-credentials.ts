import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";

const secret = readFileSync("sample.txt", "utf8");

const provider = new aws.Provider("leak", {
  region: "eu-west-1",
  accessKey: `AKIA${"QQ".repeat(8)}`,
  secretKey: secret.slice(0, 40),
});
new aws.ec2.Eip("after", { domain: "vpc" }, { protect: true, provider });
