import { canary } from "../canary";
import { isObject, kindOf, plain, secret, unknown, type Properties, type Value } from "../properties";
import { functions } from "./functions";
import type { Identity } from "./identity";
import { arnOf, idOf, memberOf, namesSecret, textOf, type Owner } from "./names";
import type { Field, Shape, Typings } from "./typings";

/** What a provider answers for a resource: made up in the shape that the provider's typings give. */
export interface Created {
  readonly id: string;
  /** For the program: inputs and everything made up. */
  readonly outputs: Properties;
  /** For policies about the whole stack: what is not certain is unknown there, never a made-up value. */
  readonly judged: Properties;
  /** Names of the outputs that are made up. */
  readonly madeUp: readonly string[];
  /** False where no typings were found: then what is missing has to stay unknown. */
  readonly complete: boolean;
}

/** What made-up values a run has given out. */
export interface Invented {
  /** Texts whose content would decide something at `up`: what rests on them is not certain. */
  readonly world: Set<string>;
  /** Stand-ins for secrets that a provider would have made. */
  readonly canaries: string[];
}

export interface Subject {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly region: string | undefined;
  readonly secretOutputs: readonly string[];
}

// Properties that the AWS provider names by itself where the program doesn't, and how it can be told a prefix. Pulumi
// gives a `name` to types that take no prefix, too: functions, for one.
const autonamed: readonly (readonly [property: string, prefix: string])[] = [
  ["name", "namePrefix"],
  ["bucket", "bucketPrefix"],
  ["identifier", "identifierPrefix"],
  ["clusterIdentifier", "clusterIdentifierPrefix"],
];

interface Pair {
  readonly shown: Value;
  readonly judged: Value;
}

/** Stands in for every provider. It never calls out. */
export class Provider {
  readonly #identity: Identity;
  readonly #typings: Typings;
  readonly #invented: Invented;

  constructor(identity: Identity, typings: Typings, invented: Invented) {
    this.#identity = identity;
    this.#typings = typings;
    this.#invented = invented;
  }

