import type { lambda } from "@pulumi/aws";
import { lambdaEnvClean } from "../../../../policies/rules/secrets/lambda-env-clean";
import { secret, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { given, testPolicy } from "../../test-policy";

const key = madeUp("lambda");
const stack = { config: { "bot:key": key }, secretKeys: ["bot:key"] };
const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-Ab12Cd";
const environment = (variables: Readonly<Record<string, string>>) => ({ environment: { variables } });

const held = (path: string, way = "") => ({
  message: `${path} holds the secret configuration value bot:key${way}.`,
  path,
});
const marked = (path: string) => ({ message: `${path} is a secret, expected none here, not even a marked one.`, path });
const image = "aws:lambda/microvmsImage:MicrovmsImage";

testPolicy<lambda.FunctionArgs>(lambdaEnvClean, {
  passes: {
    "a secret's ARN": given(environment({ BINANCE_API_SECRET_ARN: arn }), { stack }),
    "a secret's ARN under the secret's name": given(environment({ BINANCE_API_SECRET: arn }), { stack }),
    "a secret's name": given(environment({ SECRET_NAME: "grid-0f3a", AWS_REGION: "eu-west-1" }), { stack }),
    "a micro VM that gets a secret's ARN": given({ environmentVariables: { SECRET_ARN: arn } }, { type: image, stack }),
  },
  fails: {
    "a configured secret": [given(environment({ GRID: key }), { stack }), held("environment.variables.GRID")],
    "a configured secret that an image is started with": [
      given({ imageConfig: { commands: ["bot", key] } }, { stack }),
      held("imageConfig.commands[1]"),
    ],
    "a configured secret within a text": [
      given(environment({ LOGIN: `bot:${key}@api` }), { stack }),
      held("environment.variables.LOGIN"),
    ],
    "a configured secret in base64": [
      given(environment({ GRID: Buffer.from(`{"k":"${key}"}`).toString("base64") }), { stack }),
      held("environment.variables.GRID", ", inside base64"),
    ],
    "a key that no configuration knows": [
      environment({ BINANCE_API_SECRET: key }),
      {
        message: expect.stringMatching(/^environment\.variables\.BINANCE_API_SECRET holds .+ \[.+\]\.$/u) as string,
        path: "environment.variables.BINANCE_API_SECRET",
      },
    ],
    "a configured secret as the name of a variable": [
      given(environment({ [key]: "x" }), { stack }),
      held("environment.variables[key 1]"),
    ],
    "a configured secret in a micro VM's environment": [
      given({ environmentVariables: { GRID: key } }, { type: image, stack }),
      held("environmentVariables.GRID"),
    ],
  },
  unknown: {
    "a variable not known yet": { environment: { variables: { GRID: unknown } } },
    "the environment not known yet": { environment: unknown },
  },
  absent: { "no environment": {}, "an environment without variables": { environment: {} } },
  secret: {
    "a marked argument of an image": [
      { imageConfig: { commands: ["bot", secret("x")] } },
      marked("imageConfig.commands[1]"),
    ],
    "a marked variable": [
      { environment: { variables: { GRID: secret("x"), NAME: "grid" } } },
      marked("environment.variables.GRID"),
    ],
    "a configured secret that is marked": [
      given({ environment: { variables: { GRID: secret(key) } } }, { stack }),
      marked("environment.variables.GRID"),
    ],
    "variables marked as a whole are one leak": [
      { environment: { variables: secret({ GRID: "x", NAME: "grid" }) } },
      marked("environment.variables"),
    ],
    "an environment marked as a whole": [{ environment: secret({ variables: { GRID: "x" } }) }, marked("environment")],
  },
});
