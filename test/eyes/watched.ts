import type { Watched } from "../../infra/eyes/watched";

export const account = "111122223333";
export const region = "eu-west-1";
const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
export const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;

/** A testnet stack while a next address is held. */
export const watched = {
  partition: "aws",
  account,
  region,
  stack: "grid",
  secretArn: arn("secretsmanager", "secret:grid-exchange-1a2b3c4-AbCdEf"),
  secretName: "grid-exchange-1a2b3c4",
  custodyKeyArn: arn("kms", "key/1c05c05c-0000-4000-8000-000000000001"),
  recordsKeyArn: arn("kms", "key/2ec02d50-0000-4000-8000-000000000002"),
  botRoleArn: roleArn("grid-bot-1a2b3c4"),
  snapshotRoleArn: roleArn("grid-data-1a2b3c4"),
  flowRoleArn: roleArn("grid-flow-1a2b3c4"),
  operators: [roleArn("people/bulkhead-operator")],
  deployers: [roleArn("bulkhead-deployer")],
  egressIps: ["198.51.100.7", "198.51.100.8"],
  allocationIds: ["eipalloc-0aaaaaaaaaaaaaaa1", "eipalloc-0aaaaaaaaaaaaaaa2"],
  associationId: "eipassoc-0aaaaaaaaaaaaaaa3",
  vpcId: "vpc-0aaaaaaaaaaaaaaa4",
  interfaceIds: ["eni-0aaaaaaaaaaaaaaa5"],
  securityGroupIds: ["sg-0aaaaaaaaaaaaaaa6"],
  routeTableIds: ["rtb-0aaaaaaaaaaaaaaa7"],
  flowLogId: "fl-0aaaaaaaaaaaaaaa8",
  instanceIds: ["i-0aaaaaaaaaaaaaaa9"],
  volumeIds: ["vol-0aaaaaaaaaaaaaab0", "vol-0aaaaaaaaaaaaaab1"],
  firewall: {
    ruleGroupId: "rslvr-frg-0aaaaaaaaaaaab2",
    associationId: "rslvr-frgassoc-0aaaaaaab3",
    domainListIds: ["rslvr-fdl-0aaaaaaaaaaaab4", "rslvr-fdl-0aaaaaaaaaaaab5", "rslvr-fdl-0aaaaaaaaaaaab6"],
  },
  bucketName: "grid-artifacts-1a2b3c4",
  repositoryName: "grid-images-1a2b3c4",
  operatorDocuments: { look: "bulkhead-grid-testnet-look", act: "bulkhead-grid-testnet-act" },
  topicArn: arn("sns", "grid-alerts-1a2b3c4"),
  logGroupNames: ["/bulkhead/grid", "/bulkhead/grid/flow"],
} as const satisfies Watched;
