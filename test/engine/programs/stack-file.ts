import * as aws from "@pulumi/aws";

new aws.ec2.Eip("leak", { domain: "vpc" }, { protect: true });
