import type { OperatorPurpose } from "../documents/operator-document";
import type { Place } from "../documents/place";

/** What the rules of one bot's stack are made of: whatever an event can be told by. */
export interface Watched extends Place {
  /** The stack's short name, which alarms, rules and log groups begin with. */
  readonly stack: string;
  /** Full ARN of the exchange secret, its random suffix included. */
  readonly secretArn: string;
  readonly secretName: string;
  readonly custodyKeyArn: string;
  readonly recordsKeyArn: string;
  /** ARN of the role of the bot's host. */
  readonly botRoleArn: string;
  /** ARN of the role that Data Lifecycle Manager makes the snapshots under. */
  readonly snapshotRoleArn: string;
  /** ARN of the role that VPC Flow Logs writes under. */
  readonly flowRoleArn: string;
  /** ARNs of the roles that put the credential. */
  readonly operators: readonly string[];
  /** ARNs of the roles that run `pulumi up`. */
  readonly deployers: readonly string[];
  /** Public IPv4 addresses that the stack leaves by. One that is only held is none of them. */
  readonly egressIps: readonly string[];
  /** Allocation ids of these addresses. */
  readonly allocationIds: readonly string[];
  /** Id of the address's association; absent behind a NAT gateway, which holds its address by itself. */
  readonly associationId?: string;
  /** Of the NAT gateway, where there is one. */
  readonly natGatewayId?: string;
  readonly vpcId: string;
  readonly interfaceIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly routeTableIds: readonly string[];
  readonly flowLogId: string;
  /** The host, and the instance that forwards for it where there is one. */
  readonly instanceIds: readonly string[];
  /** Volumes of data and of these instances' disks. */
  readonly volumeIds: readonly string[];
  /** The DNS Firewall of a testnet stack. */
  readonly firewall?: {
    readonly ruleGroupId: string;
    readonly associationId: string;
    readonly domainListIds: readonly string[];
  };
  /** Name of the bucket of host files and artefacts. */
  readonly bucketName: string;
  /** Name of the repository of images; absent where nothing is run. */
  readonly repositoryName?: string;
  readonly topicArn: string;
  /** Names of the documents by which operators ask the host, to look at it and to act. */
  readonly operatorDocuments: Readonly<Record<OperatorPurpose, string>>;
  /** Names of the stack's log groups. */
  readonly logGroupNames: readonly string[];
}
