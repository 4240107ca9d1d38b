import { noStaticAwsCredentials } from "../../../../policies/rules/config/no-static-aws-credentials";
import { secret, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const type = "pulumi:providers:aws";
const key = madeUp("aws", 40);

testPolicy(noStaticAwsCredentials, {
  passes: {
    "a profile": given({ region: "eu-west-1", profile: "bots", skipMetadataApiCheck: "true" }, { type }),
    "a profile in the configuration": given(
      {},
      { stackFile: "config:\n  aws:profile: bots\n", stack: { config: { "aws:profile": "bots" } } },
    ),
    "the default provider, whose configuration has had its verdict": given(
      { secretKey: secret(key) },
      { type, stack: { config: { "aws:secretKey": key }, secretKeys: ["aws:secretKey"] } },
    ),
  },
  fails: {
    "a session token in the configuration": [
      given(
        {},
        {
          stackFile: "config:\n  aws:region: eu-west-1\n  aws:token:\n    secure: v1:a:b\n",
          stack: { config: { "aws:region": "eu-west-1", "aws:token": key }, secretKeys: ["aws:token"] },
        },
      ),
      {
        message: "aws:token is set (a secret), expected no static credential of AWS.",
        file: "Pulumi.grid.yaml",
        line: 3,
        path: "aws:token",
      },
    ],
    "a web identity token": [
      given({ assumeRoleWithWebIdentity: JSON.stringify({ webIdentityToken: key }) }, { type }),
      {
        message:
          "assumeRoleWithWebIdentity.webIdentityToken is a string of 40 characters, expected webIdentityTokenFile in its place.",
      },
    ],
    "a key of the native provider": [
      given({ accessKey: key }, { type: "pulumi:providers:aws-native" }),
      "accessKey is a string of 40 characters, expected no static credential of AWS.",
    ],
  },
  unknown: { "a key that is not known yet": given({ secretKey: unknown }, { type }) },
  absent: {
    "no inputs at all": given({}, { type }),
    "an empty stack file": given({}, { stackFile: "" }),
  },
  secret: {
    "a key that is marked": [
      given({ secretKey: secret(key) }, { type }),
      { message: "secretKey is a secret, expected no static credential of AWS.", path: "secretKey" },
    ],
  },
  notApplicable: {
    "another provider": [given({}, { type: "pulumi:providers:random" }), "Policy only applies to resources of type '"],
  },
});
