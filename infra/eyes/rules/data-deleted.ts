import { calls, otherThan } from "../matchers";
import type { EyeRule } from "../rule";

/** Ids of the daily snapshots are not known beforehand: any of the region's counts that Data Lifecycle Manager does not delete. */
export const dataDeleted: EyeRule = {
  id: "data-deleted",
  practice: "critical-actions",
  severity: "warning",
  happened: "A snapshot of this account and region was deleted, and not by a daily plan. It may be of this bot's data.",
  next: "Look which daily snapshots of the bot are left: aws ec2 describe-snapshots --filters Name=tag:bulkhead:data,Values=NAME-data",
  arrivals: ["stack"],
  pattern: () =>
    calls(["ec2"], {
      eventName: ["DeleteSnapshot"],
      userIdentity: { invokedBy: otherThan("dlm.amazonaws.com") },
      sourceIPAddress: otherThan("dlm.amazonaws.com"),
    }),
};
