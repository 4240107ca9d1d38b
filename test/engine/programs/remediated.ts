import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// Rotation is off: the pack turns it on, and must hand the marked description back marked.
const secret = new pulumi.Config("bot").requireSecret("token");

new aws.kms.Key("records", { description: secret });
