import { outputsClean } from "../../../../policies/rules/secrets/outputs-clean";
import { type Raw, secret, unknown } from "../../engine-messages";
import { madeUp } from "../../samples";
import { GivenStack, type StackResourceSample, resource, testPolicy } from "../../test-policy";

const key = madeUp("outputs");
const stack = { config: { "bot:key": key }, secretKeys: ["bot:key"] };
const of = (...resources: readonly StackResourceSample[]) => new GivenStack(resources, { stack });
const outputs = (given: Raw, type = "pulumi:pulumi:Stack", more: Raw = {}) =>
  of(resource(type, "judged", {}, { outputs: given, ...more }));
const held = (path: string, type = "pulumi:pulumi:Stack") => ({
  message: `${path} holds the secret configuration value bot:key.`,
  path,
  urn: `urn:pulumi:grid::bots::${type}::judged`,
});
const provider = {
  provider: {
    type: "pulumi:providers:aws",
    urn: "urn:pulumi:grid::bots::pulumi:providers:aws::default",
    name: "default",
    props: {},
  },
};

testPolicy(outputsClean, {
  passes: {
    "what tells nothing": outputs({ address: "203.0.113.7", hosts: [{ name: "api" }] }),
    "a secret's ARN under a telling name": outputs({
      apiSecret: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:grid-exchange-AbCdEf",
    }),
    "what the provider of a resource says": outputs(
      { result: key },
      "random:index/randomPassword:RandomPassword",
      provider,
    ),
    "what a provider is given": outputs({ token: key }, "pulumi:providers:aws"),
  },
  fails: {
    "a secret of the configuration": [outputs({ token: key }), held("outputs.token")],
    "a secret of the configuration, deep inside": [
      outputs({ plain: "a", all: { keys: [{ text: key }] } }),
      held("outputs.all.keys[0].text"),
    ],
    "a secret of the configuration beside a marked one": [
      outputs({ marked: secret(key), token: key }),
      held("outputs.token"),
    ],
    "a component's": [outputs({ token: key }, "acme:bots:Bot"), held("outputs.token", "acme:bots:Bot")],
    "a credential": [
      new GivenStack([
        resource("pulumi:pulumi:Stack", "judged", {}, { outputs: { binanceApiSecret: madeUp("plain") } }),
      ]),
      "outputs.binanceApiSecret holds a Binance API secret [binance-api-secret].",
    ],
  },
  unknown: {
    "an output": outputs({ token: unknown }),
    "a part of an output": outputs({ all: { token: unknown } }),
    "a component's": outputs({ token: unknown }, "acme:bots:Bot"),
  },
  absent: { "no output": outputs({}), "no resource": of() },
  secret: {
    "a marked output": outputs({ token: secret(key) }),
    "what is in a marked output": outputs({ all: secret({ token: key }) }),
  },
});
