import type { Place } from "./place";
import type { Statement } from "./policy-document";

/**
 * CloudWatch Logs encrypts these log groups, given by their ARNs without a trailing `:*`:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export function logsUseKey({ region }: Pick<Place, "region">, logGroupArns: readonly string[]): Statement {
  return {
    Sid: "LogsEncryptTheLogGroups",
    Effect: "Allow",
    Principal: { Service: [`logs.${region}.amazonaws.com`] },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: ["*"],
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": logGroupArns } },
  };
}

/**
 * EventBridge puts messages on these topics, by an ARN pattern: SNS names the topic in the encryption context.
 * `aws:SourceAccount` is not supported here: with it, EventBridge loses every message to an encrypted topic without a sign
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 */
export function eventsUseKey(topicArns: string): Statement {
  return {
    Sid: "EventsReachTopics",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com"] },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: ["*"],
    Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": [topicArns] } },
  };
}
