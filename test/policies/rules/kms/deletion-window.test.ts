import type { kms } from "@pulumi/aws";
import { deletionWindow } from "../../../../policies/rules/kms/deletion-window";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const kept = (props: Record<string, unknown>, type = "aws:kms/key:Key") => given(props, { type, protect: true });
const native = "aws-native:kms:Key";

testPolicy<kms.KeyArgs>(deletionWindow, {
  passes: {
    "a fortnight, where policy configuration is content with that": given(
      { deletionWindowInDays: 14 },
      { protect: true, settings: { leastDays: 14 } },
    ),
    "a protected key with a month": kept({ deletionWindowInDays: 30 }),
    "a month, written as text": kept({ deletionWindowInDays: "30" }),
    "a protected replica": kept({ deletionWindowInDays: 30 }, "aws:kms/replicaKey:ReplicaKey"),
    "a protected key of aws-native": kept({ pendingWindowInDays: 30 }, native),
  },
  fails: {
    "less than policy configuration wants": [
      given({ deletionWindowInDays: 13 }, { protect: true, settings: { leastDays: 14 } }),
      "deletionWindowInDays is 13, expected at least 14.",
    ],
    "a key that is not protected": [{ deletionWindowInDays: 30 }, "protect is false, expected true for a key."],
    "a week": [
      kept({ deletionWindowInDays: 7 }),
      { message: "deletionWindowInDays is 7, expected at least 30.", path: "deletionWindowInDays" },
    ],
    "a day less than a month": [
      kept({ deletionWindowInDays: 29 }),
      "deletionWindowInDays is 29, expected at least 30.",
    ],
    "a window that is no number": [
      kept({ deletionWindowInDays: "month" }),
      'deletionWindowInDays is "month", expected at least 30.',
    ],
    "a week for imported material": [
      kept({ deletionWindowInDays: 7 }, "aws:kms/externalKey:ExternalKey"),
      "deletionWindowInDays is 7, expected at least 30.",
    ],
    "a week for a replica": [
      kept({ deletionWindowInDays: 7 }, "aws:kms/replicaKey:ReplicaKey"),
      "deletionWindowInDays is 7, expected at least 30.",
    ],
    "a week for a replica of imported material": [
      kept({ deletionWindowInDays: 7 }, "aws:kms/replicaExternalKey:ReplicaExternalKey"),
      "deletionWindowInDays is 7, expected at least 30.",
    ],
    "a week for a replica in aws-native": [
      kept({ pendingWindowInDays: 7 }, "aws-native:kms:ReplicaKey"),
      "pendingWindowInDays is 7, expected at least 30.",
    ],
    "a fortnight, where policy configuration says nothing that is a number": [
      given({ deletionWindowInDays: 14 }, { protect: true, settings: { leastDays: "14" } }),
      "deletionWindowInDays is 14, expected at least 30.",
    ],
    "a week in aws-native": [
      kept({ pendingWindowInDays: 7 }, native),
      "pendingWindowInDays is 7, expected at least 30.",
    ],
  },
  unknown: { "a window not known yet": kept({ deletionWindowInDays: unknown }) },
  absent: { "the window left to AWS's default of thirty days": kept({}) },
  secret: {
    "a marked month": kept({ deletionWindowInDays: secret(30) }),
    "a marked week": [
      kept({ deletionWindowInDays: secret(7) }),
      "deletionWindowInDays is a secret, expected at least 30.",
    ],
  },
});
