import { byOthersThan, calls } from "../matchers";
import type { EyeRule } from "../rule";

/** A copy of the disk can be read at leisure. Data Lifecycle Manager's daily ones are made under a role of their own. */
export const diskCopied: EyeRule = {
  id: "disk-copied",
  practice: "critical-actions",
  severity: "critical",
  happened: "A snapshot or image of the bot's disks was made, and not by its daily plan.",
  next: "If it is no evidence of yours, delete it and ask who it was; then: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: ({ volumeIds, instanceIds, snapshotRoleArn }) =>
    calls(["ec2"], {
      eventName: ["CreateImage", "CreateInstanceExportTask", "CreateSnapshot", "CreateSnapshots"],
      userIdentity: byOthersThan(snapshotRoleArn),
      requestParameters: {
        $or: [
          { volumeId: volumeIds },
          { instanceId: instanceIds },
          { CreateSnapshotsRequest: { InstanceSpecification: { InstanceId: instanceIds } } },
        ],
      },
    }),
};
