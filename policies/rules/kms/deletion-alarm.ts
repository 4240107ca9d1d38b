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
    for (const value of open) violation(value, "what tells people of both calls");
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
    const [state, enabled, pattern] = [inputs.at("state"), inputs.at("isEnabled"), inputs.at("eventPattern")];
    if (isKnown(state, "DISABLED") || isKnown(enabled, false)) return false;
    if (!targets.some((target) => refersTo(target, "rule", rule, ["name", "id", "arn"]))) return false;
    if (!pattern.unknown && !covers(pattern)) return false;
    return areKnown([state, enabled, pattern], open);
  });
}

function isKnown(value: Value, what: boolean | string): boolean {
  return !value.unknown && value.is(what);
}

/** Whether all on which something depends is known; what is not is left open. */
function areKnown(values: readonly Value[], open: Value[]): boolean {
  const unknown = values.filter((value) => value.unknown);
  open.push(...unknown);
  return unknown.length === 0;
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
  const alarms = whole.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
  const topics = whole.ofType("aws:sns/topic:Topic");
  return whole.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter").some(({ inputs }) => {
    const [metric, space] = ["name", "namespace"].map((key) => inputs.below(["metricTransformation", key]));
    const pattern = inputs.at("pattern");
    if (!pattern.unknown && !calls.every((call) => (pattern.text ?? "").includes(call))) return false;
    return alarms.some((alarm) => {
      const watches = isSame(alarm.inputs.at("metricName"), metric) && isSame(alarm.inputs.at("namespace"), space);
      if (!watches || isKnown(alarm.inputs.at("actionsEnabled"), false)) return false;
      const actions = alarm.inputs.at("alarmActions");
      const named = actions.unknown ? [actions] : actions.items();
      const isTold = named.some((action) =>
        action.unknown
          ? topics.some((topic) => refersTo(alarm, "alarmActions", topic, [], action))
          : action.text?.startsWith("arn:") === true,
      );
      const unsure = isTold ? [] : named.filter((action) => action.unknown);
      if (!isTold && unsure.length === 0) return false;
      return areKnown([pattern, alarm.inputs.at("actionsEnabled"), ...unsure], open);
    });
  });
}
