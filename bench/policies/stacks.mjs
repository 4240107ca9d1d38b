// Ten stacks with one fault each, and the same stacks mended: as a Pulumi program and as Terraform JSON, from one list of
// resources. A rule that speaks of the fault is one that fires on the stack and not on the mended one.
import { randomInt } from "node:crypto";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** What looks like an exchange's API secret, and is none. */
const madeUp = () => Array.from({ length: 64 }, () => letters[randomInt(letters.length)]).join("");

const types = {
  function: ["lambda.Function", "aws_lambda_function"],
  host: ["ec2.Instance", "aws_instance"],
  key: ["kms.Key", "aws_kms_key"],
  role: ["iam.Role", "aws_iam_role"],
  rolePolicy: ["iam.RolePolicy", "aws_iam_role_policy"],
  secret: ["secretsmanager.Secret", "aws_secretsmanager_secret"],
  secretVersion: ["secretsmanager.SecretVersion", "aws_secretsmanager_secret_version"],
  securityGroup: ["ec2.SecurityGroup", "aws_security_group"],
  task: ["ecs.TaskDefinition", "aws_ecs_task_definition"],
};

const tags = { "bulkhead:bot": "grid", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" };
const account = "111122223333";
const role = `arn:aws:iam::${account}:role/bot`;
const kmsKeyId = `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-555555555555`;
const policy = (...statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action, Resource) => policy({ Effect: "Allow", Action, Resource });
const hostWith = (more) => [
  "host",
  {
    ami: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    iamInstanceProfile: "bot",
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: { encrypted: true, kmsKeyId },
    tags,
    ...more,
  },
];
const container = (environment) => [
  "task",
  {
    family: "bot",
    containerDefinitions: JSON.stringify([{ name: "bot", image: "bot:1", memory: 128, environment }]),
    tags,
  },
];
const rolePolicy = (document) => ["rolePolicy", { role: "bot", policy: document }];
const secretArn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:grid/exchange-AbCdEf`;

/** Fault, and the stack with it and without it. */
export const stacks = [
  {
    fault: "an API secret in user data",
    bad: [hostWith({ userData: `#!/bin/sh\nexport BINANCE_API_SECRET=${madeUp()}\nexec bot\n` })],
    mended: [hostWith({ userData: "#!/bin/sh\nexport SECRET_NAME=bot\nexec bot\n" })],
  },
  {
    fault: "an API secret in a function's environment",
    bad: [lambda({ BINANCE_API_SECRET: madeUp() })],
    mended: [lambda({ SECRET_NAME: "bot" })],
  },
  {
    fault: "an API secret in a container's environment",
    bad: [container([{ name: "BINANCE_API_SECRET", value: madeUp() }])],
    mended: [container([{ name: "SECRET_NAME", value: "bot" }])],
  },
  {
    fault: "a secret's value in the source",
    bad: [secretOf({ kmsKeyId }), ["secretVersion", { secretId: secretArn, secretString: madeUp() }]],
    mended: [secretOf({ kmsKeyId })],
  },
  {
    fault: "a secret under the AWS-managed key",
    bad: [secretOf({})],
    mended: [secretOf({ kmsKeyId })],
  },
  {
    fault: "a key policy that admits everybody",
    bad: [keyFor("*")],
    mended: [keyFor(role)],
  },
  {
    fault: "metadata without a session token",
    bad: [hostWith({ metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 1 } })],
    mended: [hostWith({})],
  },
  {
    fault: "SSH open to the world",
    bad: [group([{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"], description: "SSH" }])],
    mended: [group([])],
  },
  {
    fault: "a bot's role that may do everything",
    bad: [rolePolicy(allow("*", "*"))],
    mended: [rolePolicy(allow("secretsmanager:GetSecretValue", secretArn))],
  },
  {
    fault: "a bot's role that reads every secret",
    bad: [rolePolicy(allow("secretsmanager:GetSecretValue", "*"))],
    mended: [rolePolicy(allow("secretsmanager:GetSecretValue", secretArn))],
  },
];

function lambda(variables) {
  return [
    "function",
    {
      role,
      runtime: "python3.12",
      handler: "bot.run",
      s3Bucket: "code",
      s3Key: "bot.zip",
      environment: { variables },
      tags,
    },
  ];
}
function secretOf(more) {
  return ["secret", { recoveryWindowInDays: 30, tags, ...more }];
}
function keyFor(principal) {
  const statement = { Effect: "Allow", Principal: { AWS: principal }, Action: "kms:Decrypt", Resource: "*" };
  return ["key", { enableKeyRotation: true, deletionWindowInDays: 30, policy: policy(statement), tags }];
}
function group(ingress) {
  return ["securityGroup", { description: "bot", vpcId: "vpc-0123456789abcdef0", ingress, tags }];
}

/** The files of a Pulumi project with these resources. */
export function pulumiFiles(resources) {
  const lines = resources.map(
    ([type, properties], index) => `new aws.${types[type][0]}("bot-${index}", ${JSON.stringify(properties)});`,
  );
  return {
    "Pulumi.yaml": "name: bad\nruntime: nodejs\n",
    "Pulumi.bad.yaml": [
      "secretsprovider: awskms://alias/bad?region=eu-west-1",
      "config:",
      "  aws:region: eu-west-1",
      ...Object.entries(tags).map(([key, value]) => `  ${key}: ${value}`),
      "",
    ].join("\n"),
    "package.json": '{ "name": "bad", "main": "index.js" }\n',
    "index.js": ['const aws = require("@pulumi/aws");', ...lines, ""].join("\n"),
  };
}

const snake = (name) => name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
// Maps whose keys are the user's own.
const maps = new Set(["tags", "variables"]);
const documents = new Set(["policy", "containerDefinitions"]);

function terraformOf(value, key) {
  if (Array.isArray(value)) return value.map((each) => terraformOf(each));
  if (typeof value !== "object" || value === null || maps.has(key)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [snake(name), terraformOf(part, name)]));
}

/** The same resources as a Terraform module in JSON. */
export function terraformFile(resources) {
  const resource = {};
  resources.forEach(([type, properties], index) => {
    (resource[types[type][1]] ??= {})[`bot_${index}`] = terraformOf(properties);
  });
  return JSON.stringify({ resource }, undefined, 2);
}

/** The same in Terraform's own language, with documents as people write them there: Checkov reads more in these. */
export function terraformText(resources) {
  const body = (properties, indent) =>
    Object.entries(properties).flatMap(([name, value]) => {
      const key = `${indent}${snake(name)}`;
      if (documents.has(name)) return [`${key} = jsonencode(${value})`];
      const blocks = [value].flat();
      if (maps.has(name) || blocks.some((block) => typeof block !== "object" || block === null))
        return [`${key} = ${JSON.stringify(value)}`];
      return blocks.flatMap((block) => [`${key} {`, ...body(block, `${indent}  `), `${indent}}`]);
    });
  return resources
    .flatMap(([type, properties], index) => [
      `resource "${types[type][1]}" "bot_${index}" {`,
      ...body(properties, "  "),
      "}",
      "",
    ])
    .join("\n");
}
