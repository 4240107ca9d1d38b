import { snsCmk } from "../../../../policies/rules/logging/sns-cmk";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const key = "arn:aws:kms:eu-west-1:111122223333:key/records";
const path = "kmsMasterKeyId";
const expected = "expected a customer-managed key.";

testPolicy(snsCmk, {
  passes: {
    "a key of one's own": { kmsMasterKeyId: key },
    "a key of one's own, by its alias": { kmsMasterKeyId: "alias/records" },
  },
  fails: {
    "a key that AWS keeps": [
      { kmsMasterKeyId: "alias/aws/sns" },
      { message: `${path} is "alias/aws/sns", ${expected}`, path },
    ],
    "no key, at the other provider": [given({}, { type: "aws-native:sns:Topic" }), `${path} is absent, ${expected}`],
  },
  unknown: { "a key not known yet": { kmsMasterKeyId: unknown } },
  absent: { "no key": [{}, `${path} is absent, ${expected}`] },
  secret: {
    "a key marked secret": { kmsMasterKeyId: secret(key) },
    "AWS's key, marked secret": [{ kmsMasterKeyId: secret("alias/aws/sns") }, `${path} is a secret, ${expected}`],
  },
});
