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

const administration = {
  Sid: "Administration",
  Effect: "Allow",
  Principal: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
  Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:Put*", "kms:Enable*", "kms:Disable*", "kms:TagResource"],
  Resource: "*",
};

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
      administration,
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

// A second key for what the function writes, so that whoever reads logs gets nowhere near the credential.
const recordsKey = new aws.kms.Key(
  "records",
  { description: `Logs of ${bot}`, enableKeyRotation: true, deletionWindowInDays: 30, tags },
  { protect: true },
);
const logGroup = (name) => `/portfolio-report/${name}`;
const recordsKeyInForce = new aws.kms.KeyPolicy("records", {
  keyId: recordsKey.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      administration,
      {
        Sid: "Logs",
        Effect: "Allow",
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: "*",
        Condition: {
          ArnEquals: {
            "kms:EncryptionContext:aws:logs:arn": ["report", "flow"].map(
              (name) => pulumi.interpolate`arn:aws:logs:${region}:${account}:log-group:${logGroup(name)}`,
            ),
          },
        },
      },
    ],
  }),
});
const logGroupOf = (name) =>
  new aws.cloudwatch.LogGroup(
    name,
    { name: logGroup(name), retentionInDays: 365, kmsKeyId: recordsKey.arn, tags },
    { dependsOn: [recordsKeyInForce] },
  );
const logs = logGroupOf("report");

// One address for the exchange's allow-list: the function leaves by the NAT gateway's, and by nothing else.
const vpc = new aws.ec2.Vpc("report", { cidrBlock: "10.0.0.0/24", tags });
new aws.ec2.DefaultSecurityGroup("report", { vpcId: vpc.id, ingress: [], egress: [], tags });
const subnetOf = (name, cidrBlock, target) => {
  const subnet = new aws.ec2.Subnet(name, { vpcId: vpc.id, cidrBlock, tags });
  const table = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags });
  new aws.ec2.Route(name, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...target });
  new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: table.id });
  return subnet;
};
const internet = new aws.ec2.InternetGateway("report", { vpcId: vpc.id, tags });
const outer = subnetOf("outer", "10.0.0.0/28", { gatewayId: internet.id });
const address = new aws.ec2.Eip("egress", { domain: "vpc", tags }, { protect: true });
const nat = new aws.ec2.NatGateway(
  "egress",
  { subnetId: outer.id, allocationId: address.id, tags },
  { dependsOn: [internet] },
);
const inner = subnetOf("inner", "10.0.0.16/28", { natGatewayId: nat.id });
const group = new aws.ec2.SecurityGroup("report", {
  vpcId: vpc.id,
  description: "The report: nothing in, HTTPS out",
  egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
  tags,
});

// Who connected to whom, where the function cannot tidy up.
const flow = logGroupOf("flow");
const flowRole = new aws.iam.Role("flow", {
  assumeRolePolicy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  }),
  tags,
});
const flowGrant = new aws.iam.RolePolicy("flow", {
  role: flowRole.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: [flow.arn, pulumi.interpolate`${flow.arn}:*`],
      },
    ],
  }),
});
new aws.ec2.FlowLog(
  "report",
  { vpcId: vpc.id, trafficType: "ALL", logDestination: flow.arn, iamRoleArn: flowRole.arn, tags },
  { dependsOn: [flowGrant] },
);

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
      {
        // Lambda puts an interface into the subnet in the role's name; these cannot be narrowed to it.
        Effect: "Allow",
        Action: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces"],
        Resource: "*",
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
  vpcConfig: { subnetIds: [inner.id], securityGroupIds: [group.id] },
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

exports.egressIp = address.publicIp;
exports.secretName = secret.name;
