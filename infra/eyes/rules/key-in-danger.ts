import { apiCall, serviceEvent } from "../matchers";
import type { EyeRule } from "../rule";
import { theseKeys } from "../these-keys";

/** `DeleteKey` is KMS's own, at the end of the window: https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html */
export const keyInDanger: EyeRule = {
  id: "key-in-danger",
  practice: "critical-actions",
  severity: "critical",
  happened: "One of the bot's keys was disabled, is to be deleted, or is gone.",
  next: "If it is no containment of yours, an admin cancels it: aws kms cancel-key-deletion, aws kms enable-key",
  arrivals: ["stack"],
  pattern: ({ custodyKeyArn, recordsKeyArn }) => ({
    source: ["aws.kms"],
    "detail-type": [apiCall, serviceEvent],
    detail: {
      eventName: ["DeleteImportedKeyMaterial", "DeleteKey", "DisableKey", "ScheduleKeyDeletion"],
      $or: theseKeys(custodyKeyArn, recordsKeyArn),
    },
  }),
};
