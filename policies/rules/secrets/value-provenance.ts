import { detection } from "../../detect";
import { parseJson } from "../../json-text";
import type { Stack } from "../../marks";
import { purposes } from "../../owners";
import { type Resource, resourcePolicy } from "../../policy";
import { promisesCredential } from "../../promises-secret";
import type { Value } from "../../reader";
import { configSecrets, searchTaint } from "../../taint";
import { walletKeyIn } from "../../wallet-key";

/** May stand where a secret's value belongs until the real one is put out of band. */
export const placeholder = "put-out-of-band";

/**
 * `@pulumi/aws` marks these inputs as secrets by itself, so that a key written into the source looks like one that came
 * from an encrypted configuration value. Only where the value comes from tells them apart. A value that another
 * resource generates has no configuration key behind it, and nothing that the engine sends proves where it was made:
 * no generator is accepted.
 */
export const valueProvenance = resourcePolicy(Object.keys(purposes), {
  name: "secrets-value-provenance",
  description: "The value of a secret comes from an encrypted configuration value, not from the program's source.",
  severity: "critical",
  level: "mandatory",
  remediationSteps:
    "Leave the secret empty and put its value out of band with `aws secretsmanager put-secret-value`, or read it with `config.requireSecret`.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
  tags: ["secrets"],
  rationale:
    "A key that stands in the program's source is in the history of the repository for good. @pulumi/aws marks these inputs by itself, so that it looks no different from one that was encrypted.",
  example: `secretString: new pulumi.Config("bot").requireSecret("alertWebhook")`,
  nonWaivable: true,
  judge(resource, violation) {
    // A parameter of another type is no place for a secret: its value may be anything but one.
    const open = resource.type === "aws:ssm/parameter:Parameter" && !resource.at("type").is("SecureString");
    for (const property of purposes[resource.type] ?? []) {
      const value = resource.at(property);
      if (value.absent) continue;
      const text = value.text ?? "";
      if (open ? !isCredential(property, text, resource) : value.unknown || isAccounted(text, resource.stack)) continue;
      violation({
        message: open
          ? `${property} holds a credential in a parameter that is no SecureString.`
          : `${property} is ${sort(value)} that comes from no \`secure:\` configuration value.`,
        at: value,
      });
    }
  },
});

function sort(value: Value): string {
  return value.text === "" ? "an empty text" : "a value";
}

function isCredential(property: string, text: string, resource: Resource): boolean {
  const { name, stack } = resource;
  const fields = [{ path: property, name, text }];
  const { findings, complete } = detection().scanFields(fields);
  return (
    !complete ||
    findings.some(({ severity }) => severity !== "low") ||
    searchTaint(fields, stack).taints.length > 0 ||
    walletKeyIn(text, `${name} ${resource.at("name").text ?? ""}`) !== undefined
  );
}

/** Whether a value is made of secrets of the configuration and of nothing else that could be one. */
function isAccounted(text: string, stack: Stack): boolean {
  if (text === placeholder) return true;
  const secrets = configSecrets(stack);
  // The configuration's own text: an object whose parts are not all secret is a secret as a whole.
  if ([...stack.secretKeys].some((key) => stack.config.get(key) === text && text !== "")) return true;
  const known = secrets.map((secret) => secret.text).filter((secret) => secret.length > 0);
  return consistsOf(text, known) || consistsOf(decoded(text), known);
}

function consistsOf(text: string | undefined, known: readonly string[]): boolean {
  if (text === undefined) return false;
  if (known.includes(text.trim())) return true;
  const parts = parsed(text);
  if (parts !== undefined) {
    const leaves = [...partsOf(parts)];
    return (
      leaves.some((leaf) => known.includes(leaf.text)) &&
      leaves.every((leaf) => known.includes(leaf.text) || isHarmless(leaf))
    );
  }
  // `key:secret` and the like: secrets, and between them nothing but punctuation.
  let rest = text;
  for (const secret of [...known].sort((a, b) => b.length - a.length)) {
    if (secret.length >= 4) rest = rest.replaceAll(secret, "");
  }
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
}

function decoded(text: string): string | undefined {
  return /^[\w+/-]+={0,2}$/u.test(text) ? Buffer.from(text, "base64").toString("utf8") : undefined;
}

function parsed(text: string): object | null | undefined {
  try {
    const value = parseJson(text);
    return typeof value === "object" ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Leaf {
  readonly name: string;
  readonly text: string;
}

function* partsOf(value: object | null): Generator<Leaf> {
  const open: (readonly [string, unknown])[] = [["", value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, part] = next;
    if (typeof part === "object" && part !== null) {
      for (const [key, item] of Object.entries(part)) {
        yield { name: "", text: key };
        open.push([Array.isArray(part) ? name : key, item]);
      }
    } else if (typeof part === "string" || typeof part === "number") yield { name, text: String(part) };
  }
}

/** A word or a short number under a name that promises no secret, such as `"exchange": "binance"`. */
function isHarmless({ name, text }: Leaf): boolean {
  if (promisesCredential(name)) return false;
  return /^[A-Za-z]{0,24}(?:[-_ ][A-Za-z]{1,12}){0,2}$/u.test(text) || /^\d{1,6}$/u.test(text);
}
