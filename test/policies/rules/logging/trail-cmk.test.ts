import { trailCmk } from "../../../../policies/rules/logging/trail-cmk";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const key = "arn:aws:kms:eu-west-1:111122223333:key/records";
const path = "kmsKeyId";
const expected = "expected a customer-managed key.";

testPolicy(trailCmk, {
  passes: {
    "a key of one's own": { kmsKeyId: key },
    "a key of one's own, by its alias": { kmsKeyId: "alias/records" },
    "an event data store under one": given({ kmsKeyId: key }, { type: "aws:cloudtrail/eventDataStore:EventDataStore" }),
  },
  fails: {
    "a key that AWS keeps": [
      { kmsKeyId: "alias/aws/cloudtrail" },
      { message: `${path} is "alias/aws/cloudtrail", ${expected}`, path },
    ],
    "no key, at the other provider": [
      given({}, { type: "aws-native:cloudtrail:Trail" }),
      `${path} is absent, ${expected}`,
    ],
  },
  unknown: { "a key not known yet": { kmsKeyId: unknown } },
  absent: { "no key": [{}, `${path} is absent, ${expected}`] },
  secret: {
    "a key marked secret": { kmsKeyId: secret(key) },
    "AWS's key, marked secret": [{ kmsKeyId: secret("alias/aws/cloudtrail") }, `${path} is a secret, ${expected}`],
  },
});
