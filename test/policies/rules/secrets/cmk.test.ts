import type { secretsmanager } from "@pulumi/aws";
import { cmk } from "../../../../policies/rules/secrets/cmk";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const key = "arn:aws:kms:eu-west-1:111122223333:key/0d990263-018e-4e65-a703-eff731de951e";

testPolicy<secretsmanager.SecretArgs>(cmk, {
  passes: {
    "a key by its ARN": { kmsKeyId: key },
    "a key by its id": { kmsKeyId: "0d990263-018e-4e65-a703-eff731de951e" },
    "a key by an alias of the owner's": { kmsKeyId: "alias/grid" },
    "an alias that only begins like AWS's": { kmsKeyId: "alias/awsgrid" },
    "a replica under a key of its own": {
      kmsKeyId: key,
      replicas: [{ region: "eu-central-1", kmsKeyId: "alias/grid" }],
    },
  },
  fails: {
    "AWS's key by its alias": [
      { kmsKeyId: "alias/aws/secretsmanager" },
      { message: 'kmsKeyId is "alias/aws/secretsmanager", expected a customer-managed key.', path: "kmsKeyId" },
    ],
    "AWS's key by the ARN of its alias": [
      { kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:alias/aws/secretsmanager" },
      'kmsKeyId is "arn:aws:kms:eu-west-1:111122223333:alias/aws/secretsmanager", expected a customer-managed key.',
    ],
    "AWS's key as the console writes it": [
      { kmsKeyId: "aws/secretsmanager" },
      'kmsKeyId is "aws/secretsmanager", expected a customer-managed key.',
    ],
    "an empty key": [{ kmsKeyId: "" }, 'kmsKeyId is "", expected a customer-managed key.'],
    "a replica left to AWS's key": [
      { kmsKeyId: key, replicas: [{ region: "eu-central-1" }] },
      {
        message: "replicas[0].kmsKeyId is absent, expected a customer-managed key.",
        path: "replicas[0].kmsKeyId",
      },
    ],
    "a secret of aws-native left to AWS's key": [
      given({ name: "grid" }, { type: "aws-native:secretsmanager:Secret" }),
      "kmsKeyId is absent, expected a customer-managed key.",
    ],
    "a replica of aws-native left to AWS's key": [
      given(
        { kmsKeyId: key, replicaRegions: [{ region: "eu-central-1" }] },
        { type: "aws-native:secretsmanager:Secret" },
      ),
      "replicaRegions[0].kmsKeyId is absent, expected a customer-managed key.",
    ],
    "the second replica under AWS's key": [
      {
        kmsKeyId: key,
        replicas: [
          { region: "eu-central-1", kmsKeyId: "alias/grid" },
          { region: "eu-north-1", kmsKeyId: "alias/aws/secretsmanager" },
        ],
      },
      'replicas[1].kmsKeyId is "alias/aws/secretsmanager", expected a customer-managed key.',
    ],
  },
  unknown: {
    "a key not known yet": { kmsKeyId: unknown },
    "a replica's key not known yet": { kmsKeyId: key, replicas: [{ region: "eu-central-1", kmsKeyId: unknown }] },
    "replicas not known yet": { kmsKeyId: key, replicas: unknown },
  },
  absent: {
    "no key: AWS takes its own": [{}, "kmsKeyId is absent, expected a customer-managed key."],
    "no replicas": { kmsKeyId: key },
  },
  secret: {
    "a key marked secret": { kmsKeyId: secret(key) },
    "AWS's key marked secret": [
      { kmsKeyId: secret("alias/aws/secretsmanager") },
      "kmsKeyId is a secret, expected a customer-managed key.",
    ],
  },
});
