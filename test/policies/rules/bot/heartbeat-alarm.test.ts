import { heartbeatAlarm } from "../../../../policies/rules/bot/heartbeat-alarm";
import { secret, unknown } from "../../engine-messages";
import { GivenStack, type StackResourceSample, testPolicy } from "../../test-policy";

const topic = "arn:aws:sns:eu-west-1:111122223333:alerts";
const host: StackResourceSample = { type: "aws:ec2/instance:Instance", name: "host", props: {} };
const silent = { treatMissingData: "breaching", alarmActions: [topic] };
const alarm = (props: Readonly<Record<string, unknown>>): StackResourceSample => ({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  name: "silent",
  props,
});
const bot = { stack: { tags: { "bulkhead:bot": "grid" } } };
const stack = (...resources: readonly StackResourceSample[]) => new GivenStack([host, ...resources], bot);
const refused = "No alarm with an action sounds when the bot falls silent.";

testPolicy(heartbeatAlarm, {
  passes: {
    "an alarm that sounds when nothing is heard": stack(alarm(silent)),
    "an alarm whose action is not known yet": stack(alarm({ ...silent, alarmActions: [unknown] })),
    "an alarm whose actions are not known yet": stack(alarm({ ...silent, alarmActions: unknown })),
    "an alarm of which it is not known yet whether it is on": stack(alarm({ ...silent, actionsEnabled: unknown })),
    "an alarm that is said to be on": stack(alarm({ ...silent, actionsEnabled: true })),
    "an alarm that sounds beside one of which too little is known": stack(
      { ...alarm({ ...silent, treatMissingData: unknown }), name: "open" },
      alarm(silent),
    ),
    "an alarm over others": stack({
      ...alarm(silent),
      type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    }),
    "one of several alarms": stack({ ...alarm({ alarmActions: [topic] }), name: "cpu" }, alarm(silent)),
    "nothing that runs": new GivenStack([{ type: "aws:kms/key:Key", props: {} }], bot),
  },
  fails: {
    ...Object.fromEntries(
      [
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ecs/service:Service",
        "aws:ecs/taskDefinition:TaskDefinition",
        "aws:lambda/function:Function",
      ].map((type) => [`no alarm for what runs as ${type}`, [new GivenStack([{ ...host, type }], bot), refused]]),
    ),
    "an alarm that nobody hears": [stack(alarm({ ...silent, alarmActions: [] })), refused],
    "an alarm that takes silence for health": [stack(alarm({ ...silent, treatMissingData: "notBreaching" })), refused],
    "an alarm that is turned off": [stack(alarm({ ...silent, actionsEnabled: false })), refused],
  },
  unknown: { "what silence means": stack(alarm({ ...silent, treatMissingData: unknown })) },
  absent: { "no alarm": [stack(), refused], "no word on silence": [stack(alarm({ alarmActions: [topic] })), refused] },
  secret: { "an alarm that sounds": stack(alarm({ ...silent, alarmActions: secret([topic]) })) },
  notApplicable: { "a stack of no bot": [new GivenStack([host], { stack: { tags: {} } }), "no bot"] },
});
