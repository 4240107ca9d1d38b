import type { Place } from "./place";
import { policyDocument, type PolicyDocument } from "./policy-document";

/** What the alert topic's policy is made of. */
export interface AlertTopicPolicyArgs extends Place {
  readonly topicArn: string;
}

/** CloudWatch alarms of this account publish to the alert topic; nobody else's do. */
export function alertTopicPolicy(args: AlertTopicPolicyArgs): PolicyDocument {
  return policyDocument({
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
  });
}
