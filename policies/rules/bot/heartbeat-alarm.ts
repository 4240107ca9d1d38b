import { stackPolicy } from "../../policy";

const alarms = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
const runs = [
  "aws:ec2/instance:Instance",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ecs/service:Service",
  "aws:ecs/taskDefinition:TaskDefinition",
  "aws:lambda/function:Function",
];

/** A bot that died with open positions loses money without a sound. A missing heartbeat has to be somebody's alarm. */
export const heartbeatAlarm = stackPolicy({
  name: "bot-heartbeat-alarm",
  description: "Somebody is told when a bot falls silent.",
  severity: "medium",
  level: "advisory",
  remediationSteps:
    'Add an aws.cloudwatch.MetricAlarm with treatMissingData: "breaching" and alarmActions that reach somebody.',
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html",
  tags: ["cloudwatch"],
  rationale:
    "A bot that stops keeps its open orders and positions while the market moves. An alarm that treats silence as failure is noticed in minutes, an empty log in days.",
  example: `new aws.cloudwatch.MetricAlarm("host", {
  namespace: "AWS/EC2", metricName: "StatusCheckFailed", dimensions: { InstanceId: host.id },
  statistic: "Maximum", period: 60, evaluationPeriods: 3, threshold: 1,
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "breaching", alarmActions: [topic.arn],
});`,
  judge(whole, violation) {
    if (whole.ofType(...runs).length === 0) return;
    const all = whole.ofType(...alarms).map((alarm) => {
      const actions = alarm.inputs.at("alarmActions");
      const missing = alarm.inputs.at("treatMissingData");
      const off = alarm.inputs.at("actionsEnabled");
      return { actions, missing, off };
    });
    // An action that is not known yet is one.
    const sounds = all.some(
      ({ actions, missing, off }) =>
        (actions.unknown || actions.items().length > 0) &&
        !missing.unknown &&
        missing.is("breaching") &&
        (off.unknown || !off.is(false)),
    );
    if (sounds) return;
    const open = all.filter(({ missing }) => missing.unknown);
    if (open.length > 0) for (const { missing } of open) violation(missing, '"breaching"');
    else violation({ message: "No alarm with an action sounds when the bot falls silent." });
  },
});
