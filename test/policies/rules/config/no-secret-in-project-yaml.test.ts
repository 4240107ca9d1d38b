import { noSecretInProjectYaml } from "../../../../policies/rules/config/no-secret-in-project-yaml";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("project");
const file = "Pulumi.yaml";
const project = (text: string, config: Record<string, string> = {}) =>
  given(
    {},
    { stackFile: "config: {}\n", stack: { config }, files: { [file]: `name: bots\nruntime: nodejs\n${text}` } },
  );

testPolicy(noSecretInProjectYaml, {
  passes: {
    "a secret that is declared and has no value": project(
      "config:\n  apiSecret:\n    type: string\n    secret: true\n    description: The secret of the exchange's key.\n",
    ),
    "a default that is no secret": project("config:\n  exchange:\n    default: binance\n", {
      "bots:exchange": "binance",
    }),
    "what stands below a secret's name and is neither value nor default": project(
      "config:\n  apiSecret:\n    valueHint: tulip\n    byDefault: tulip\n",
    ),
    "a secret's word in a namespace": project("config:\n  secret:exchange:\n    default: binance\n", {
      "secret:exchange": "binance",
    }),
    "a secret's name as a default": project("config:\n  secretName:\n    default: grid/binance\n", {
      "bots:secretName": "grid/binance",
    }),
  },
  fails: {
    "a password as a default": [
      project("config:\n  password:\n    default: tulip\n", { "bots:password": "tulip" }),
      {
        message:
          "bots:password.default is in plain text, though its name says that it is a secret, expected it under `secure:`.",
        path: "bots:password.default",
        file,
        line: 5,
      },
    ],
    "a key as a value of another namespace": [
      project(`config:\n  bot:binanceApiSecret:\n    value: ${key}\n`, { "bot:binanceApiSecret": key }),
      {
        message: expect.stringMatching(
          /^bot:binanceApiSecret\.value holds .+ in plain text \[.+\], expected it under `secure:`\.$/u,
        ) as string,
        file,
        line: 5,
      },
    ],
    "a key in a comment": [
      project(`# binanceApiSecret: ${key}\n`),
      {
        message: expect.stringMatching(/^Line 3 of Pulumi\.yaml holds .+ in plain text \[.+\]\.$/u) as string,
        file,
        line: 3,
      },
    ],
    "a password in the address of the backend": [
      project(`backend:\n  url: postgres://pulumi:${key.slice(0, 20)}@db.example.com/state\n`),
      { message: expect.stringMatching(/^Line 4 of Pulumi\.yaml holds /u) as string, file, line: 4 },
    ],
    "no project": [
      given({}, { stackFile: "config: {}\n", files: { [file]: "runtime: nodejs\n" } }),
      { message: "Pulumi.yaml has no `name`, expected the project's name.", file, line: 1 },
    ],
  },
  unknown: "A project's file has no value that is not known yet.",
  absent: { "no configuration in the project's file": project("") },
  secret: "A project's file cannot hold what is marked.",
});
