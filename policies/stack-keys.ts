import type { Resource, WholeStack } from "./policy";
import type { Value } from "./reader";

const keyTypes = [
  "aws:kms/key:Key",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
  "aws-native:kms:Key",
  "aws-native:kms:ReplicaKey",
];
const aliasTypes = ["aws:kms/alias:Alias", "aws-native:kms:Alias"];

/** The keys that a stack makes, and which of them a value names. */
export class StackKeys {
  readonly all: readonly Resource[];
  readonly #aliases: readonly Resource[];

  constructor(whole: WholeStack) {
    this.all = whole.ofType(...keyTypes);
    this.#aliases = whole.ofType(...aliasTypes);
  }

  /**
   * The key of the stack that a value below a resource's property names, by ARN, id or alias; before it is known, by what
   * the property depends on. `foreign` names no key of the stack; `open` can't be told yet, and has been noted.
   */
  named(resource: Resource, property: string, value: Value): Resource | "foreign" | "open" {
    if (value.unknown) {
      const near = this.dependedOn(resource, property);
      const [key, second] = near;
      if (key !== undefined && second === undefined) return key;
      // Asking whether it is known notes an unknown.
      return value.known ? "foreign" : "open";
    }
    return this.#byText(value.text ?? "") ?? "foreign";
  }

  /** The stack's keys that a property depends on, by way of an alias too. */
  dependedOn(resource: Resource, property: string): readonly Resource[] {
    const urns = resource.propertyDependencies.get(property) ?? [];
    const direct = this.all.filter(({ urn }) => urns.includes(urn));
    const aliased = this.#aliases.filter(({ urn }) => urns.includes(urn)).flatMap((alias) => this.#behind(alias) ?? []);
    return [...new Set([...direct, ...aliased])];
  }

  #byText(text: string): Resource | undefined {
    const key = this.all.find((one) => ["arn", "keyId", "id"].some((property) => isText(one.at(property), text)));
    if (key !== undefined) return key;
    const alias = this.#aliases.find((one) =>
      ["arn", "name", "aliasName"].some((property) => isText(one.at(property), text) || endsIn(text, one.at(property))),
    );
    return alias && this.#behind(alias);
  }

  #behind(alias: Resource): Resource | undefined {
    const target = alias.inputs.at("targetKeyId");
    if (target.unknown) {
      const urns = alias.propertyDependencies.get("targetKeyId") ?? [];
      return this.all.find(({ urn }) => urns.includes(urn));
    }
    const text = target.text ?? "";
    return this.all.find((one) => ["arn", "keyId", "id"].some((property) => isText(one.at(property), text)));
  }
}

// What is not known yet is no text that stands somewhere already.
function isText(value: Value, text: string): boolean {
  return !value.unknown && text !== "" && value.text === text;
}

/** `arn:aws:kms:REGION:ACCOUNT:alias/NAME` names what `alias/NAME` names. */
function endsIn(text: string, alias: Value): boolean {
  return !alias.unknown && alias.text !== undefined && text.endsWith(`:${alias.text}`);
}
