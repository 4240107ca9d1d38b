import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";

/** What the alert topic's policy is made of. */
export interface AlertTopicPolicyArgs extends Place {
  readonly topicArn: string;
}

/** CloudWatch alarms of this account publish to the alert topic, and so does EventBridge. */
export function alertTopicPolicy(args: AlertTopicPolicyArgs): PolicyDocument {
  return policyDocument(
    {
      Sid: "AlarmsPublish",
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com"] },
      Action: ["sns:Publish"],
      Resource: [args.topicArn],
      Condition: {
        ArnLike: {
          "aws:SourceArn": [`arn:${args.partition}:cloudwatch:${args.region}:${args.account}:alarm:*`],
        },
        StringEquals: { "aws:SourceAccount": [args.account] },
      },
    },
    {
      // AWS's own form has no condition, and an event that one keeps out is lost without a sign
      // (https://repost.aws/knowledge-center/sns-not-getting-eventbridge-notification).
      Sid: "EventsPublish",
      Effect: "Allow",
      Principal: { Service: ["events.amazonaws.com"] },
      Action: ["sns:Publish"],
      Resource: [args.topicArn],
    },
  );
}
