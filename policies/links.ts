import type { Resource, WholeStack } from "./policy";
import type { Value } from "./reader";

/** What a property of a resource names. */
export type Link =
  /** Another resource of the stack. `certain` is false before `up`, where the program's own dependency tells, and not the value. */
  | { readonly kind: "resource"; readonly resource: Resource; readonly certain: boolean; readonly value: Value }
  /** Something that is not in the stack. */
  | { readonly kind: "elsewhere"; readonly value: Value }
  /** Not known yet, and nothing tells what it will be. */
  | { readonly kind: "open"; readonly value: Value };

/** A resource by which another is named. */
interface Naming {
  readonly from: Resource;
  readonly certain: boolean;
  readonly value: Value;
}

/** What a property of resources of some types says of one type: who names which URN, and what is still open. */
interface Namings {
  readonly to: ReadonlyMap<string, readonly Naming[]>;
  readonly open: readonly Value[];
}

/** The resources of one type. */
interface Named {
  readonly byName: ReadonlyMap<string, Resource>;
  /** Those whose id is not known. */
  readonly nameless: readonly Resource[];
}

/** Outputs by which AWS's own resources are named in properties of others. */
const identities = [
  "id",
  "arn",
  "name",
  "bucket",
  "allocationId",
  "publicIp",
  "primaryNetworkInterfaceId",
  // A VPC stands for its main route table and for its default security group.
  "mainRouteTableId",
  "defaultRouteTableId",
  "defaultSecurityGroupId",
] as const;

/**
 * Which resources of the stack a property names: by a value that is another's id, ARN or name, and where the value, or
 * the id of the other, is not known, by the dependency that the program states. Nothing is noted as asked for: whoever
 * rests a judgement on a link that is not certain asks whether its value is known.
 */
export class Links {
  readonly #named = new Map<string, Named>();
  readonly #namings = new Map<string, Namings>();

  constructor(private readonly whole: WholeStack) {}

  /** What the value at a top-level property, or below it, names among resources of these types. A list names several. */
  of(from: Resource, property: string, value: Value, ...types: readonly string[]): readonly Link[] {
    if (value.unknown) {
      const likely = this.#likely(from, property, types);
      return likely.length === 0 ? [{ kind: "open", value }] : likely.map((resource) => uncertain(resource, value));
    }
    const items = value.items().filter((item) => item.unknown || item.text !== "");
    const links = items.map((item): Link | { readonly kind: "unmatched"; readonly value: Value } => {
      const text = textOf(item);
      const resource = text === undefined ? undefined : this.#byName(text, types);
      if (resource !== undefined) return { kind: "resource", resource, certain: true, value: item };
      return { kind: "unmatched", value: item };
    });
    const unmatched = links.filter((link) => link.kind === "unmatched");
    const likely = this.#likely(from, property, types);
    const paired = likely.length === unmatched.length ? [...likely] : [];
    return links.map((link): Link => {
      if (link.kind !== "unmatched") return link;
      const resource = paired.shift();
      if (resource !== undefined) return { ...uncertain(resource, link.value), certain: !link.value.unknown };
      return { kind: link.value.unknown ? "open" : "elsewhere", value: link.value };
    });
  }

  /** Resources of these types whose property names this one. */
  to(target: Resource, property: string, ...types: readonly string[]): readonly Naming[] {
    return this.#namingsOf(target.type, property, types).to.get(target.urn) ?? [];
  }

  /** Values of resources of these types that may yet turn out to name one of the target's type. */
  mayName(target: string, property: string, ...types: readonly string[]): readonly Value[] {
    return this.#namingsOf(target, property, types).open;
  }

  /** On what it depends that is not known yet whether one of these resources names the target; nothing where one does for certain. */
  openTo(target: Resource, property: string, ...types: readonly string[]): readonly Value[] {
    const found = this.to(target, property, ...types);
    if (found.some(({ certain }) => certain)) return [];
    return [...found.map(({ value }) => value), ...this.mayName(target.type, property, ...types)];
  }

  // Once for all resources of the target's type: asked for each of them, it would be quadratic.
  #namingsOf(target: string, property: string, types: readonly string[]): Namings {
    const key = [target, property, ...types].join(" ");
    const found = this.#namings.get(key);
    if (found !== undefined) return found;
    const to = new Map<string, Naming[]>();
    const open: Value[] = [];
    for (const from of this.whole.ofType(...types)) {
      for (const link of this.of(from, property, from.inputs.at(property), target)) {
        if (link.kind === "open") open.push(link.value);
        if (link.kind !== "resource") continue;
        const naming = { from, certain: link.certain, value: link.value };
        const known = to.get(link.resource.urn);
        if (known === undefined) to.set(link.resource.urn, [naming]);
        else known.push(naming);
      }
    }
    const namings = { to, open };
    this.#namings.set(key, namings);
    return namings;
  }

  #byName(text: string, types: readonly string[]): Resource | undefined {
    for (const type of types) {
      const resource = this.#ofType(type).byName.get(text);
      if (resource !== undefined) return resource;
    }
    return undefined;
  }

  #ofType(type: string): Named {
    let named = this.#named.get(type);
    if (named === undefined) {
      const all = this.whole.ofType(type);
      named = {
        byName: new Map(
          all.flatMap((resource) => textsOf(resource, identities).map((name) => [name, resource] as const)),
        ),
        nameless: all.filter((resource) => textOf(resource.at("id")) === undefined),
      };
      this.#named.set(type, named);
    }
    return named;
  }

  /** Resources that the property depends on, and whose id is not known. */
  #likely(from: Resource, property: string, types: readonly string[]): readonly Resource[] {
    const urns = from.propertyDependencies.get(property) ?? [];
    if (urns.length === 0) return [];
    return types.flatMap((type) => this.#ofType(type).nameless.filter(({ urn }) => urns.includes(urn)));
  }
}

function uncertain(resource: Resource, value: Value): Link & { readonly kind: "resource" } {
  return { kind: "resource", resource, certain: false, value };
}

/** What a resource's properties say, in so far as they are known. */
export function textsOf(resource: Resource, properties: readonly string[]): readonly string[] {
  return properties.flatMap((property) => textOf(resource.at(property)) ?? []);
}

/** The resource of the stack that a value, one of those that `links` were asked for, names. */
export function resourceNamed(links: readonly Link[], value: Value): Resource | undefined {
  const link = links.find((one) => one.value.path === value.path);
  return link?.kind === "resource" ? link.resource : undefined;
}

function textOf(value: Value): string | undefined {
  return value.unknown ? undefined : value.text;
}
