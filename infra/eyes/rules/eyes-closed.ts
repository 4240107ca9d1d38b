import { byOthersThan, calls } from "../matchers";
import type { EyeRule } from "../rule";

/** Deployers change rules and alarms in an `up`. Whoever unsubscribes by the link in a mail has no identity in the record. */
export const eyesClosed: EyeRule = {
  id: "eyes-closed",
  practice: "watching-the-eyes",
  severity: "critical",
  happened:
    "Somebody who is no deployer changed the bot's alerts: a rule, an alarm, the topic, a subscription or a log.",
  next: "Set it back with `pulumi up`, and look what happened while nobody watched.",
  arrivals: ["stack"],
  pattern: ({ stack, topicArn, logGroupNames, deployers }) => {
    const own = [{ prefix: `${stack}-alerts-` }, { prefix: `${stack}-eyes-` }];
    return calls(["events", "monitoring", "sns", "logs"], {
      eventName: [
        "AddPermission",
        "DeleteAlarms",
        "DeleteLogGroup",
        "DeleteLogStream",
        "DeleteMetricFilter",
        "DeleteRetentionPolicy",
        "DeleteRule",
        "DeleteTopic",
        "DisableAlarmActions",
        "DisableRule",
        "DisassociateKmsKey",
        "PutMetricAlarm",
        "PutMetricFilter",
        "PutRetentionPolicy",
        "PutRule",
        "PutTargets",
        "RemovePermission",
        "RemoveTargets",
        "SetAlarmState",
        "SetSubscriptionAttributes",
        "SetTopicAttributes",
        "Unsubscribe",
      ],
      userIdentity: byOthersThan(...deployers),
      requestParameters: {
        $or: [
          { name: own },
          { rule: own },
          { alarmName: own },
          { alarmNames: own },
          { topicArn: [topicArn] },
          { subscriptionArn: [{ prefix: `${topicArn}:` }] },
          { logGroupName: logGroupNames },
        ],
      },
    });
  },
};
