import type { cloudtrail } from "@pulumi/aws";
import { isCustomerManaged } from "../../customer-managed-key";
import { resourcePolicy } from "../../policy";

/** Event data stores too: CloudTrail Lake keeps the same events. */
export const trailCmk = resourcePolicy<cloudtrail.TrailArgs>(
  [
    "aws:cloudtrail/trail:Trail",
    "aws:cloudtrail/eventDataStore:EventDataStore",
    "aws-native:cloudtrail:Trail",
    "aws-native:cloudtrail:EventDataStore",
  ],
  {
    name: "logging-trail-cmk",
    description: "Trails are encrypted under a customer-managed key.",
    severity: "medium",
    level: "mandatory",
    remediationSteps: "Set kmsKeyId to a key of your own whose policy lets CloudTrail encrypt.",
    url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    tags: ["cloudtrail", "kms"],
    rationale:
      "A trail says which role reads which secret from which address at what time: a map for whoever plans a theft. Under a key of one's own, permission to read the bucket alone does not show it.",
    example: 'new aws.cloudtrail.Trail("account", {\n  // …\n  kmsKeyId: trailKey.arn,\n});',
    judge(trail, violation) {
      const key = trail.at("kmsKeyId");
      if (!isCustomerManaged(key)) violation(key, "a customer-managed key");
    },
  },
);
