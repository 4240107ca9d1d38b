import { calls, otherThan } from "../matchers";
import type { EyeRule } from "../rule";

/**
 * EC2 alone assumes the role. A call to a region's STS arrives in that region, one to the global endpoint in the region of the
 * global services; one to the STS of a third region is seen by the trail, not by this rule.
 */
export const roleAssumed: EyeRule = {
  id: "role-assumed",
  practice: "usage-patterns",
  severity: "critical",
  happened: "Somebody else than EC2 assumed the role of the bot's host, or tried to.",
  next: "Look at the role's trust. Run: bulkhead contain --stack NAME",
  arrivals: ["stack", "global"],
  pattern: ({ botRoleArn }) =>
    calls(["sts"], {
      eventName: ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
      requestParameters: { roleArn: [botRoleArn] },
      userIdentity: { invokedBy: otherThan("ec2.amazonaws.com") },
    }),
};
