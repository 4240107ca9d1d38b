import type { ssm } from "@pulumi/aws";
import { ssmSecureString } from "../../../../policies/rules/secrets/ssm-secure-string";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const key = "arn:aws:kms:eu-west-1:111122223333:key/0d990263-018e-4e65-a703-eff731de951e";
const expected = '"SecureString", since the parameter\'s name says that it is a secret';

testPolicy<ssm.ParameterArgs>(ssmSecureString, {
  passes: {
    "a SecureString under a key of the owner's": { name: "/grid/apiSecret", type: "SecureString", keyId: key },
    "a String that promises nothing": { name: "/grid/region", type: "String", value: "eu-west-1" },
    "a String that says where the secret is": {
      name: "/grid/apiSecret",
      type: "String",
      value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-exchange",
    },
    "a coin that is called a token": { name: "/grid/token", type: "String", value: "USDC" },
    "a coin that the SDK marks": { name: "/grid/token", type: "String", value: secret("USDC") },
    "a list of coins": { name: "/grid/tokens", type: "StringList", value: "BTC,ETH" },
    "an insecureValue, which another policy judges": {
      name: "/grid/apiSecret",
      type: "String",
      insecureValue: "tulip",
    },
  },
  fails: {
    "a secret in a String": [
      { name: "/grid/apiSecret", type: "String", value: "tulip" },
      { message: `type is "String", expected ${expected}.`, path: "type" },
    ],
    "a token that is no coin": [
      { name: "/grid/token", type: "String", value: "usdc" },
      `type is "String", expected ${expected}.`,
    ],
    "a list that is not of coins alone": [
      { name: "/grid/tokens", type: "StringList", value: "BTC,tulip" },
      `type is "StringList", expected ${expected}.`,
    ],
    "a token whose value is not known yet": [
      { name: "/grid/token", type: "String", value: unknown },
      `type is "String", expected ${expected}.`,
    ],
    "a secret in a String of a folder that is called public": [
      { name: "/public/apiSecret", type: "String", value: "tulip" },
      `type is "String", expected ${expected}.`,
    ],
    "a password in a StringList": [
      { name: "/grid/password", type: "StringList", value: "tulip,rose" },
      `type is "StringList", expected ${expected}.`,
    ],
    "a secret in a parameter of aws-native": [
      given({ name: "/grid/apiSecret", type: "String", value: "tulip" }, { type: "aws-native:ssm:Parameter" }),
      `type is "String", expected ${expected}.`,
    ],
    "a SecureString under AWS's key": [
      { name: "/grid/region", type: "SecureString", keyId: "alias/aws/ssm" },
      { message: 'keyId is "alias/aws/ssm", expected a customer-managed key.', path: "keyId" },
    ],
  },
  unknown: {
    "the type not known yet": { name: "/grid/apiSecret", type: unknown, value: "tulip" },
    "the key not known yet": { name: "/grid/apiSecret", type: "SecureString", keyId: unknown },
    "the name not known yet": { name: unknown, type: "String", value: "tulip" },
  },
  absent: {
    "no key: AWS takes its own": [
      { name: "/grid/apiSecret", type: "SecureString" },
      "keyId is absent, expected a customer-managed key.",
    ],
    "no type": [{ name: "/grid/apiSecret", value: "tulip" }, `type is absent, expected ${expected}.`],
    "nothing at all": {},
  },
  secret: {
    "a marked value in a String": [
      { name: "/grid/apiSecret", type: "String", value: secret("tulip") },
      `type is "String", expected ${expected}.`,
    ],
    "a marked key": { type: "SecureString", keyId: secret(key) },
  },
});
