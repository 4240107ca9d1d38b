import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// A bot on mainnet. Its stack file names no owner and no approval, and is encrypted by a passphrase.
const tags = { "bulkhead:bot": "faults", "bulkhead:exchange": "binance", "bulkhead:network": "mainnet" };
const config = new pulumi.Config("bot");

const exchange = new aws.secretsmanager.Secret("exchange", { recoveryWindowInDays: 0, tags });
new aws.secretsmanager.SecretVersion("exchange", {
  secretId: exchange.id,
  secretString: config.requireSecret("token"),
});

// `require` hands a secret out as plain text.
const secret = config.require("token");
new aws.sqs.Queue("queue", { tags: { ...tags, login: secret } });
new aws.s3.BucketObjectv2("upload", {
  bucket: "orders",
  key: "orders.txt",
  contentDisposition: `attachment; login="${secret}"`,
  source: new pulumi.asset.FileAsset("upload.env"),
  tags,
});
new aws.Provider("america", { region: "us-east-1" });
new aws.ec2.Eip("address", { domain: "vpc", tags });
new aws.ec2.Instance("host", { ami: "ami-0123456789abcdef0", instanceType: "t4g.small", tags });
