import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Adapter } from "./adapters";
import type { Alerts } from "./alerts";
import type { BotLog } from "./bot-log";
import type { DnsFirewall } from "./dns-firewall";
import type { AlarmTest, EyeAlarm } from "./eyes/alarm";
import { eyeAlarms } from "./eyes/alarms";
import { botDashboardBody } from "./eyes/bot-dashboard-body";
import { eventPattern } from "./eyes/event-pattern";
import { logMetrics } from "./eyes/log-metrics";
import { message } from "./eyes/message";
import { namespace } from "./eyes/namespace";
import { eyeRules } from "./eyes/rules";
import { headline, nextStep, type MessageArgs } from "./eyes/sentence";
import type { Watched } from "./eyes/watched";
import type { BotTags } from "./tags";

/** What a bot's eyes are made of. */
export interface EyesArgs extends MessageArgs {
  readonly watched: pulumi.Input<Watched>;
  readonly alerts: Alerts;
  readonly log: BotLog;
  readonly adapter: Adapter;
  /**
   * The DNS Firewall of a testnet stack.
   * @default - none
   */
  readonly firewall?: DnsFirewall;
  /** What an `up` sets before anybody watches: a stack's own making is no alarm. */
  readonly after: readonly pulumi.Resource[];
  readonly tags: BotTags;
}

/** How each test of an alarm's data reads in CloudWatch. */
function judged(sounds: Exclude<AlarmTest, { readonly outsideBandOf: number }>) {
  return "atLeast" in sounds
    ? {
        period: sounds.inMinutes * 60,
        evaluationPeriods: 1,
        threshold: sounds.atLeast,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
      }
    : {
        period: 60,
        evaluationPeriods: sounds.nothingForMinutes,
        threshold: 1,
        comparisonOperator: "LessThanThreshold",
        treatMissingData: "breaching",
      };
}

/**
 * Whoever touches what a bot's key hangs on is told of: rules over CloudTrail's events, alarms over the bot's log and AWS's
 * metrics, a dashboard. Rules hear of nothing unless a trail logs management events in the account
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html), and of IAM only what the account's
 * stack forwards.
 */
export class Eyes extends pulumi.ComponentResource {
  constructor(name: string, args: EyesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:infra:Eyes", name, {}, opts);
    const parent = { parent: this };
    const watched = pulumi.output(args.watched);
    const { alerts, tags } = args;
    const told = { parent: this, dependsOn: [alerts.admitted] };

    const rules = eyeRules.flatMap((rule) => {
      if (rule.id === "dns-opened" && args.firewall === undefined) return [];
      const eventRule = new aws.cloudwatch.EventRule(
        `${name}-${rule.id}`,
        {
          description: rule.happened,
          eventPattern: watched.apply((facts) => eventPattern(rule, facts) ?? ""),
          // The plain state misses calls that begin with Get, List or Describe: reading a secret is one of them.
          state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
          tags,
        },
        { parent: this, dependsOn: [...args.after] },
      );
      new aws.cloudwatch.EventTarget(
        `${name}-${rule.id}`,
        {
          rule: eventRule.name,
          arn: alerts.topicArn,
          inputTransformer: { ...message(rule, args), inputPaths: { ...message(rule, args).inputPaths } },
        },
        told,
      );
      return [eventRule];
    });

    for (const { name: metric, pattern } of Object.values(logMetrics)) {
      new aws.cloudwatch.LogMetricFilter(
        `${name}-${metric}`,
        {
          logGroupName: args.log.group.name,
          pattern,
          metricTransformation: { namespace, name: `${args.stack}/${metric}`, value: "1" },
        },
        parent,
      );
    }

    const alarms = eyeAlarms({ adapter: args.adapter, hasFirewall: args.firewall !== undefined }).map(
      (alarm) =>
        new aws.cloudwatch.MetricAlarm(
          `${name}-${alarm.id}`,
          {
            alarmDescription: `${headline(alarm, args)} ${nextStep(alarm, args)}`,
            ...this.#data(alarm, args),
            alarmActions: [alerts.topicArn],
            okActions: alarm.tellsEnd ? [alerts.topicArn] : [],
            tags,
          },
          told,
        ),
    );
    new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName: name,
        dashboardBody: pulumi.jsonStringify(
          pulumi
            .all([
              watched,
              args.log.group.name,
              [...alerts.alarmArns, ...alarms.map(({ arn }) => arn)],
              rules.map((rule) => rule.name),
              args.firewall?.blockedListId,
            ])
            .apply(([{ region, instanceIds, firewall }, logGroupName, alarmArns, ruleNames, blockedListId]) =>
              botDashboardBody({
                stack: args.stack,
                network: args.network,
                region,
                instanceIds,
                logGroupName,
                alarmArns,
                ruleNames,
                ...(firewall !== undefined && blockedListId !== undefined
                  ? { firewall: { ruleGroupId: firewall.ruleGroupId, blockedListId } }
                  : {}),
              }),
            ),
        ),
      },
      parent,
    );
    this.registerOutputs({});
  }

  #data({ source, sounds }: EyeAlarm, { stack, alerts, firewall }: EyesArgs) {
    const metric =
      "log" in source
        ? { namespace, metricName: `${stack}/${source.log.name}` }
        : "topic" in source
          ? {
              namespace: "AWS/SNS",
              metricName: "NumberOfNotificationsFailed",
              dimensions: { TopicName: alerts.topicName },
            }
          : {
              namespace: "AWS/Route53Resolver",
              metricName: "FirewallRuleQueryVolume",
              dimensions: {
                FirewallRuleGroupId: firewall?.ruleGroupId ?? "",
                FirewallDomainListId: firewall?.blockedListId ?? "",
              },
            };
    if (!("outsideBandOf" in sounds)) return { ...metric, statistic: "Sum", ...judged(sounds) };
    return {
      metricQueries: [
        { id: "seen", returnData: true, metric: { ...metric, stat: "Sum", period: 300 } },
        { id: "band", expression: `ANOMALY_DETECTION_BAND(seen, ${sounds.outsideBandOf})`, returnData: true },
      ],
      thresholdMetricId: "band",
      comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      // Silence is another alarm's.
      treatMissingData: "missing",
    };
  }
}
