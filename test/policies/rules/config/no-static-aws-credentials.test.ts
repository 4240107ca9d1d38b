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
    ...Object.fromEntries(
      ["aws:accessKey", "aws:secretKey", "aws-native:accessKey", "aws-native:secretKey", "aws-native:token"].map(
        (name) => [
          `${name} in plain text`,
          [
            given({}, { stackFile: `config:\n  ${name}: ${key}\n`, stack: { config: { [name]: key } } }),
            {
              message: `${name} is set (in plain text), expected no static credential of AWS.`,
              file: "Pulumi.grid.yaml",
              line: 2,
              path: name,
            },
          ],
        ],
      ),
    ),
    "an empty one in the stack file": [
      given({}, { stackFile: 'config:\n  aws:token: ""\n', stack: { config: { "aws:token": "" } } }),
      { message: "aws:token is set (in plain text), expected no static credential of AWS.", line: 2 },
    ],
    "one that the project sets for every stack": [
      given(
        {},
        {
          stackFile: "config: {}\n",
          files: { "Pulumi.yaml": `name: bots\nconfig:\n  aws:token:\n    value: ${key}\n` },
          stack: { config: { "aws:token": key } },
        },
      ),
      { message: "aws:token is set (in plain text), expected no static credential of AWS.", path: "aws:token" },
    ],
    "another key than the configuration has": [
      given({ secretKey: key }, { type, stack: { config: { "aws:secretKey": madeUp("other", 40) } } }),
      "secretKey is a string of 40 characters, expected no static credential of AWS.",
    ],
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
    "empty keys": given({ accessKey: "", secretKey: "", token: "" }, { type }),
    "an empty web identity token": given(
      { assumeRoleWithWebIdentity: JSON.stringify({ webIdentityToken: "", roleArn: "a" }) },
      { type },
    ),
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
