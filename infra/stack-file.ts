import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** What an error message needs of a stack file. */
export interface StackFile {
  /** The file's name, relative to where the program runs. */
  readonly file: string;
  /** Line of a full key such as `bulkhead:admins`, or of one item of its list, counted from 1. */
  readonly line: (key: string, item?: number) => number | undefined;
  /** Full names of the keys whose values are encrypted: they are never shown. */
  readonly secretKeys: ReadonlySet<string>;
  /** A plain text of another stack's file. */
  readonly text: (key: string) => string | undefined;
  /** The plain texts of a list of another stack's file. */
  readonly items: (key: string) => readonly string[];
}

/** Another stack of the project, by its file. */
export type OtherStack = Pick<StackFile, "file" | "line" | "text" | "items"> & { readonly stack: string };

/**
 * The stack file, for error messages alone: values come from Pulumi. What cannot be read is left out, and then messages
 * name the key without file or line. `BULKHEAD_STACK_FILE` names the file where `pulumi --config-file` was used; another
 * stack's file (`isOwn` is false) is looked for beside the project all the same.
 */
export function findStackFile(stack: string, from = process.cwd(), isOwn = true): StackFile | undefined {
  try {
    const path = (isOwn ? process.env.BULKHEAD_STACK_FILE : undefined) ?? besideProject(stack, from);
    return path === undefined ? undefined : read(resolve(from, path), from);
  } catch {
    return undefined;
  }
}

function read(path: string, from: string): StackFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, "utf8"), { lineCounter: lines, logLevel: "silent" });
  const config: unknown = document.get("config");
  const pairs = isMap(config) ? config.items : [];
  const secret = pairs.filter(({ value }) => isMap(value) && value.has("secure")).map(({ key }) => key);
  return {
    file: relative(from, path) || basename(path),
    line: (key, item) => {
      const pair = pairs.find(({ key: name }) => isScalar(name) && name.value === key);
      const node = item === undefined ? pair?.key : document.getIn(["config", key, item], true);
      return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
    },
    secretKeys: new Set(secret.map((key) => (isScalar(key) ? String(key.value) : ""))),
    text: (key) => {
      const value: unknown = isMap(config) ? config.get(key) : undefined;
      return typeof value === "string" ? value : undefined;
    },
    items: (key) => {
      const list: unknown = isMap(config) ? config.get(key) : undefined;
      const values: unknown = isSeq(list) ? list.toJSON() : [];
      return Array.isArray(values) ? values.filter((item) => typeof item === "string") : [];
    },
  };
}

/**
 * The other stacks that have a file beside the project's in which a bot's name stands, or that are called so. What holds neither is not
 * parsed: a fleet has hundreds of them.
 */
export function otherStacks(stack: string, bot: string, from = process.cwd()): readonly OtherStack[] {
  return filesBeside(stack, from).flatMap((path): OtherStack[] => {
    // As Pulumi lets stacks be called.
    const [, name] = /^Pulumi\.([\w.-]+)\.[a-z]+$/u.exec(basename(path)) ?? [];
    if (name === undefined || name === stack) return [];
    try {
      return name === bot || readFileSync(path, "utf8").includes(bot) ? [{ stack: name, ...read(path, from) }] : [];
    } catch {
      return [];
    }
  });
}

/** What stands where a stack's file does, and ends alike. */
function filesBeside(stack: string, from: string): readonly string[] {
  try {
    const own = besideProject(stack, from);
    if (own === undefined) return [];
    const files = readdirSync(dirname(own)).filter((file) => extname(file) === extname(own));
    return files.map((file) => join(dirname(own), file));
  } catch {
    return [];
  }
}

/** Pulumi looks for the project upwards from where it is started, and for stack files in the project's `stackConfigDir`. */
function besideProject(stack: string, from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const project = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].map((name) => join(folder, name)).find(existsSync);
    if (project !== undefined) {
      const where: unknown = parseDocument(readFileSync(project, "utf8"), { logLevel: "silent" }).get("stackConfigDir");
      return join(folder, typeof where === "string" ? where : "", `Pulumi.${stack}${extname(project)}`);
    }
    if (dirname(folder) === folder) return undefined;
  }
}
