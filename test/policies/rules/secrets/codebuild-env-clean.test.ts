import type { codebuild } from "@pulumi/aws";
import { codebuildEnvClean } from "../../../../policies/rules/secrets/codebuild-env-clean";
import { secret, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("codebuild");
const build = (...environmentVariables: readonly Record<string, unknown>[]) =>
  given({ environment: { type: "ARM_CONTAINER", computeType: "BUILD_GENERAL1_SMALL", environmentVariables } }, {});
const named = (path: string) => ({
  message: `${path} is plain text, though its variable's name says that it is a secret.`,
  path,
});
const value = "environment.environmentVariables[0].value";

testPolicy<codebuild.ProjectArgs>(codebuildEnvClean, {
  passes: {
    "a plain variable": build({ name: "NETWORK", value: "testnet" }),
    "a secret's name": build({ name: "API_SECRET", type: "SECRETS_MANAGER", value: "grid/binance" }),
    "a parameter's name": build({ name: "API_SECRET", type: "PARAMETER_STORE", value: "/grid/binance" }),
    "a secret's ARN in plain text": build({
      name: "API_SECRET",
      value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid",
    }),
    "a variable called by what it names": build({ name: "API_SECRET_NAME", value: "grid" }),
  },
  fails: {
    "a credential": [
      build({ name: "BINANCE_API_SECRET", value: key }),
      { message: expect.stringMatching(new RegExp(`^${value.replace(/[[\].]/gu, "\\$&")} holds `, "u")) as string },
    ],
    "a marked secret in the instructions": [
      given({ source: { type: "NO_SOURCE", buildspec: secret("version: 0.2") } }, {}),
      "source.buildspec is a secret, expected none here, not even a marked one.",
    ],
    "a marked secret in the instructions of a further source": [
      given({ secondarySources: [{ type: "NO_SOURCE", buildspec: secret("version: 0.2") }] }, {}),
      "secondarySources[0].buildspec is a secret, expected none here, not even a marked one.",
    ],
    "the same in a project of aws-native": [
      given({ source: { buildSpec: secret("version: 0.2") } }, { type: "aws-native:codebuild:Project" }),
      "source.buildSpec is a secret, expected none here, not even a marked one.",
    ],
    "a password that no detector knows": [build({ name: "OKX_PASSPHRASE", value: "tulip" }), named(value)],
    "a password in a variable of the type PLAINTEXT": [
      build({ name: "NETWORK", value: "testnet" }, { name: "DB_PASSWORD", type: "PLAINTEXT", value: "tulip" }),
      named("environment.environmentVariables[1].value"),
    ],
    ...Object.fromEntries(
      ["API_SECRET", "WALLET_MNEMONIC", "API_KEY"].map((name) => [
        `a word in a variable that is called ${name}`,
        [build({ name, value: "tulip" }), named(value)],
      ]),
    ),
    "the public half of a key, which is told by its variable's name alone": [
      build({ name: "BINANCE_API_KEY", value: key }),
      named(value),
    ],
    "half of an AWS credential": [build({ name: "AWS_ACCESS_KEY_ID", value: "tulip" }), named(value)],
    "a secret of the configuration": [
      given(
        { environment: { environmentVariables: [{ name: "NOTE", value: key }] } },
        { stack: { config: { "bot:key": key }, secretKeys: ["bot:key"] } },
      ),
      { message: `${value} holds the secret configuration value bot:key.`, path: value },
    ],
    "a password in a project of aws-native": [
      given(
        { environment: { environmentVariables: [{ name: "DB_PASSWORD", value: "tulip" }] } },
        { type: "aws-native:codebuild:Project" },
      ),
      named(value),
    ],
  },
  unknown: {
    "a value not known yet": build({ name: "API_SECRET", value: unknown }),
    "a name not known yet": build({ name: unknown, value: "tulip" }),
    "variables not known yet": given({ environment: { environmentVariables: unknown } }, {}),
    "the environment not known yet": given({ environment: unknown }, {}),
  },
  absent: {
    "no environment": {},
    "no variables": given({ environment: { type: "ARM_CONTAINER" } }, {}),
    "an empty password": build({ name: "DB_PASSWORD", value: "" }),
  },
  secret: {
    "a marked value: CodeBuild shows it all the same": [
      build({ name: "DB_PASSWORD", value: secret("tulip") }),
      { message: `${value} is a secret, expected none here, not even a marked one.`, path: value },
    ],
    "a marked environment, of which no more is known": [
      given({ environment: secret({ environmentVariables: unknown }) }, {}),
      "environment is a secret, expected none here, not even a marked one.",
    ],
    "a marked environment": [
      given({ environment: secret({ environmentVariables: [{ name: "DB_PASSWORD", value: "tulip" }] }) }, {}),
      "environment is a secret, expected none here, not even a marked one.",
    ],
  },
});
