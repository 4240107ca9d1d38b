import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotKey } from "./bot-key";
import type { BotTags } from "./tags";

/** What a bot's log is made of. */
export interface BotLogArgs {
  /** Fixed, since the records key's policy names the group before it exists. */
  readonly logGroupName: string;
  readonly recordsKey: BotKey;
  /** The records key's policy: CloudWatch Logs refuses a key that does not admit it. */
  readonly recordsKeyPolicy: aws.kms.KeyPolicy;
  readonly tags: BotTags;
  /** @default 365 */
  readonly retentionDays?: number;
}

/** The log group that the bot's host writes to, under the records key. */
export class BotLog extends pulumi.ComponentResource {
  readonly group: aws.cloudwatch.LogGroup;

  constructor(name: string, args: BotLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:BotLog", name, {}, opts);
    this.group = new aws.cloudwatch.LogGroup(
      name,
      {
        name: args.logGroupName,
        kmsKeyId: args.recordsKey.arn,
        retentionInDays: args.retentionDays ?? 365,
        tags: args.tags,
      },
      { parent: this, dependsOn: [args.recordsKeyPolicy] },
    );
    this.registerOutputs({});
  }
}
