import type { cloudwatch } from "@pulumi/aws";
import { groupRetentionCmk } from "../../../../policies/rules/logging/group-retention-cmk";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/records";

testPolicy<cloudwatch.LogGroupArgs>(groupRetentionCmk, {
  passes: {
    "a year under a key of one's own": { retentionInDays: 365, kmsKeyId },
    "a month, where policy configuration is content with that": given(
      { retentionInDays: 30, kmsKeyId },
      { settings: { leastDays: 30 } },
    ),
    "for ever": { retentionInDays: 0, kmsKeyId },
  },
  fails: {
    "a month": [
      { retentionInDays: 30, kmsKeyId },
      { message: "retentionInDays is 30, expected at least 365.", path: "retentionInDays" },
    ],
    "a year, where policy configuration wants two": [
      given({ retentionInDays: 365, kmsKeyId }, { settings: { leastDays: 731 } }),
      "retentionInDays is 365, expected at least 731.",
    ],
    "a month, at the other provider": [
      given({ retentionInDays: 30, kmsKeyId }, { type: "aws-native:logs:LogGroup" }),
      "retentionInDays is 30, expected at least 365.",
    ],
    "no key": [{ retentionInDays: 365 }, "kmsKeyId is absent, expected a customer-managed key."],
    "AWS's key": [
      { retentionInDays: 365, kmsKeyId: "alias/aws/logs" },
      'kmsKeyId is "alias/aws/logs", expected a customer-managed key.',
    ],
  },
  unknown: {
    "days not known yet": { retentionInDays: unknown, kmsKeyId },
    "a key not known yet": { retentionInDays: 365, kmsKeyId: unknown },
  },
  absent: {
    "no number of days, which is for ever": { kmsKeyId },
    "no key and no days": [{}, "kmsKeyId is absent, expected a customer-managed key."],
  },
  secret: {
    "both marked secret": { retentionInDays: secret(365), kmsKeyId: secret(kmsKeyId) },
    "a month, marked secret": [
      { retentionInDays: secret(30), kmsKeyId },
      "retentionInDays is a secret, expected at least 365.",
    ],
  },
});
