import { deletionAlarm } from "../../../../policies/rules/kms/deletion-alarm";
import { secret, unknown } from "../../engine-messages";
import { GivenStack, type StackResourceSample, testPolicy } from "../../test-policy";

const bot = { stack: { config: { "bulkhead:bot": "grid" } } };
const key: StackResourceSample = { type: "aws:kms/key:Key", name: "custody", props: {} };
const both = { source: ["aws.kms"], detail: { eventName: ["DisableKey", "ScheduleKeyDeletion"] } };
const rule = (eventPattern: unknown, props: Record<string, unknown> = {}): StackResourceSample => ({
  type: "aws:cloudwatch/eventRule:EventRule",
  name: "keys",
  props: { name: "keys", eventPattern, ...props },
});
const target: StackResourceSample = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name: "tell",
  props: { rule: "keys", arn: "arn:aws:sns:eu-west-1:111122223333:grid" },
};
const stack = (...resources: readonly StackResourceSample[]) => new GivenStack([key, ...resources], bot);
const filter = (pattern: unknown): StackResourceSample => ({
  type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  name: "keys",
  props: { logGroupName: "trail", pattern, metricTransformation: { name: "keys", namespace: "grid", value: "1" } },
});
const alarm = (props: Record<string, unknown> = {}): StackResourceSample => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "keys",
  props: { metricName: "keys", namespace: "grid", alarmActions: ["arn:aws:sns:eu-west-1:111122223333:grid"], ...props },
});
const calls = "{ ($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) }";
const nobody = {
  message: "Nobody is told when DisableKey or ScheduleKeyDeletion is called for a key of this stack.",
  urn: "urn:pulumi:grid::bots::aws:kms/key:Key::custody",
};

testPolicy(deletionAlarm, {
  passes: {
    "a rule with a target": stack(rule(both), target),
    "a rule with a target, its pattern as text": stack(rule(JSON.stringify(both)), target),
    "a rule on every call to KMS": stack(
      rule({ "detail-type": ["AWS API Call via CloudTrail"], detail: { eventSource: ["kms.amazonaws.com"] } }),
      target,
    ),
    "a rule whose name is not known yet": stack(
      { ...rule(both), props: { eventPattern: both } },
      { ...target, props: { rule: unknown }, dependencies: { rule: ["keys"] } },
    ),
    "a metric filter with an alarm": stack(filter(calls), alarm()),
    "a stack without a key": new GivenStack([target], bot),
  },
  fails: {
    nothing: [stack(), nobody],
    "a rule without a target": [stack(rule(both)), nobody],
    "a rule with another rule's target": [stack(rule(both), { ...target, props: { rule: "others" } }), nobody],
    "a rule that is off": [stack(rule(both, { state: "DISABLED" }), target), nobody],
    "a rule on one of the calls": [
      stack(rule({ source: ["aws.kms"], detail: { eventName: ["DisableKey"] } }), target),
      nobody,
    ],
    "a rule on another service": [stack(rule({ ...both, source: ["aws.s3"] }), target), nobody],
    "a rule on a schedule": [stack(rule(undefined, { scheduleExpression: "rate(1 day)" }), target), nobody],
    "an alarm that tells nobody": [stack(filter(calls), alarm({ alarmActions: [] })), nobody],
    "a metric filter on one of the calls": [stack(filter("{ $.eventName = DisableKey }"), alarm()), nobody],
    "a metric filter with another metric's alarm": [stack(filter(calls), alarm({ metricName: "hosts" })), nobody],
  },
  unknown: { "a pattern not known yet": stack(rule(unknown), target) },
  absent: { "no resources but a key": [stack(), nobody] },
  secret: { "a marked pattern": stack(rule(secret(both)), target) },
  notApplicable: { "a stack that is nobody's": [new GivenStack([key]), "only for stacks of the kind bot or account"] },
});
