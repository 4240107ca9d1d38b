import { type Resource, type Violation, stackPolicy } from "../../policy";
import { type Value, isOpen } from "../../reader";
import { StackKeys } from "../../stack-keys";

/**
 * The custody key is the one that the bot's secrets are encrypted under. Which key is meant is told by its ARN, id or
 * alias, and before these are known by what a property depends on. A copy of a secret in another region has a key of
 * that region, since keys are regional.
 */
export const oneKeyPerBot = stackPolicy({
  name: "kms-one-key-per-bot",
  description: "A bot's secrets are encrypted under exactly one key, made for them and used for nothing else.",
  severity: "high",
  level: "mandatory",
  remediationSteps:
    "Make one key for the bot's secrets in this stack, and a second one for its disks, logs and topics.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  tags: ["kms", "secretsmanager"],
  rationale:
    "What else a key encrypts decides who must be admitted to it. A custody key that disks, logs or another bot share has to admit their services and people, each a way to the exchange key.",
  example: `const custody = new aws.kms.Key("custody", { enableKeyRotation: true }, { protect: true });
const records = new aws.kms.Key("records", { enableKeyRotation: true }, { protect: true });
new aws.secretsmanager.Secret("exchange", { kmsKeyId: custody.arn });
new aws.cloudwatch.LogGroup("bot", { kmsKeyId: records.arn, retentionInDays: 365 });`,
  stacks: ["bot"],
  judge(whole, violation) {
    const keys = new StackKeys(whole);
    const custody = new Set<Resource>();
    let first: { readonly key: Resource; readonly holder: Resource } | undefined;
    const holders = whole.resources.filter(isHolder);
    for (const holder of holders) {
      for (const { property, value, copy } of ownKeys(holder)) {
        const key = keys.named(holder, property, value);
        if (key === "open") continue;
        if (key === "foreign") {
          const message = `${value.path} names no key of this stack, expected one that is this bot's alone.`;
          violation({ message, resource: holder, at: value });
          continue;
        }
        custody.add(key);
        if (copy) continue;
        first ??= { key, holder };
        if (first.key === key) continue;
        const message = `${value.path} names another key than that of ${first.holder.name}, expected one custody key.`;
        violation({ message, resource: holder, at: value });
      }
    }
    const rest = whole.resources.filter(({ type }) => !/^aws(?:-native)?:kms[:/]/u.test(type));
    for (const resource of rest) {
      if (!holders.includes(resource)) judgeOther(resource, keys, custody, violation);
    }
  },
});

function isHolder(resource: Resource): boolean {
  if (/^aws(?:-native)?:secretsmanager[:/](?:secret:)?Secret$/u.test(resource.type)) return true;
  return resource.type === "aws:ssm/parameter:Parameter" && resource.inputs.at("type").is("SecureString");
}

interface OwnKey {
  readonly property: string;
  readonly value: Value;
  /** Of a copy in another region. */
  readonly copy: boolean;
}

/** The keys that a secret names. One that names none is refused by secrets-cmk. */
function ownKeys(holder: Resource): readonly OwnKey[] {
  const own = holder.type === "aws:ssm/parameter:Parameter" ? "keyId" : "kmsKeyId";
  const copies = ["replicas", "replicaRegions"].flatMap((property) => {
    const list = holder.inputs.at(property);
    if (isOpen(list)) return [];
    return list.items().map((copy) => ({ property, value: copy.below(["kmsKeyId"]), copy: true }));
  });
  return [{ property: own, value: holder.inputs.at(own), copy: false }, ...copies].filter(
    ({ value }) => value.unknown || !value.absent,
  );
}

function judgeOther(resource: Resource, keys: StackKeys, custody: ReadonlySet<Resource>, violation: Violation): void {
  for (const { property, value } of keyPlaces(resource)) {
    if (value.unknown && !keys.dependedOn(resource, property).some((key) => custody.has(key))) continue;
    const key = keys.named(resource, property, value);
    if (typeof key === "string" || !custody.has(key)) continue;
    const message = `${value.path} names the key of the bot's secrets, expected another: it encrypts these and nothing else.`;
    violation({ message, resource: resource, at: value });
  }
}

const keyWords = ["kms", "encryption", "master", "sse", "customermanaged"];

/** Whether a property's name says that it names a key that encrypts. */
function soundsLikeKey(property: string): boolean {
  const name = property.toLowerCase();
  if (["keyid", "keyarn", "kms"].includes(name) || name.includes("cmk")) return true;
  return keyWords.some((word) => {
    const at = name.indexOf(word);
    return at >= 0 && name.includes("key", at + word.length);
  });
}

const speaking = /^(?:tags|tagsAll|dimensions|environment|variables|policy|inlinePolicies)$/u;

/** Values that by their names say which key encrypts something, each with the property of the resource that it is in. */
function* keyPlaces(resource: Resource): Generator<{ readonly property: string; readonly value: Value }> {
  const open = resource.inputs.entries().map(([property, value]) => ({ property, name: property, value }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { property, name, value } = next;
    if (speaking.test(name)) continue;
    if (value.unknown || value.text !== undefined) {
      if (soundsLikeKey(name)) yield { property, value };
      continue;
    }
    const items = value.items();
    const below = items[0] === value ? value.entries() : items.map((item): readonly [string, Value] => [name, item]);
    for (const [key, child] of below) open.push({ property, name: key, value: child });
  }
}
