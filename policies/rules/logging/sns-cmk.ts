import type { sns } from "@pulumi/aws";
import { isCustomerManaged } from "../../customer-managed-key";
import { resourcePolicy } from "../../policy";

/** Under AWS's own key, alarms and events cannot publish at all: nobody can admit them to it. */
export const snsCmk = resourcePolicy<sns.TopicArgs>(["aws:sns/topic:Topic", "aws-native:sns:Topic"], {
  name: "logging-sns-cmk",
  description: "Topics are encrypted under a customer-managed key.",
  severity: "medium",
  level: "mandatory",
  remediationSteps: "Set kmsMasterKeyId to a key of your own whose policy admits CloudWatch and EventBridge.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  tags: ["sns", "kms"],
  rationale:
    "Alerts say which bot is in trouble, and how. And under AWS's own key for SNS the alarms of a bot never arrive, without a sign that they did not.",
  example: 'new aws.sns.Topic("alerts", { kmsMasterKeyId: recordsKey.arn });',
  judge(topic, violation) {
    const key = topic.at("kmsMasterKeyId");
    if (!isCustomerManaged(key)) violation(key, "a customer-managed key");
  },
});
