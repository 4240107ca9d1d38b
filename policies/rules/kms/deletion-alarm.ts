import { type WholeStack, stackPolicy } from "../../policy";
import type { Value } from "../../reader";
import { isSame, refersTo } from "../../references";

const calls = ["DisableKey", "ScheduleKeyDeletion"] as const;

/**
 * Told by an EventBridge rule with a target, or by a metric filter over a trail's log with an alarm that acts. Both hear
 * of the calls from CloudTrail: the account has to have a trail, which a stack cannot show.
 */
export const deletionAlarm = stackPolicy({
  name: "kms-deletion-alarm",
  description: "Somebody is told when one of the stack's keys is disabled or its deletion is scheduled.",
  severity: "medium",
  level: "advisory",
  remediationSteps:
    "Add an aws.cloudwatch.EventRule on DisableKey and ScheduleKeyDeletion of aws.kms, with a target that tells people.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-creating-cloudwatch-alarm.html",
  tags: ["kms", "cloudwatch"],
  rationale:
    "The deletion of a key can be cancelled for as long as its window lasts, and by nobody who has not heard of it. A disabled key stops the bot at its next start.",
  example: `const rule = new aws.cloudwatch.EventRule("key-in-danger", {
  eventPattern: JSON.stringify({
    source: ["aws.kms"],
    detail: { eventName: ["DisableKey", "ScheduleKeyDeletion"] },
  }),
});
new aws.cloudwatch.EventTarget("key-in-danger", { rule: rule.name, arn: topic.arn });`,
  stacks: ["bot", "account"],
  judge(whole, violation) {
    const [key] = whole.ofType("aws:kms/key:Key", "aws:kms/externalKey:ExternalKey", "aws-native:kms:Key");
    if (key === undefined) return;
    const open: Value[] = [];
    if (hasRule(whole, open) || hasMetricAlarm(whole, open)) return;
    for (const value of open) violation(value, "a pattern that names both calls");
    if (open.length > 0) return;
    violation({
      message: `Nobody is told when ${calls.join(" or ")} is called for a key of this stack.`,
      resource: key,
    });
  },
});

function hasRule(whole: WholeStack, open: Value[]): boolean {
  const targets = whole.ofType("aws:cloudwatch/eventTarget:EventTarget");
  return whole.ofType("aws:cloudwatch/eventRule:EventRule").some((rule) => {
    const { inputs } = rule;
    if (isOff(inputs.at("state"), inputs.at("isEnabled"))) return false;
    if (!targets.some((target) => refersTo(target, "rule", rule, ["name", "id", "arn"]))) return false;
    const pattern = inputs.at("eventPattern");
    if (!pattern.unknown) return covers(pattern);
    open.push(pattern);
    return false;
  });
}

function isOff(state: Value, enabled: Value): boolean {
  return (!state.unknown && state.is("DISABLED")) || (!enabled.unknown && enabled.is(false));
}

function covers(given: Value): boolean {
  const pattern = given.document();
  const admits = (value: Value, ...texts: readonly string[]): boolean =>
    value.absent || texts.every((text) => value.items().some((one) => one.is(text)));
  return (
    admits(pattern.at("source"), "aws.kms") &&
    admits(pattern.at("detail-type"), "AWS API Call via CloudTrail") &&
    admits(pattern.below(["detail", "eventSource"]), "kms.amazonaws.com") &&
    admits(pattern.below(["detail", "eventName"]), ...calls) &&
    !(pattern.at("source").absent && pattern.below(["detail", "eventSource"]).absent)
  );
}

function hasMetricAlarm(whole: WholeStack, open: Value[]): boolean {
  const alarms = whole
    .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
    .filter(({ inputs }) => inputs.at("alarmActions").unknown || inputs.at("alarmActions").items().length > 0);
  return whole.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter").some(({ inputs }) => {
    const [metric, space] = ["name", "namespace"].map((key) => inputs.below(["metricTransformation", key]));
    const isWatched = alarms.some(
      ({ inputs: alarm }) => isSame(alarm.at("metricName"), metric) && isSame(alarm.at("namespace"), space),
    );
    if (!isWatched) return false;
    const pattern = inputs.at("pattern");
    if (!pattern.unknown) return calls.every((call) => (pattern.text ?? "").includes(call));
    open.push(pattern);
    return false;
  });
}
