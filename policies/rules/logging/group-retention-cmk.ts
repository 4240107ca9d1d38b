import type { cloudwatch } from "@pulumi/aws";
import { isCustomerManaged } from "../../customer-managed-key";
import { type Settings, resourcePolicy } from "../../policy";

/** A year, as AWS's own control CloudWatch.16 wants it. */
const year = 365;

/** A group that says no number of days, or 0, keeps its events for ever. */
export const groupRetentionCmk = resourcePolicy<cloudwatch.LogGroupArgs>(
  ["aws:cloudwatch/logGroup:LogGroup", "aws-native:logs:LogGroup"],
  {
    name: "logging-group-retention-cmk",
    description: "Log groups keep their events long enough, under a customer-managed key.",
    severity: "medium",
    level: "mandatory",
    remediationSteps: "Set kmsKeyId to a key of your own, and retentionInDays to at least a year.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    tags: ["cloudwatch", "logs", "kms"],
    rationale:
      "A stolen key is often used months later, when the log that shows how it went has expired. And what a bot logs says what it trades, so that a permission for CloudWatch alone should not show it.",
    example: 'new aws.cloudwatch.LogGroup("bot", { retentionInDays: 365, kmsKeyId: recordsKey.arn });',
    configSchema: {
      properties: {
        leastDays: { type: "integer", minimum: 1, default: year, description: "Fewest days that a log is kept." },
      },
    },
    judge(group, violation, settings) {
      const least = leastDays(settings);
      const days = group.at("retentionInDays");
      if (!days.absent && !days.is(0) && !((days.number ?? 0) >= least)) violation(days, `at least ${least}`);
      const key = group.at("kmsKeyId");
      if (!isCustomerManaged(key)) violation(key, "a customer-managed key");
    },
  },
);

function leastDays({ leastDays }: Settings): number {
  return typeof leastDays === "number" ? leastDays : year;
}