  /** What the provider's Check does to inputs as far as typings tell: documents become JSON text, missing names are given. */
  check(subject: Subject, inputs: Properties): Properties {
    const fields = this.#typings.resource(subject.type);
    if (fields === undefined) return inputs;
    const checked: Record<string, Value> = {};
    for (const [key, value] of Object.entries(inputs)) {
      const text = fields.get(key)?.shape.kind === "string";
      checked[key] =
        text && (Array.isArray(value) || (isObject(value) && kindOf(value) === undefined))
          ? JSON.stringify(value)
          : value;
    }
    if (!subject.type.startsWith("aws:")) return checked;
    for (const [property, prefix] of autonamed) {
      const field = fields.get(property);
      if (field?.optional !== false || checked[property] !== undefined) continue;
      if (property !== "name" && !fields.has(prefix)) continue;
      const start = plain(checked[prefix]);
      const suffix = textOf(this.#owner(subject), "etag", property).text.slice(0, 7);
      checked[property] = typeof start === "string" ? `${start}${suffix}` : `${subject.name}-${suffix}`;
    }
    return checked;
  }

  create(subject: Subject, inputs: Properties, importId: string): Created {
    const owner = this.#owner(subject);
    const given = plain(inputs.name ?? inputs.bucket ?? inputs.identifier);
    const name = typeof given === "string" ? given : undefined;
    const id = importId === "" ? idOf(owner, name) : importId;
    const fields = this.#typings.resource(subject.type);
    if (fields === undefined) {
      const hidden = Object.fromEntries(subject.secretOutputs.map((key) => [key, secret(this.#canary())]));
      return { id, outputs: { ...hidden, ...inputs }, judged: { ...inputs, id }, madeUp: ["id"], complete: false };
    }
    const madeUp = ["id"];
    const outputs: Record<string, Value> = { ...inputs };
    const judged: Record<string, Value> = { ...inputs, id };
    for (const [property, field] of fields) {
      const value = inputs[property];
      if (value === undefined) {
        if (field.optional) continue;
        madeUp.push(property);
      }
      const pair = this.#own(owner, inputs, id, name, property, field, value);
      const hide = subject.secretOutputs.includes(property);
      outputs[property] = hide ? secret(pair.shown) : pair.shown;
      judged[property] = hide ? secret(pair.judged) : pair.judged;
    }
    for (const property of subject.secretOutputs) {
      const value = inputs[property];
      if (value === undefined) continue;
      outputs[property] = secret(value);
      judged[property] = secret(value);
    }
    return { id, outputs, judged, madeUp: madeUp.sort(), complete: true };
  }

  /** A resource of the outside world: nothing is certain about it but its id and what the program says. */
  read(subject: Subject, id: string, state: Properties): Properties {
    const owner = this.#owner(subject);
    const outputs: Record<string, Value> = { ...state };
    for (const [property, field] of this.#typings.resource(subject.type) ?? []) {
      if (outputs[property] !== undefined || field.optional) continue;
      const value = this.#make(owner, property, field.shape, property, true).shown;
      outputs[property] = subject.secretOutputs.includes(property) ? secret(value) : value;
    }
    outputs.id = id;
    return outputs;
  }

  /** The answer of a function; what it says about the outside world is not certain. */
  invoke(token: string, args: Properties, region: string | undefined): Properties | undefined {
    const identity = region === undefined ? this.#identity : { ...this.#identity, region };
    const owner: Owner = { identity, token, name: "", key: `${token} ${JSON.stringify(args)} ${identity.region}` };
    const known = functions[token]?.(args, owner);
    const fields = this.#typings.function(token);
    if (fields === undefined && known === undefined) return undefined;
    const result: Record<string, Value> = {};
    for (const [property, field] of fields ?? []) {
      if (args[property] !== undefined) result[property] = args[property];
      else if (property === "value" && token.startsWith("aws:ssm/getParameter")) {
        // Parameters hold secrets as often as not; the provider marks the value as one.
        result[property] = secret(this.#canary());
      } else if (!field.optional && known?.[property] === undefined) {
        result[property] = this.#make(owner, property, field.shape, property, true).shown;
      }
    }
    return { ...result, ...known };
  }

  #owner(subject: Subject): Owner {
    const { identity } = { identity: this.#identity };
    return {
      identity: subject.region === undefined ? identity : { ...identity, region: subject.region },
      token: subject.type,
      name: subject.name,
      key: subject.urn,
    };
  }

  /** An output of the stack's own resource. */
  #own(
    owner: Owner,
    inputs: Properties,
    id: string,
    name: string | undefined,
    property: string,
    field: Field,
    value: Value | undefined,
  ): Pair {
    if (value !== undefined) return this.#complete(owner, property, field.shape, value, property);
    const same = (text: Value): Pair => ({ shown: text, judged: text });
    if (property === "tagsAll") return same(inputs.tags ?? {});
    const own = memberOf(owner.token);
    if (property === "arn") return same(arnOf(owner, name, id.startsWith("arn:") ? undefined : id));
    if (owner.token.startsWith("aws:")) {
      if (property === "keyId" && own === "Key") return same(id);
      if (property === "allocationId" && own === "Eip") return same(id);
      if (property === "userData" || property === "userDataBase64") return same("");
    }
    return this.#make(owner, property, field.shape, property, false);
  }

  /** Keeps what the program gave and fills in what a provider adds inside. */
  #complete(owner: Owner, property: string, shape: Shape, value: Value, path: string): Pair {
    if (shape.kind === "list" && Array.isArray(value)) {
      const pairs = (value as readonly Value[]).map((each, index) =>
        this.#complete(owner, property, shape.of, each, `${path}[${index}]`),
      );
      return { shown: pairs.map((each) => each.shown), judged: pairs.map((each) => each.judged) };
    }
    if (shape.kind !== "object" || !isObject(value) || kindOf(value) !== undefined)
      return { shown: value, judged: value };
    const shown: Record<string, Value> = { ...value };
    const judged: Record<string, Value> = { ...value };
    for (const [key, field] of shape.fields()) {
      const inner = value[key];
      if (inner === undefined && field.optional) continue;
      const pair =
        inner === undefined
          ? this.#make(owner, key, field.shape, `${path}.${key}`, false)
          : this.#complete(owner, key, field.shape, inner, `${path}.${key}`);
      shown[key] = pair.shown;
      judged[key] = pair.judged;
    }
    return { shown, judged };
  }

  #make(owner: Owner, property: string, shape: Shape, path: string, outside: boolean, depth = 0): Pair {
    switch (shape.kind) {
      case "string": {
        if (namesSecret(property)) {
          const value = secret(this.#canary());
          return { shown: value, judged: value };
        }
        const { text, certain } = textOf(owner, property, path);
        const { account, region, partition } = owner.identity;
        // Short or common texts can't be told from the program's own; the account and the region are known anyway.
        if ((!certain || outside) && text.length >= 8 && ![account, region, partition, `${region}a`].includes(text)) {
          this.#invented.world.add(text);
        }
        return { shown: text, judged: certain ? text : unknown };
      }
      case "number":
        return { shown: 1, judged: unknown };
      case "boolean":
        return { shown: false, judged: unknown };
      case "any":
      case "map":
        return { shown: {}, judged: {} };
      case "list": {
        if (depth > 4) return { shown: [], judged: unknown };
        const one = this.#make(owner, property, shape.of, `${path}[0]`, outside, depth + 1);
        return { shown: [one.shown], judged: unknown };
      }
      case "object": {
        const shown: Record<string, Value> = {};
        const judged: Record<string, Value> = {};
        if (depth <= 4) {
          for (const [key, field] of shape.fields()) {
            if (field.optional) continue;
            const pair = this.#make(owner, key, field.shape, `${path}.${key}`, outside, depth + 1);
            shown[key] = pair.shown;
            judged[key] = pair.judged;
          }
        }
        return { shown, judged };
      }
    }
  }

  #canary(): string {
    const value = canary();
    this.#invented.canaries.push(value);
    return value;
  }
}
