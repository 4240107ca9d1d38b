import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// A secret where it may stand: read from the configuration with its mark, and put into Secrets Manager.
const secret = new pulumi.Config("bot").requireSecret("token");

const key = new aws.kms.Key("custody", { enableKeyRotation: true }, { protect: true });
const exchange = new aws.secretsmanager.Secret("exchange", { kmsKeyId: key.arn });
new aws.secretsmanager.SecretVersion("exchange", { secretId: exchange.id, secretString: secret });
export const token = secret;
