import type { secretsmanager } from "@pulumi/aws";
import { recoveryWindow } from "../../../../policies/rules/secrets/recovery-window";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const testnet = { config: { "bulkhead:network": "testnet" } };
const mainnet = { config: { "bulkhead:network": "mainnet" } };

testPolicy<secretsmanager.SecretArgs>(recoveryWindow, {
  passes: {
    "thirty days": { recoveryWindowInDays: 30 },
    "AWS's least": { recoveryWindowInDays: 7 },
    "no window on testnet": given({ recoveryWindowInDays: 0 }, { stack: testnet }),
    "no window on testnet by its tag": { recoveryWindowInDays: 0, tags: { "bulkhead:network": "testnet" } },
    "a window not known yet on testnet": given({ recoveryWindowInDays: unknown }, { stack: testnet }),
  },
  fails: {
    "less than policy configuration wants": [
      given({ recoveryWindowInDays: 13 }, { settings: { leastDays: 14 } }),
      "recoveryWindowInDays is 13, expected at least 14.",
    ],
    "no window": [
      { recoveryWindowInDays: 0 },
      { message: "recoveryWindowInDays is 0, expected at least 7.", path: "recoveryWindowInDays" },
    ],
    "no window on mainnet": [
      given({ recoveryWindowInDays: 0 }, { stack: mainnet }),
      "recoveryWindowInDays is 0, expected at least 7.",
    ],
    "no window for a mainnet secret in a testnet stack": [
      given({ recoveryWindowInDays: 0, tags: { "bulkhead:network": "mainnet" } }, { stack: testnet }),
      "recoveryWindowInDays is 0, expected at least 7.",
    ],
    "less than a week": [{ recoveryWindowInDays: 6 }, "recoveryWindowInDays is 6, expected at least 7."],
    "a window that is no number": [
      given({ recoveryWindowInDays: "week" }, { type: "aws:secretsmanager/secret:Secret" }),
      'recoveryWindowInDays is "week", expected at least 7.',
    ],
  },
  unknown: {
    "a window not known yet": { recoveryWindowInDays: unknown },
    "no window, the network not known yet": { recoveryWindowInDays: 0, tags: { "bulkhead:network": unknown } },
  },
  absent: { "the window left to AWS's default of thirty days": {} },
  secret: {
    "a marked window": { recoveryWindowInDays: secret(30) },
    "no window, marked": [
      { recoveryWindowInDays: secret(0) },
      "recoveryWindowInDays is a secret, expected at least 7.",
    ],
  },
});
