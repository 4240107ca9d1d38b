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
const people = "arn:aws:sns:eu-west-1:111122223333:people";
const topic: StackResourceSample = { type: "aws:sns/topic:Topic", name: "people", props: {} };
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
    "a rule on every call to KMS, by its source alone": stack(rule({ source: ["aws.kms"] }), target),
    "a rule on both calls among others": stack(
      rule({
        source: ["aws.s3", "aws.kms"],
        detail: { eventName: ["EnableKey", "ScheduleKeyDeletion", "DisableKey"] },
      }),
      target,
    ),
    "a rule that is on": stack(rule(both, { state: "ENABLED" }), target),
    "a rule that is said to be on": stack(rule(both, { isEnabled: true }), target),
    "a rule by its ARN": stack(
      { ...rule(both), outputs: { arn: "arn:rule" } },
      { ...target, props: { rule: "arn:rule" } },
    ),
    "a rule by its id": stack({ ...rule(both), outputs: { id: "rule-id" } }, { ...target, props: { rule: "rule-id" } }),
    "a rule with the second of two targets": stack(
      rule(both),
      { ...target, name: "other", props: { rule: "others" } },
      target,
    ),
    "two rules, of which the second hears of both calls": stack(
      { ...rule(unknown), name: "open" },
      { ...rule(both), name: "second" },
      target,
    ),
    "an alarm that acts by a topic of the stack that is not known yet": stack(filter(calls), topic, {
      ...alarm({ alarmActions: unknown }),
      dependencies: { alarmActions: ["people"] },
    }),
    "an alarm that names a topic of the stack that is not known yet": stack(filter(calls), topic, {
      ...alarm({ alarmActions: [unknown] }),
      dependencies: { alarmActions: ["people"] },
    }),
    "an alarm whose second action is a topic": stack(filter(calls), alarm({ alarmActions: [unknown, people] })),
    "a metric filter beside a rule on another service": stack(
      rule({ source: ["aws.s3"] }),
      target,
      filter(calls),
      alarm(),
    ),
    "a stack without a key": new GivenStack([target], bot),
  },
  fails: {
    nothing: [stack(), nobody],
    "a rule without a target": [stack(rule(both)), nobody],
    "a rule with another rule's target": [stack(rule(both), { ...target, props: { rule: "others" } }), nobody],
    "a rule that is off": [stack(rule(both, { state: "DISABLED" }), target), nobody],
    "a rule that is said to be off": [stack(rule(both, { isEnabled: false }), target), nobody],
    "a rule on the other of the calls": [
      stack(rule({ source: ["aws.kms"], detail: { eventName: ["ScheduleKeyDeletion"] } }), target),
      nobody,
    ],
    "a rule on calls of these names, whoever answers them": [
      stack(rule({ detail: { eventName: both.detail.eventName } }), target),
      nobody,
    ],
    "a rule on another source of calls": [
      stack(rule({ detail: { ...both.detail, eventSource: ["s3.amazonaws.com"] } }), target),
      nobody,
    ],
    "a rule on another kind of event": [stack(rule({ ...both, "detail-type": ["KMS CMK Deletion"] }), target), nobody],
    "a pattern not known yet, and no target": [stack(rule(unknown)), nobody],
    "a pattern of a metric filter not known yet, and no alarm": [stack(filter(unknown)), nobody],
    "a metric filter without a pattern": [stack(filter(undefined), alarm()), nobody],
    "a metric filter on the other of the calls": [
      stack(filter("{ $.eventName = ScheduleKeyDeletion }"), alarm()),
      nobody,
    ],
    "a metric filter with the alarm of another namespace": [stack(filter(calls), alarm({ namespace: "arb" })), nobody],
    "a metric filter, and no alarm": [stack(filter(calls)), nobody],
    "an alarm, and no metric filter": [stack(alarm()), nobody],
    "a key of imported material": [
      new GivenStack([{ ...key, type: "aws:kms/externalKey:ExternalKey" }], bot),
      { ...nobody, urn: "urn:pulumi:grid::bots::aws:kms/externalKey:ExternalKey::custody" },
    ],
    "a key of aws-native": [
      new GivenStack([{ ...key, type: "aws-native:kms:Key" }], bot),
      { ...nobody, urn: "urn:pulumi:grid::bots::aws-native:kms:Key::custody" },
    ],
    "a rule on one of the calls": [
      stack(rule({ source: ["aws.kms"], detail: { eventName: ["DisableKey"] } }), target),
      nobody,
    ],
    "a rule on another service": [stack(rule({ ...both, source: ["aws.s3"] }), target), nobody],
    "a rule on a schedule": [stack(rule(undefined, { scheduleExpression: "rate(1 day)" }), target), nobody],
    "an alarm that tells nobody": [stack(filter(calls), alarm({ alarmActions: [] })), nobody],
    "an alarm that names nobody": [stack(filter(calls), alarm({ alarmActions: ["people"] })), nobody],
    "an alarm whose actions are off": [stack(filter(calls), alarm({ actionsEnabled: false })), nobody],
    "a metric filter on one of the calls": [stack(filter("{ $.eventName = DisableKey }"), alarm()), nobody],
    "a metric filter with another metric's alarm": [stack(filter(calls), alarm({ metricName: "hosts" })), nobody],
  },
  unknown: {
    "a pattern not known yet": stack(rule(unknown), target),
    "a metric filter's pattern not known yet": stack(filter(unknown), alarm()),
    "a rule of which it is not known yet whether it is on": stack(rule(both, { state: unknown }), target),
    "a rule of which it is not known yet whether it is said to be on": stack(
      rule(both, { isEnabled: unknown }),
      target,
    ),
    "an alarm whose actions are not known yet": stack(filter(calls), alarm({ alarmActions: unknown })),
    "an alarm whose one action is not known yet": stack(filter(calls), alarm({ alarmActions: [unknown] })),
    "an alarm of which it is not known yet whether it acts": stack(filter(calls), alarm({ actionsEnabled: unknown })),
  },
  absent: { "no resources but a key": [stack(), nobody] },
  secret: { "a marked pattern": stack(rule(secret(both)), target) },
  notApplicable: { "a stack that is nobody's": [new GivenStack([key]), "only for stacks of the kind bot or account"] },
});
