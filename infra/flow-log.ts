import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { BotNetwork } from "./bot-network";
import { flowLogPolicy, flowLogTrust } from "./documents/flow-log-policies";
import type { Place } from "./documents/place";
import type { BotTags } from "./tags";

/** What the record of a network's connections is made of. */
export interface FlowLogArgs {
  readonly place: pulumi.Input<Place>;
  readonly network: BotNetwork;
  /**
   * Whether the VPC is another stack's: then the record is of the bot's own subnet.
   * @default false
   */
  readonly isJoined?: boolean;
  /** Fixed, since the records key's policy names the group before it exists. */
  readonly logGroupName: string;
  readonly recordsKey: BotKey;
  /** The records key's policy: CloudWatch Logs refuses a key that does not admit it. */
  readonly recordsKeyPolicy: aws.kms.KeyPolicy;
  readonly tags: BotTags;
  /** @default 365 */
  readonly retentionDays?: number;
  /**
   * ARN of the IAM policy that bounds the role.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/**
 * The record of every connection of the bot's VPC, let through or refused, under the records key. It has a group and a
 * role of its own: the bot's role cannot write into it.
 */
export class FlowLog extends pulumi.ComponentResource {
  /** What has to exist before the first connection. */
  readonly ready: readonly pulumi.Resource[];
  readonly flowLogId: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: FlowLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:FlowLog", name, {}, opts);
    const parent = { parent: this };
    const group = new aws.cloudwatch.LogGroup(
      name,
      {
        name: args.logGroupName,
        kmsKeyId: args.recordsKey.arn,
        retentionInDays: args.retentionDays ?? 365,
        tags: args.tags,
      },
      { parent: this, dependsOn: [args.recordsKeyPolicy] },
    );
    const role = new aws.iam.Role(
      name,
      {
        description: "VPC Flow Logs of one trading bot",
        assumeRolePolicy: pulumi.jsonStringify(pulumi.output(args.place).apply(flowLogTrust)),
        ...(args.permissionsBoundary === undefined ? {} : { permissionsBoundary: args.permissionsBoundary }),
        tags: args.tags,
      },
      parent,
    );
    const grant = new aws.iam.RolePolicy(
      name,
      { role: role.id, policy: pulumi.jsonStringify(group.arn.apply(flowLogPolicy)) },
      parent,
    );
    const log = new aws.ec2.FlowLog(
      name,
      {
        ...(args.isJoined === true ? { subnetId: args.network.subnetId } : { vpcId: args.network.vpcId }),
        trafficType: "ALL",
        logDestination: group.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 60,
        tags: args.tags,
      },
      { parent: this, dependsOn: [grant] },
    );
    this.ready = [log];
    this.flowLogId = log.id;
    this.roleArn = role.arn;
    this.registerOutputs({});
  }
}
