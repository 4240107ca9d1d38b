import { any, calls } from "../matchers";
import type { EyeRule } from "../rule";

/** User data runs as root at the next boot. An `up` makes a new host for it and never rewrites one that stands. */
export const hostRewritten: EyeRule = {
  id: "host-rewritten",
  practice: "critical-actions",
  severity: "critical",
  happened: "The bot's host got other user data, which runs as root when it boots.",
  next: "Do not let it boot. Run: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ instanceIds }) =>
    calls(["ec2"], {
      eventName: ["ModifyInstanceAttribute"],
      requestParameters: { instanceId: instanceIds, userData: any },
    }),
};
