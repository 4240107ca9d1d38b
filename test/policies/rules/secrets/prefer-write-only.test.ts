import type { secretsmanager } from "@pulumi/aws";
import { preferWriteOnly } from "../../../../policies/rules/secrets/prefer-write-only";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const refused = (property: string) => ({
  message: `${property} is given by the program, expected none: put it out of band.`,
  path: property,
});
const mainnet = { config: { "bulkhead:network": "mainnet" } };
const testnet = { config: { "bulkhead:network": "testnet" } };
const parameter = "aws:ssm/parameter:Parameter";

testPolicy<secretsmanager.SecretVersionArgs>(preferWriteOnly, {
  passes: {
    "a version without a value": { secretId: "grid" },
    "a value on mainnet, which another policy refuses": given({ secretString: secret("tulip") }, { stack: mainnet }),
    "a plain parameter": given({ type: "String", value: "eu-west-1" }, { type: parameter }),
  },
  fails: {
    "a value where no bot is": [{ secretString: secret("tulip") }, refused("secretString")],
    "a value on testnet": [given({ secretBinary: secret("dHVsaXA=") }, { stack: testnet }), refused("secretBinary")],
    "a write-only value, which is in the state too": [{ secretStringWo: secret("tulip") }, refused("secretStringWo")],
    "a SecureString": [given({ type: "SecureString", value: secret("tulip") }, { type: parameter }), refused("value")],
    "a value of aws-native": [
      given({ secretString: "tulip" }, { type: "aws-native:secretsmanager:Secret" }),
      refused("secretString"),
    ],
    "a value not known yet: that it is given is known": [{ secretString: unknown }, refused("secretString")],
  },
  unknown: { "a parameter's type not known yet": given({ type: unknown, value: "tulip" }, { type: parameter }) },
  absent: { "nothing at all": {} },
  secret: { "a value that lost its mark": [{ secretString: "tulip" }, refused("secretString")] },
});
