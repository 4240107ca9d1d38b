// A bot's stack of a thousand resources that no mandatory policy refuses: what large stacks have much of.
const program = `
const aws = require("@pulumi/aws");
const tags = { "bulkhead:bot": "thousand", "bulkhead:exchange": "binance", "bulkhead:network": "testnet" };
const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
const table = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
for (let index = 0; index < 200; index++) {
  new aws.ec2.SecurityGroup(\`group-\${index}\`, {
    description: "Orders",
    vpcId: "vpc-0123456789abcdef0",
    egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [\`10.0.\${index}.0/24\`] }],
    tags,
  });
  new aws.cloudwatch.LogGroup(\`log-\${index}\`, { name: \`/grid/\${index}\`, retentionInDays: 365, kmsKeyId, tags });
  new aws.iam.RolePolicy(\`policy-\${index}\`, {
    role: "bot",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["dynamodb:GetItem"], Resource: [\`\${table}-\${index}\`] }],
    }),
  });
  new aws.ssm.Parameter(\`parameter-\${index}\`, { name: \`/grid/\${index}\`, type: "String", value: String(index), tags });
  new aws.cloudwatch.MetricAlarm(\`alarm-\${index}\`, {
    comparisonOperator: "LessThanThreshold",
    evaluationPeriods: 1,
    metricName: \`orders-\${index}\`,
    namespace: "grid",
    period: 60,
    statistic: "Sum",
    threshold: 1,
    tags,
  });
}
`;

export const thousandFiles = {
  "package.json": '{ "name": "thousand", "version": "0.0.0", "main": "index.js" }\n',
  "index.js": program,
  "Pulumi.thousand.yaml": `config:
  aws:region: eu-west-1
  bulkhead:bot: thousand
  bulkhead:exchange: binance
  bulkhead:network: testnet
`,
};
