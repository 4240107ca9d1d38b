import type { cloudtrail } from "@pulumi/aws";
import { resourcePolicy } from "../../policy";

/** The trail says who read a key's secret. It has to be on, to see every region, and to prove that nobody edited it. */
export const trailValidated = resourcePolicy<cloudtrail.TrailArgs>(
  ["aws:cloudtrail/trail:Trail", "aws-native:cloudtrail:Trail"],
  {
    name: "logging-trail-validated",
    description: "Trails are on, cover every region and validate their log files.",
    severity: "high",
    level: "mandatory",
    remediationSteps: "Set enableLogFileValidation and isMultiRegionTrail to true, and leave enableLogging on.",
    url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    tags: ["cloudtrail"],
    rationale:
      "Whoever stole a key works in a region that nobody watches, and takes the lines about himself out of the log. A digest chain shows that lines are missing, and a trail of every region has them in the first place.",
    example:
      'new aws.cloudtrail.Trail("account", {\n  // …\n  isMultiRegionTrail: true,\n  enableLogFileValidation: true,\n});',
    judge(trail, violation) {
      for (const property of ["enableLogFileValidation", "isMultiRegionTrail"] as const) {
        const value = trail.at(property);
        if (!value.is(true)) violation(value, "true");
      }
      const logging = trail.inputs.below([trail.type.startsWith("aws-native:") ? "isLogging" : "enableLogging"]);
      if (!logging.absent && !logging.is(true)) violation(logging, "true");
    },
  },
);
