import type { kms } from "@pulumi/aws";
import { noLockoutBypass } from "../../../../policies/rules/kms/no-lockout-bypass";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const refused = "bypassPolicyLockoutSafetyCheck is true, expected false.";
const on = (type: string, bypassPolicyLockoutSafetyCheck: unknown) =>
  given({ bypassPolicyLockoutSafetyCheck }, { type });

testPolicy<kms.KeyArgs>(noLockoutBypass, {
  passes: {
    "the check left on": { bypassPolicyLockoutSafetyCheck: false },
    "the check left on, written as text": on("aws:kms/key:Key", "false"),
  },
  fails: {
    "a key": [{ bypassPolicyLockoutSafetyCheck: true }, { message: refused, path: "bypassPolicyLockoutSafetyCheck" }],
    "a key, written as text": [
      on("aws:kms/key:Key", "true"),
      'bypassPolicyLockoutSafetyCheck is "true", expected false.',
    ],
    "a key policy of its own": [on("aws:kms/keyPolicy:KeyPolicy", true), refused],
    "a replica": [on("aws:kms/replicaKey:ReplicaKey", true), refused],
    "imported material": [on("aws:kms/externalKey:ExternalKey", true), refused],
    "a replica of imported material": [on("aws:kms/replicaExternalKey:ReplicaExternalKey", true), refused],
    "a key of aws-native": [on("aws-native:kms:Key", true), refused],
    "what is neither": [on("aws:kms/key:Key", "maybe"), 'bypassPolicyLockoutSafetyCheck is "maybe", expected false.'],
  },
  unknown: { "not known yet": { bypassPolicyLockoutSafetyCheck: unknown } },
  absent: { "left to AWS's default, which checks": {} },
  secret: {
    "marked, off": [
      { bypassPolicyLockoutSafetyCheck: secret(true) },
      "bypassPolicyLockoutSafetyCheck is a secret, expected false.",
    ],
    "marked, on": { bypassPolicyLockoutSafetyCheck: secret(false) },
  },
});
