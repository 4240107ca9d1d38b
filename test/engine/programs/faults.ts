import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// A bot on a testnet that does everything wrong once. Each fault is looked for by name in every-policy.test.ts.
const secret = readFileSync("sample.txt", "utf8");
const tags = { "bulkhead:bot": "faults", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" };
const account = "111122223333";
const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string, resource: string): object => ({ Effect: "Allow", Action: action, Resource: resource });

new aws.Provider("credentials", {
  region: "eu-west-1",
  accessKey: `AKIA${"QQ".repeat(8)}`,
  secretKey: secret.slice(0, 40),
});

const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags });
new aws.route53.ResolverFirewallConfig("names", { resourceId: vpc.id, firewallFailOpen: "ENABLED" });
const internet = new aws.ec2.InternetGateway("internet", { vpcId: vpc.id, tags });
const subnet = new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", ipv6Native: true, tags });
const routes = new aws.ec2.RouteTable("routes", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
  tags,
});
new aws.ec2.RouteTableAssociation("association", { routeTableId: routes.id, subnetId: subnet.id });
const group = new aws.ec2.SecurityGroup("group", {
  vpcId: vpc.id,
  description: "Orders",
  ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  tags,
});

new aws.kms.Key("key", {
  enableKeyRotation: false,
  deletionWindowInDays: 7,
  bypassPolicyLockoutSafetyCheck: true,
  policy: document({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }),
  tags,
});

const trust = document({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" });
const role = new aws.iam.Role("role", { assumeRolePolicy: trust, tags });
const grants: Readonly<Record<string, string>> = {
  admin: document(allow("*", "*")),
  service: document(allow("ec2:*", "*")),
  "all-but": document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
  pass: document(allow("iam:PassRole", "*")),
  assume: document(allow("sts:AssumeRole", "*")),
  decrypt: document(allow("kms:Decrypt", "*")),
  reads: document(allow("secretsmanager:GetSecretValue", "*")),
  enters: document(allow("ssm:StartSession", "*")),
};
for (const [name, policy] of Object.entries(grants)) new aws.iam.RolePolicy(name, { role: role.id, policy });
new aws.iam.RolePolicyAttachment("foreign", {
  role: role.name,
  policyArn: "arn:aws:iam::111122223333:policy/somebodys",
});
new aws.iam.UserPolicy("user", { user: "somebody", policy: document(allow("s3:GetObject", "arn:aws:s3:::bots/*")) });
new aws.iam.AccessKey("access", { user: "somebody" });

new aws.ec2.Instance("host", {
  ami: "ami-0123456789abcdef0",
  instanceType: "t4g.small",
  subnetId: subnet.id,
  vpcSecurityGroupIds: [group.id],
  keyName: "laptop",
  associatePublicIpAddress: true,
  metadataOptions: { httpEndpoint: "enabled", httpTokens: "optional", httpPutResponseHopLimit: 5 },
  rootBlockDevice: { encrypted: false },
  userData: `#!/bin/sh\nexport BINANCE_API_SECRET=${secret}\nexec /opt/bot\n`,
  tags: { ...tags, "bulkhead:bot": "another" },
});
new aws.ec2.NetworkInterface("untagged", { subnetId: subnet.id, description: "wss://api.binance.com:9443" });

new aws.lambda.Function("function", {
  role: role.arn,
  packageType: "Image",
  imageUri: `${account}.dkr.ecr.eu-west-1.amazonaws.com/signer:1`,
  environment: { variables: { BINANCE_API_SECRET: secret } },
  tags,
});
new aws.ecs.TaskDefinition("task", {
  family: "faults",
  containerDefinitions: JSON.stringify([
    { name: "bot", image: "bot:1", environment: [{ name: "BINANCE_API_SECRET", value: secret }] },
  ]),
  tags,
});
new aws.codebuild.Project("build", {
  serviceRole: role.arn,
  artifacts: { type: "NO_ARTIFACTS" },
  environment: {
    computeType: "BUILD_GENERAL1_SMALL",
    image: "aws/codebuild/standard:7.0",
    type: "LINUX_CONTAINER",
    environmentVariables: [{ name: "BINANCE_API_SECRET", value: secret }],
  },
  source: { type: "NO_SOURCE", buildspec: "version: 0.2" },
  tags,
});
const component = new pulumi.ComponentResource("acme:bots:Fleet", "component", { desk: "east" });
new aws.ssm.Parameter("of-component", { type: "String", value: "x", tags }, { parent: component });
new aws.directconnect.BgpPeer("peer", {
  addressFamily: "ipv4",
  bgpAsn: 65000,
  virtualInterfaceId: "dxvif-1",
  bgpAuthKey: "tulip",
});

const exchange = new aws.secretsmanager.Secret("exchange", {
  policy: document({
    Effect: "Allow",
    Principal: "*",
    Action: "secretsmanager:GetSecretValue",
    Resource: "*",
  }),
  tags,
});
new aws.secretsmanager.SecretVersion("exchange", { secretId: exchange.id, secretString: secret });
new aws.secretsmanager.Secret("unread", { kmsKeyId: `arn:aws:kms:eu-west-1:${account}:key/foreign`, tags });
new aws.ssm.Parameter("parameter", { name: "/faults/apiSecret", type: "String", insecureValue: "tulip", tags });
new aws.ssm.Parameter("plain", { name: "/faults/password", type: "String", value: "tulip", tags });

new aws.cloudtrail.Trail("trail", { s3BucketName: "trail", tags });
new aws.cloudwatch.LogGroup("log", { name: "/faults", tags });
const topic = new aws.sns.Topic("topic", { tags });
new aws.sns.TopicPolicy("topic", {
  arn: topic.arn,
  policy: document({ Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: "*" }),
});
new aws.sqs.QueuePolicy("queue", {
  queueUrl: `https://sqs.eu-west-1.amazonaws.com/${account}/queue`,
  policy: document({ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }),
});
new aws.s3.Bucket("bucket", { tags });

// Pulumi itself shows what is exported: another one, which nobody looks for.
export const apiSecret = createHash("sha256").update(secret).digest("hex");
