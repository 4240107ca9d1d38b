/** The type of the resource that stands for the stack itself. */
export const stackType = "pulumi:pulumi:Stack";

/** The types of a resource's ancestors and its own, joined by `$`; the stack itself does not count. */
export function qualifiedType(urn: string): string {
  return urn.split("::")[2] ?? "";
}

export function typeOf(urn: string): string {
  return qualifiedType(urn).split("$").at(-1) ?? "";
}

/** A resource's name may itself hold `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`, as the engine makes it. */
export function makeUrn(stack: string, project: string, parent: string, type: string, name: string): string {
  const ancestors = parent === "" || typeOf(parent) === stackType ? "" : `${qualifiedType(parent)}$`;
  return `urn:pulumi:${stack}::${project}::${ancestors}${type}::${name}`;
}
