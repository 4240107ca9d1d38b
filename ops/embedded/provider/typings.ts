import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The shape of a property, as a provider's published typings give it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "list" | "map"; readonly of: Shape }
  | { readonly kind: "object"; readonly fields: () => Fields };

export interface Field {
  readonly shape: Shape;
  /** Whether the provider may leave it out. */
  readonly optional: boolean;
}

export type Fields = ReadonlyMap<string, Field>;

/**
 * Reads the shapes of resources and functions from the typings of installed provider packages: Pulumi generates them
 * from the provider's schema, and the schema itself is not published with the package.
 */
export class Typings {
  readonly #require: NodeJS.Require;
  readonly #packages = new Map<string, string | undefined>();
  readonly #found = new Map<string, Fields | undefined>();
  readonly #nested = new Map<string, string>();

  /** @param folder where the program resolves its packages from */
  constructor(folder: string) {
    this.#require = createRequire(join(folder, "package.json"));
  }

  /** The installed version of a provider's package. */
  version(provider: string): string | undefined {
    const folder = this.#folder(provider);
    if (folder === undefined) return undefined;
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version?: unknown };
    return typeof manifest.version === "string" ? manifest.version : undefined;
  }

  /** The outputs of a resource, or undefined where its package or class isn't found. */
  resource(token: string): Fields | undefined {
    return this.#remember(`resource ${token}`, () => {
      const place = this.#place(token);
      if (place === undefined) return undefined;
      const { folder, text, member } = place;
      const body = block(text, `export declare class ${member} extends`);
      if (body === undefined) return undefined;
      const fields = new Map<string, Field>();
      for (const [name, type] of declared(body)) {
        const inner = /^pulumi\.Output<([\s\S]*)>$/u.exec(type)?.[1];
        if (inner !== undefined) fields.set(name, this.#field(folder, inner, false));
      }
      return fields;
    });
  }

  /** The result of a function, or undefined where its package or module isn't found. */
  function(token: string): Fields | undefined {
    return this.#remember(`function ${token}`, () => {
      const place = this.#place(token);
      if (place === undefined) return undefined;
      const { folder, text, member } = place;
      const result = `${member.charAt(0).toUpperCase()}${member.slice(1)}Result`;
      const body = block(text, `export interface ${result} `);
      return body === undefined ? undefined : this.#fields(folder, body);
    });
  }

  #remember(key: string, find: () => Fields | undefined): Fields | undefined {
    if (!this.#found.has(key)) this.#found.set(key, find());
    return this.#found.get(key);
  }

  #folder(provider: string): string | undefined {
    if (!this.#packages.has(provider)) {
      let found: string | undefined;
      for (const scope of ["@pulumi", "@pulumiverse"]) {
        try {
          found ??= dirname(this.#require.resolve(`${scope}/${provider}/package.json`));
        } catch {
          // Not installed under this scope.
        }
      }
      this.#packages.set(provider, found);
    }
    return this.#packages.get(provider);
  }

  // `aws:ec2/instance:Instance` is declared in `ec2/instance.d.ts` of @pulumi/aws.
  #place(token: string): { folder: string; text: string; member: string } | undefined {
    const [provider = "", path = "", member = ""] = token.split(":");
    const folder = /^[a-z0-9-]+$/u.test(provider) ? this.#folder(provider) : undefined;
    if (folder === undefined || !/^[\w./-]*$/u.test(path) || path.includes("..") || !/^\w+$/u.test(member))
      return undefined;
    const own = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
    const at = path.replace(/^index(?:\/|$)/u, "");
    const file = [at === "" ? own : at, join(at, own)]
      .map((each) => join(folder, `${each}.d.ts`))
      .find((each) => existsSync(each));
    return file === undefined ? undefined : { folder, text: readFileSync(file, "utf8"), member };
  }

  #fields(folder: string, body: string): Fields {
    const fields = new Map<string, Field>();
    for (const [name, type, optional] of declared(body)) fields.set(name, this.#field(folder, type, optional));
    return fields;
  }

  #field(folder: string, type: string, optional: boolean): Field {
    const alternatives = type.split(" | ").map((each) => each.trim());
    const known = alternatives.filter((each) => each !== "undefined");
    const union = type.startsWith("{") ? type.replace(/ \| undefined$/u, "") : (known[0] ?? "any");
    return { shape: this.#shape(folder, union), optional: optional || alternatives.includes("undefined") };
  }

  #shape(folder: string, type: string): Shape {
    if (type === "string" || type === "number" || type === "boolean") return { kind: type };
    if (type.endsWith("[]")) return { kind: "list", of: this.#shape(folder, type.slice(0, -2)) };
    if (type.startsWith("enums.")) return { kind: "string" };
    const values = /^\{\s*\[key: string\]: ([\s\S]*?);\s*\}$/u.exec(type)?.[1];
    if (values !== undefined) return { kind: "map", of: this.#shape(folder, values) };
    const path = /^outputs\.([\w.]+)$/u.exec(type)?.[1]?.split(".");
    if (path === undefined) return { kind: "any" };
    return {
      kind: "object",
      fields: () =>
        this.#remember(`type ${folder} ${type}`, () => this.#fields(folder, this.#interface(folder, path) ?? "")) ??
        new Map(),
    };
  }

  #interface(folder: string, path: readonly string[]): string | undefined {
    let text = this.#nested.get(folder);
    if (text === undefined) {
      const file = join(folder, "types", "output.d.ts");
      text = existsSync(file) ? readFileSync(file, "utf8") : "";
      this.#nested.set(folder, text);
    }
    let from = 0;
    for (const namespace of path.slice(0, -1)) {
      from = text.indexOf(`namespace ${namespace} {`, from);
      if (from < 0) return undefined;
    }
    return block(text, `interface ${path.at(-1) ?? ""} {`, from);
  }
}

/** The text between the braces that follow `head`. */
function block(text: string, head: string, from = 0): string | undefined {
  const start = text.indexOf(head, from);
  if (start < 0) return undefined;
  const line = text.lastIndexOf("\n", start) + 1;
  const indent = /^\s*/u.exec(text.slice(line, start))?.[0] ?? "";
  const open = text.indexOf("{", start);
  const end = text.indexOf(`\n${indent}}`, open);
  return open < 0 || end < 0 ? undefined : text.slice(open + 1, end);
}

/** The members of a class or interface body: name, type, and whether it is declared with `?`. */
function* declared(body: string): Generator<[name: string, type: string, optional: boolean]> {
  const text = body
    .split("/*")
    .map((part, index) => (index === 0 ? part : part.slice((part + "*/").indexOf("*/") + 2)))
    .join("");
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "{" || character === "(") depth++;
    else if (character === "}" || character === ")") depth--;
    else if (character === ";" && depth === 0) {
      const member = /^(?:readonly )?(\w+)(\?)?: ([\s\S]+)$/u.exec(text.slice(start, index).trim());
      if (member?.[1] !== undefined && member[3] !== undefined) yield [member[1], member[3].trim(), member[2] === "?"];
      start = index + 1;
    }
  }
}
