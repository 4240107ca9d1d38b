import { isScalar, isMap as isYamlMap, type Node } from "yaml";
import { UserError } from "../user-error";
import { canary, type CanaryShape } from "./canary";
import { isMap, type Project } from "./project";
import { readYaml, type YamlFile } from "./yaml-file";

/** A stack's configuration as the engine hands it to program and pack: full keys, every value a string. */
export interface Configuration {
  readonly values: ReadonlyMap<string, string>;
  readonly secretKeys: ReadonlySet<string>;
  /** The stand-ins of this run; they are masked wherever a program prints them. */
  readonly canaries: readonly string[];
}

/** Most that Linux hands a process in one variable, less the variable's name, in bytes (MAX_ARG_STRLEN: execve(2)). */
const mostBytes = 128 * 1024 - 64;

/** Reads a stack file, replaces what is encrypted by stand-ins, and adds the project's defaults. Throws UserError. */
export function configurationOf(
  project: Project,
  stack: string,
  file: string,
  shapes: ReadonlyMap<string, CanaryShape>,
): Configuration {
  const yaml = readYaml(file);
  const values = new Map<string, string>();
  const secretKeys = new Set<string>();
  const canaries: string[] = [];
  const lines = new Map<string, number>();

  for (const { key, node, line } of entries(yaml)) {
    const full = key.includes(":") ? key : `${project.name}:${key}`;
    const stand = (): string => {
      const value = canary(shapes.get(full));
      canaries.push(value);
      secretKeys.add(full);
      return value;
    };
    const value = withStandIns(node, stand, (at, what) => {
      throw new UserError(`${file}:${yaml.line(at)}: ${key}: ${what}`);
    });
    lines.set(full, line);
    if (value !== undefined) values.set(full, textOf(value));
  }
  for (const key of shapes.keys()) {
    if (!secretKeys.has(key)) {
      throw new UserError(`--canary names ${key}, but ${file} holds no \`secure:\` value of that key.`);
    }
  }
  applyDeclarations(project, stack, file, values, secretKeys, lines);
  const size = Buffer.byteLength(JSON.stringify(Object.fromEntries(values)));
  if (size > mostBytes) {
    const [[key] = [""]] = [...values].sort(([, one], [, other]) => other.length - one.length);
    throw new UserError(
      `${file}${at(lines.get(key))}: the configuration is ${Math.ceil(size / 1024)} KiB long, and a program is handed 128 KiB at most. ${JSON.stringify(key)} is the longest value: keep it in a file.`,
    );
  }
  return { values, secretKeys, canaries };
}

function at(line: number | undefined): string {
  return line === undefined ? "" : `:${line}`;
}

/** A value that a command needs as it stands: neither missing, nor empty, nor the stand-in of a secret. Throws UserError. */
export function plainValue({ values, secretKeys }: Configuration, file: string, key: string, neededBy: string): string {
  const value = values.get(key);
  if (value === undefined || value === "" || secretKeys.has(key)) {
    throw new UserError(`${file} has no plain ${key}; ${neededBy} needs it.`);
  }
  return value;
}

interface Entry {
  readonly key: string;
  readonly node: Node | null;
  readonly line: number;
}

function entries(yaml: YamlFile): Entry[] {
  const root = yaml.document.contents;
  if (root === null) return [];
  if (!isYamlMap(root)) throw new UserError(`${yaml.path}:1: a map is expected.`);
  const environment = root.get("environment", true) as { range?: [number] } | undefined;
  if (environment !== undefined) {
    throw new UserError(
      `${yaml.path}:${yaml.line(environment.range?.[0])}: environment: Pulumi ESC environments can't be opened offline; this stack can't be judged here.`,
    );
  }
  const config = root.get("config", true) as Node | undefined;
  if (config === undefined || (isScalar(config) && config.value === null)) return [];
  if (!isYamlMap(config))
    throw new UserError(`${yaml.path}:${yaml.line(config.range?.[0])}: config: a map is expected.`);
  return config.items.map(({ key, value }) => ({
    key: String(isScalar(key) ? key.value : key),
    node: value as Node | null,
    line: yaml.line((key as { range?: [number] }).range?.[0]),
  }));
}

type Refuse = (offset: number | undefined, what: string) => never;

/** The plain value of a node in which each `secure:` value is a stand-in. */
function withStandIns(node: Node | null, stand: () => string, refuse: Refuse): unknown {
  if (node === null) return undefined;
  if (isYamlMap(node)) {
    const keys = node.items.map(({ key }) => String(isScalar(key) ? key.value : key));
    if (keys.length === 1 && keys[0] === "secure") {
      const cipher = node.items[0]?.value as Node | null | undefined;
      if (!isScalar(cipher) || typeof cipher.value !== "string") {
        return refuse(
          cipher?.range?.[0] ?? node.range?.[0],
          "secure: a string is expected, as pulumi config set --secret writes it.",
        );
      }
      return stand();
    }
    return Object.fromEntries(
      node.items.map(({ value }, index) => [keys[index], withStandIns(value as Node | null, stand, refuse) ?? null]),
    );
  }
  if ("items" in node) {
    return (node as { items: (Node | null)[] }).items.map((each) => withStandIns(each, stand, refuse) ?? null);
  }
  return isScalar(node) ? (node.value ?? undefined) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As the engine does: a declared key without value is an error, a default fills in, a typed key is checked. */
function applyDeclarations(
  project: Project,
  stack: string,
  file: string,
  values: Map<string, string>,
  secretKeys: ReadonlySet<string>,
  lines: ReadonlyMap<string, number>,
): void {
  const missing: string[] = [];
  for (const [key, { type, items, fallback, secret, line }] of project.declarations) {
    const full = key.includes(":") ? key : `${project.name}:${key}`;
    const value = values.get(full);
    if (value === undefined) {
      if (fallback !== undefined) values.set(full, textOf(fallback));
      else if (full.startsWith(`${project.name}:`)) missing.push(`${key} (declared at ${project.file}:${line})`);
      continue;
    }
    const where = `${file}:${lines.get(full) ?? 1}: ${key}`;
    if (secret && !secretKeys.has(full)) {
      throw new UserError(
        `${where} must be encrypted, as ${project.file}:${line} declares it secret: pulumi config set --secret ${key}.`,
      );
    }
    // A stand-in has the shape that --canary says; the encrypted value's own type can't be seen.
    if (type !== undefined && !secretKeys.has(full) && !hasType(type, items, value)) {
      throw new UserError(`${where} must be of type ${type}, as ${project.file}:${line} declares.`);
    }
  }
  if (missing.length > 0) {
    throw new UserError(
      `${file}: stack ${stack} is missing configuration: ${missing.sort().join(", ")}. Set it with pulumi config set.`,
    );
  }
}

function hasType(type: string, items: unknown, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value) || (typeof value === "string" && /^[-+]?\d+$/u.test(value));
    case "boolean":
      return value === true || value === false || value === "true" || value === "false";
    case "object":
      return isMap(structure(value));
    case "array": {
      const list = structure(value);
      if (!Array.isArray(list) || !isMap(items) || typeof items.type !== "string") return false;
      const of = items.type;
      return list.every((each) => hasType(of, items.items, each));
    }
    default:
      return false;
  }
}

/** A list or map travels as JSON text. */
export function structure(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
