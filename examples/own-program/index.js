"use strict";
const path = require("node:path");
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

// Somebody's own program: none of Bulkhead's components, only its policy pack. Three configuration keys, and the tags
// made of them, tell the pack that the stack is a bot's.
const bulkhead = new pulumi.Config("bulkhead");
const tags = {
  "bulkhead:bot": bulkhead.require("bot"),
  "bulkhead:exchange": bulkhead.require("exchange"),
  "bulkhead:network": bulkhead.require("network"),
};
const bot = tags["bulkhead:bot"];
const region = new pulumi.Config("aws").require("region");
const account = aws.getCallerIdentityOutput().accountId;

const role = new aws.iam.Role("report", {
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
  }),
  tags,
});

// A key of the bot's own: whoever may use another bot's key cannot read this bot's credential.
const key = new aws.kms.Key(
  "credential",
  { description: `Exchange credential of ${bot}`, enableKeyRotation: true, deletionWindowInDays: 30, tags },
  { protect: true },
);
new aws.kms.KeyPolicy("credential", {
  keyId: key.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Administration",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
        Action: [
          "kms:Describe*",
          "kms:Get*",
          "kms:List*",
          "kms:Put*",
          "kms:Enable*",
          "kms:Disable*",
          "kms:TagResource",
        ],
        Resource: "*",
      },
      {
        Sid: "Use",
        Effect: "Allow",
        Principal: { AWS: role.arn },
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
          },
        },
      },
    ],
  }),
});

// Empty: the value is put out of band, so that it never enters Pulumi's state.
const secret = new aws.secretsmanager.Secret("credential", {
  description: `Exchange credential of ${bot}`,
  kmsKeyId: key.arn,
  recoveryWindowInDays: 30,
  tags: { ...tags, "bulkhead:permissions": "read" },
});

const logs = new aws.cloudwatch.LogGroup("report", { retentionInDays: 365, tags });

new aws.iam.RolePolicy("report", {
  role: role.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret.arn },
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${logs.arn}:*`,
      },
    ],
  }),
});

const report = new aws.lambda.Function("report", {
  role: role.arn,
  runtime: "nodejs20.x",
  architectures: ["arm64"],
  handler: "index.handler",
  code: new pulumi.asset.FileArchive(path.join(__dirname, "lambda")),
  timeout: 60,
  environment: { variables: { SECRET_NAME: secret.name } },
  loggingConfig: { logFormat: "JSON", logGroup: logs.name },
  tags,
});

const hourly = new aws.cloudwatch.EventRule("hourly", { scheduleExpression: "rate(1 hour)", tags });
new aws.cloudwatch.EventTarget("hourly", { rule: hourly.name, arn: report.arn });
new aws.lambda.Permission("hourly", {
  action: "lambda:InvokeFunction",
  function: report.name,
  principal: "events.amazonaws.com",
  sourceArn: hourly.arn,
});

exports.secretName = secret.name;
