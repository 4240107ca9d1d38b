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
  /** The keys whose end is told of. */
  readonly keys: readonly BotKey[];
  /** The records key's policy: without it in force, messages to the topic are lost. */
  readonly recordsKeyPolicy: aws.kms.KeyPolicy;
  readonly tags: BotTags;
  /**
   * Addresses that get the alerts. Each has to confirm the subscription that AWS sends.
   * @default - nobody is written to
   */
  readonly emails?: readonly string[];
}

/**
 * Where a bot's alarms go, and two of them: an instance that fails its status checks or has stopped answering them, and a key
 * of the bot that somebody disables or schedules for deletion. Of the latter EventBridge hears from CloudTrail, so the
 * account needs a trail (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
 */
export class Alerts extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

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
    for (const email of args.emails ?? []) {
      new aws.sns.TopicSubscription(
        `${name}-${email}`,
        { topic: topic.arn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }
    const instances = [
      { instance: "host", id: args.host.instanceId, what: "The bot's host" },
      ...(args.natInstanceId === undefined
        ? []
        : [{ instance: "nat", id: args.natInstanceId, what: "The instance that forwards for the bot" }]),
    ];
    for (const { instance, id, what } of instances) {
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
      );
    }
    const inDanger = new aws.cloudwatch.EventRule(
      `${name}-keys`,
      {
        description: "One of the bot's keys is disabled, or its deletion is scheduled.",
        // A call names the key by its id or by its ARN.
        eventPattern: pulumi.jsonStringify({
          source: ["aws.kms"],
          "detail-type": ["AWS API Call via CloudTrail"],
          detail: {
            eventName: ["DisableKey", "ScheduleKeyDeletion"],
            requestParameters: { keyId: args.keys.flatMap((key) => [key.arn, key.keyId]) },
          },
        }),
        tags: args.tags,
      },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(
      `${name}-keys`,
      { rule: inDanger.name, arn: topic.arn },
      { parent: this, dependsOn: [admitted] },
    );
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
