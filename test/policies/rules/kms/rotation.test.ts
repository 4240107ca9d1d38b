import type { kms } from "@pulumi/aws";
import { rotation } from "../../../../policies/rules/kms/rotation";
import { secret, unknown } from "../../engine-messages";
import { remediate } from "../../served";
import { given, testPolicy } from "../../test-policy";

const type = "aws:kms/key:Key";

testPolicy<kms.KeyArgs>(rotation, {
  passes: {
    "rotation on": { enableKeyRotation: true },
    "rotation on, written as text": given({ enableKeyRotation: "true" }, { type }),
    "a year between rotations": { enableKeyRotation: true, rotationPeriodInDays: 365 },
    "an RSA key, which cannot rotate": { customerMasterKeySpec: "RSA_4096", enableKeyRotation: false },
    "an HMAC key, which cannot rotate": { customerMasterKeySpec: "HMAC_256" },
    "a key of a custom key store, which cannot rotate": { customKeyStoreId: "cks-1234567890abcdef0" },
    "a key of a custom key store, called symmetric": {
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      customKeyStoreId: "cks-1234567890abcdef0",
    },
    "an RSA key of aws-native, which cannot rotate": given({ keySpec: "RSA_4096" }, { type: "aws-native:kms:Key" }),
    "rotation on, whatever the kind of key turns out to be": {
      enableKeyRotation: true,
      customerMasterKeySpec: unknown,
    },
    "an RSA key whose rotation is not known yet": { customerMasterKeySpec: "RSA_4096", enableKeyRotation: unknown },
  },
  fails: {
    "rotation off": [
      { enableKeyRotation: false },
      { message: "enableKeyRotation is false, expected true.", path: "enableKeyRotation" },
    ],
    "rotation off for a key called symmetric": [
      { customerMasterKeySpec: "SYMMETRIC_DEFAULT", enableKeyRotation: false },
      "enableKeyRotation is false, expected true.",
    ],
    "rotation off for a key whose spec and store are empty": [
      given({ customerMasterKeySpec: "", customKeyStoreId: "", enableKeyRotation: false }, { type }),
      "enableKeyRotation is false, expected true.",
    ],
    "rotation off in aws-native, for a key called symmetric": [
      given({ keySpec: "SYMMETRIC_DEFAULT" }, { type: "aws-native:kms:Key" }),
      "enableKeyRotation is absent, expected true.",
    ],
    "rotation off, in aws-native": [
      given({ enableKeyRotation: false }, { type: "aws-native:kms:Key" }),
      "enableKeyRotation is false, expected true.",
    ],
    "more than a year between rotations": [
      { enableKeyRotation: true, rotationPeriodInDays: 366 },
      { message: "rotationPeriodInDays is 366, expected at most 365.", path: "rotationPeriodInDays" },
    ],
    "a period that is no number": [
      given({ enableKeyRotation: true, rotationPeriodInDays: "yearly" }, { type }),
      'rotationPeriodInDays is "yearly", expected at most 365.',
    ],
  },
  unknown: {
    "rotation not known yet": { enableKeyRotation: unknown },
    "the period not known yet": { enableKeyRotation: true, rotationPeriodInDays: unknown },
    "no rotation, and the kind of key not known yet": { customerMasterKeySpec: unknown },
    "no rotation, and the key store not known yet": { customKeyStoreId: unknown },
  },
  absent: {
    "rotation left to the AWS default": [{}, "enableKeyRotation is absent, expected true."],
    "the period left to the AWS default": { enableKeyRotation: true },
  },
  secret: {
    "rotation on, marked secret": { enableKeyRotation: secret(true) },
    "rotation off, marked secret": [
      { enableKeyRotation: secret(false) },
      "enableKeyRotation is a secret, expected true.",
    ],
  },
});

describe("kms-rotation mends", () => {
  const mended = (props: unknown) => remediate([rotation.sdk], { type, props });

  test("a key that does not rotate", async () => {
    expect(await mended({ description: "grid" })).toEqual([{ description: "grid", enableKeyRotation: true }]);
  });
  test("a key that rotates too rarely", async () => {
    const props = { enableKeyRotation: true, rotationPeriodInDays: 2560 };
    expect(await mended(props)).toEqual([{ enableKeyRotation: true, rotationPeriodInDays: 365 }]);
  });
  test("nothing about a key that rotates", async () => {
    expect(await mended({ enableKeyRotation: true })).toEqual([]);
  });
  test("a key that does not rotate, and would too rarely", async () => {
    const props = { enableKeyRotation: false, rotationPeriodInDays: 366 };
    expect(await mended(props)).toEqual([{ enableKeyRotation: true, rotationPeriodInDays: 365 }]);
    const yearly = { enableKeyRotation: false, rotationPeriodInDays: 365 };
    expect(await mended(yearly)).toEqual([{ enableKeyRotation: true, rotationPeriodInDays: 365 }]);
  });
  test("a key whose period is no number", async () => {
    const props = { enableKeyRotation: true, rotationPeriodInDays: "yearly" };
    expect(await mended(props)).toEqual([{ enableKeyRotation: true, rotationPeriodInDays: 365 }]);
  });
  test("nothing about a key that rotates once a year", async () => {
    expect(await mended({ enableKeyRotation: true, rotationPeriodInDays: 365 })).toEqual([]);
  });
  test("nothing about a key that cannot rotate", async () => {
    expect(await mended({ customKeyStoreId: "cks-1", enableKeyRotation: true, rotationPeriodInDays: 366 })).toEqual([]);
    expect(await mended({ customerMasterKeySpec: "ECC_NIST_P256" })).toEqual([]);
  });
  test("nothing about a key of which too little is known", async () => {
    expect(await mended({ enableKeyRotation: unknown })).toEqual([]);
    expect(await mended({ customerMasterKeySpec: unknown })).toEqual([]);
    expect(await mended({ customKeyStoreId: unknown })).toEqual([]);
    expect(await mended({ enableKeyRotation: true, rotationPeriodInDays: unknown })).toEqual([]);
  });
});
