import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BotHost } from "./bot-host";
import type { BotKey } from "./bot-key";
import { alertTopicPolicy } from "./documents/alert-topic-policy";
import type { Place } from "./documents/place";
import type { BotTags } from "./tags";

/** What a bot's alerts are made of. */
export interface AlertsArgs {
  readonly place: pulumi.Input<Place>;
  readonly host: BotHost;
  /**
   * The instance that forwards for the host: without it the bot reaches nobody.
   * @default - none forwards
   */
  readonly natInstanceId?: pulumi.Input<string>;
  readonly recordsKey: BotKey;
  /** The records key's policy: without it in force, messages to the topic are lost. */
  readonly recordsKeyPolicy: aws.kms.KeyPolicy;
  readonly tags: BotTags;
  /**
   * Addresses that get the alerts. Each has to confirm the subscription that AWS sends.
   * @default - nobody is written to
   */
  readonly emails?: readonly string[];
  /**
   * Telephone numbers in E.164 form that get the alerts as text messages.
   * @default - nobody gets one
   */
  readonly phones?: readonly string[];
}

/**
 * Where a bot's alarms and the messages of its rules go, by mail and as text messages, and the alarm of an instance that fails
 * its status checks or has stopped answering them.
 */
export class Alerts extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly topicName: pulumi.Output<string>;
  /** The topic's policy: without it in force, messages are lost. */
  readonly admitted: aws.sns.TopicPolicy;
  readonly alarmArns: readonly pulumi.Output<string>[];

  constructor(name: string, args: AlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:Alerts", name, {}, opts);
    const topic = new aws.sns.Topic(
      name,
      { kmsMasterKeyId: args.recordsKey.arn, tags: args.tags },
      { parent: this, dependsOn: [args.recordsKeyPolicy] },
    );
    const admitted = new aws.sns.TopicPolicy(
      name,
      {
        arn: topic.arn,
        policy: pulumi.jsonStringify(
          pulumi.all([args.place, topic.arn]).apply(([place, topicArn]) => alertTopicPolicy({ ...place, topicArn })),
        ),
      },
      { parent: this },
    );
    const subscriptions = { email: args.emails ?? [], sms: args.phones ?? [] };
    for (const [protocol, endpoints] of Object.entries(subscriptions)) {
      for (const endpoint of endpoints) {
        new aws.sns.TopicSubscription(
          `${name}-${endpoint}`,
          { topic: topic.arn, protocol, endpoint },
          { parent: this },
        );
      }
    }
    const instances = [
      { instance: "host", id: args.host.instanceId, what: "The bot's host" },
      ...(args.natInstanceId === undefined
        ? []
        : [{ instance: "nat", id: args.natInstanceId, what: "The instance that forwards for the bot" }]),
    ];
    const alarms = instances.map(
      ({ instance, id, what }) =>
        new aws.cloudwatch.MetricAlarm(
          `${name}-${instance}`,
          {
            alarmDescription: `${what} fails its EC2 status checks, or reports none.`,
            namespace: "AWS/EC2",
            metricName: "StatusCheckFailed",
            dimensions: { InstanceId: id },
            statistic: "Maximum",
            period: 60,
            evaluationPeriods: 3,
            threshold: 1,
            comparisonOperator: "GreaterThanOrEqualToThreshold",
            treatMissingData: "breaching",
            alarmActions: [topic.arn],
            okActions: [topic.arn],
            tags: args.tags,
          },
          { parent: this, dependsOn: [admitted] },
        ),
    );
    this.topicArn = topic.arn;
    this.topicName = topic.name;
    this.admitted = admitted;
    this.alarmArns = alarms.map(({ arn }) => arn);
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
