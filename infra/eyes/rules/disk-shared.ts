import { any, calls } from "../matchers";
import type { EyeRule } from "../rule";

/** Of a snapshot these records give the id alone, and a daily snapshot's is not known beforehand: any of the region's counts. */
export const diskShared: EyeRule = {
  id: "disk-shared",
  practice: "critical-actions",
  severity: "critical",
  happened:
    "A snapshot or image of this account and region was shared, or a shared one was used. It may be of this bot's data.",
  next: "Look whose it is: aws ec2 describe-snapshots. Take the sharing back; if nobody knows of it: bulkhead contain --stack NAME",
  arrivals: ["stack"],
  pattern: () =>
    calls(["ec2"], {
      $or: [
        { eventName: ["SharedSnapshotCopyInitiated", "SharedSnapshotVolumeCreated"] },
        ...["userId", "group"].flatMap((who) => {
          const added = { add: { items: { [who]: any } } };
          return [
            { eventName: ["ModifySnapshotAttribute"], requestParameters: { createVolumePermission: added } },
            { eventName: ["ModifyImageAttribute"], requestParameters: { launchPermission: added } },
          ];
        }),
      ],
    }),
};
