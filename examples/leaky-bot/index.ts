import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// A bot that somebody wrote on a weekend. It is built with care, but for six places where a credential lies open;
// `npm run check` in the repository names them all. The credentials themselves are made by scripts/leaky-bot.mjs.
const config = new pulumi.Config();
const read = (name: string): string => readFileSync(join(__dirname, "generated", name), "utf8");
const secretOf = (name: string, field: string): string => {
  const fields = JSON.parse(read(name)) as Record<string, string>;
  return fields[field] ?? "";
};

const key = new aws.kms.Key(
  "bot",
  { description: "Disks and logs of the bot", enableKeyRotation: true, deletionWindowInDays: 30 },
  { protect: true },
);

const image = aws.ec2.getAmiOutput({
  owners: ["amazon"],
  mostRecent: true,
  filters: [{ name: "name", values: ["al2023-ami-2023.*-arm64"] }],
});

type Conditions = aws.types.input.iam.GetPolicyDocumentStatementConditionArgs[];

const roleFor = (name: string, service: string, conditions: Conditions = []): aws.iam.Role =>
  new aws.iam.Role(name, {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
      statements: [
        { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: [service] }], conditions },
      ],
    }).json,
  });
const account = aws.getCallerIdentityOutput().accountId;
const ours = [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }];

const profile = new aws.iam.InstanceProfile("bot", { role: roleFor("bot", "ec2.amazonaws.com").name });

// Leak 1: the boot script exports the key. Leak 6: a tag holds the passphrase, so that the bot can look it up.
// `require` hands out a secret as plain text; `requireSecret` would have kept its mark.
new aws.ec2.Instance(
  "bot",
  {
    ami: image.id,
    instanceType: "t4g.small",
    iamInstanceProfile: profile.name,
    associatePublicIpAddress: false,
    monitoring: true,
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: { encrypted: true, kmsKeyId: key.arn },
    userData: read("bot-host.sh"),
    tags: { Name: "bot", login: config.require("okxPassphrase") },
  },
  { ignoreChanges: ["ami"] },
);

// Leak 2: the signer's environment holds the agent wallet's key.
new aws.lambda.Function("signer", {
  role: roleFor("signer", "lambda.amazonaws.com").arn,
  runtime: aws.lambda.Runtime.NodeJS20dX,
  architectures: ["arm64"],
  handler: "index.handler",
  code: new pulumi.asset.AssetArchive({
    "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({ signed: true });\n"),
  }),
  kmsKeyArn: key.arn,
  environment: {
    variables: { NETWORK: "testnet", HYPERLIQUID_AGENT_PRIVATE_KEY: secretOf("signer.json", "agentKey") },
  },
});

// Leak 3: the hedger's container definition holds a key in its environment.
new aws.ecs.TaskDefinition("hedger", {
  family: "hedger",
  cpu: "256",
  memory: "512",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  executionRoleArn: roleFor("hedger", "ecs-tasks.amazonaws.com", ours).arn,
  containerDefinitions: JSON.stringify([
    {
      name: "hedger",
      image: "public.ecr.aws/docker/library/node:20-alpine",
      essential: true,
      environment: [
        { name: "NETWORK", value: "testnet" },
        { name: "BYBIT_API_SECRET", value: secretOf("hedger.json", "bybitApiSecret") },
      ],
    },
  ]),
});

// Leak 5: base64 hides nothing; cloud-init writes the key file that is in it.
new aws.ec2.LaunchTemplate(
  "spare",
  {
    imageId: image.id,
    instanceType: "t4g.small",
    iamInstanceProfile: { arn: profile.arn },
    monitoring: { enabled: true },
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true", kmsKeyId: key.arn, volumeSize: 8 } }],
    userData: Buffer.from(read("spare-host.yaml")).toString("base64"),
  },
  { ignoreChanges: ["imageId"] },
);

// Leak 4 needs no program: the stack file holds `okxApiSecret` as plain text, where `pulumi config set` put it
// because `--secret` was left out.
