import { harmlessInputs, harmlessPlaces, secretInputs, secretMaps } from "../../aws-inputs";
import { detection } from "../../detect";
import { isReference } from "../../detection/placeholder";
import { hasOwner } from "../../owners";
import { marked, resourcePolicy } from "../../policy";
import { isNoSecret, promisesSecret } from "../../promises-secret";
import type { Value } from "../../reader";
import { searchTaint } from "../../taint";

/**
 * Providers other than `@pulumi/aws`, dynamic ones above all, mark nothing by themselves: a password handed to one is in
 * the state in plain text unless the program marks it. A secret of the configuration that lost its mark on the way gets
 * it back. What AWS itself would show to every reader is left as it is, and refused.
 */
export const inputMustBeSecret = resourcePolicy("*", {
  name: "secrets-input-must-be-secret",
  description: "An input that holds a secret by its name, or by where its value comes from, is marked as one.",
  severity: "high",
  level: "remediate",
  remediationSteps: "Wrap the value in `pulumi.secret(...)`, or read it with `config.requireSecret`.",
  url: "https://www.pulumi.com/docs/iac/concepts/secrets/#how-secrets-relate-to-outputs",
  tags: ["secrets"],
  rationale:
    "An input without a mark stands in plain text in the state of the stack, on the console and in the logs of every update, for whoever may read one of them.",
  example: `const password = new pulumi.Config("bot").requireSecret("mailPassword");
new aws.elasticache.User("bot", { userId: "bot", userName: "bot", engine: "redis", accessString, passwords: [password] });`,
  nonWaivable: true,
  judge({ type, inputs }, violation) {
    const told = new Set<string>();
    for (const { path, name, text, kind } of inputs.strings((at, secret) => !secret && !hasOwner(type, at))) {
      if (kind !== "value" || name === undefined || text === "" || told.has(path)) continue;
      if (!isSecretName(type, path, name, text) || isReference(text)) continue;
      // What a detector knows is refused by secrets-no-plaintext-anywhere.
      if (
        detection()
          .scan(text, { name })
          .findings.some(({ severity }) => severity !== "low")
      )
        continue;
      told.add(path);
      violation({ message: `${path} is not marked as a secret, though its name says that it is one.`, at: path });
    }
    for (const value of saidSecret(type, inputs)) {
      if (value.secret || told.has(value.path) || !value.known || isReference(value.text ?? "")) continue;
      violation({
        message: `${value.path} is not marked as a secret, though isValueSecret says that it is one.`,
        at: value,
      });
    }
  },
  mend({ type, inputs, stack }) {
    if (type.startsWith("aws:") || !isCustom(type)) return [];
    const plain = [...inputs.strings((_, secret) => !secret)].filter(({ kind }) => kind === "value");
    const { taints } = searchTaint(plain, stack);
    // A path says what it begins with only where that can be printed.
    const holds = (place: string): boolean =>
      taints.some(({ path }) => path.startsWith(place) && /^(?:$|[.[])/u.test(path.slice(place.length)));
    return inputs
      .entries()
      .filter(([, { path }]) => holds(path))
      .map(([property]) => [[property], marked] as const);
  },
});

const connections: ReadonlySet<string> = new Set([
  "aws:cloudwatch/eventConnection:EventConnection",
  "aws-native:events:Connection",
]);

/** What a connection of EventBridge sends along under a name of one's own, and says itself that it is a secret. */
function* saidSecret(type: string, inputs: Value): Generator<Value> {
  if (!connections.has(type)) return;
  const open = [inputs.at("authParameters")];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (value.unknown) continue;
    const said = value.at("isValueSecret");
    if (said.unknown || said.is(true)) yield value.at("value");
    open.push(...value.children());
  }
}

/** What an input holds by its name; of AWS's own, by what is known of them. */
function isSecretName(type: string, path: string, name: string, text: string): boolean {
  if (type.startsWith("aws:") || type.startsWith("aws-native:")) {
    const steps = path.split(/[.[]/u);
    const isBelow = (places: object): boolean => steps.some((step) => Object.hasOwn(places, step));
    // `{ apiKey: { key: "X-Api-Key", value } }`, as connections of EventBridge have it.
    if (steps.at(-1) === "value" && isBelow(secretInputs)) return true;
    if (connections.has(type) && name === "apiKeyValue") return true;
    if (Object.hasOwn(secretInputs, name) || isBelow(secretMaps)) return true;
    if (Object.hasOwn(harmlessInputs, name) || isBelow(harmlessPlaces)) return false;
  }
  return promisesSecret(name) && !isNoSecret(text, name);
}

/** Components and providers are no places to mark: what a component is given goes on to its children. */
function isCustom(type: string): boolean {
  return /^[^:]+:[^:]*\//u.test(type) || type.startsWith("pulumi-nodejs:") || type.startsWith("pulumi-python:");
}
