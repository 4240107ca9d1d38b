import type { ssm } from "@pulumi/aws";
import { noInsecureValue } from "../../../../policies/rules/secrets/no-insecure-value";
import { secret, unknown } from "../../engine-messages";
import { given, testPolicy } from "../../test-policy";

const refused = "insecureValue is set, though the parameter's name says that it is a secret.";

testPolicy<ssm.ParameterArgs>(noInsecureValue, {
  passes: {
    "a name that promises nothing": { name: "/grid/region", insecureValue: "eu-west-1" },
    "the place of a secret": {
      name: "/grid/exchangeSecret",
      insecureValue: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-exchange",
    },
    "a name that says that it names": { name: "/grid/exchangeSecretArn", insecureValue: "grid-exchange" },
    "a coin that is called a token": { name: "/grid/token", insecureValue: "USDC" },
    "a value that the SDK marks": { name: "/grid/apiSecret", value: "tulip" },
    "a name not known yet, of a parameter with another value": { name: unknown, value: "tulip" },
  },
  fails: {
    "a secret by the last step of its name": [
      { name: "/grid/binance/apiSecret", insecureValue: "tulip" },
      { message: refused, path: "insecureValue" },
    ],
    "a token that is no coin": [{ name: "/grid/token", insecureValue: "usdc" }, refused],
    "a coin beside another value": [{ name: "/grid/token", insecureValue: "usdc", value: "USDC" }, refused],
    "an API key": [{ name: "binance-api-key", insecureValue: "tulip" }, refused],
    "a secret by the resource's own name": [given({ insecureValue: "tulip" }, { name: "okx-passphrase" }), refused],
    "a secret whose value is not known yet": [{ name: "/grid/apiSecret", insecureValue: unknown }, refused],
  },
  unknown: { "a name not known yet": { name: unknown, insecureValue: "tulip" } },
  absent: {
    "no insecureValue": { name: "/grid/apiSecret" },
    "an empty insecureValue": { name: "/grid/apiSecret", insecureValue: "" },
    "no name that promises anything": { insecureValue: "tulip" },
  },
  secret: {
    "a marked value: AWS shows it all the same": [{ name: "/grid/apiSecret", insecureValue: secret("tulip") }, refused],
    "a marked coin": [{ name: "/grid/token", insecureValue: secret("USDC") }, refused],
    "a marked name": [{ name: secret("/grid/apiSecret"), insecureValue: "tulip" }, refused],
  },
});
