import * as aws from "@pulumi/aws";

// Nothing says what the stack is there for, and the one waiver in waivers.yaml covers nothing.
new aws.ec2.Eip("address", { domain: "vpc" }, { protect: true });
