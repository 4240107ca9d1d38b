import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, relative, resolve } from "node:path";
import type * as YAML from "yaml";
import type { Stack } from "./marks";
import { step } from "./reader";
import { Refusal } from "./refusal";
import { type Setting, YamlFile, isFile, readText, yaml } from "./yaml-file";

/** A string, number or boolean within a configuration value. */
export interface ConfigLeaf extends Setting {
  /** Such as `bulkhead:bot`, or `bot:keys.okx[0].secret` within an object. Not for messages: see `shown`. */
  readonly path: string;
  /** The path for messages: a key that could itself be a leaked value is told by its place. */
  readonly shown: string;
  /** The name it is given: the last name in its path. */
  readonly name: string;
  /** Written as `secure:`; `text` is then the ciphertext. */
  readonly secure: boolean;
}

/** One key of `config:`. */
export interface ConfigEntry {
  /** With its namespace: `bulkhead:bot`. */
  readonly key: string;
  /** The key for messages. */
  readonly shown: string;
  readonly line: number;
  /** The value, or any part of it, is `secure:`. */
  readonly secure: boolean;
  readonly leaves: readonly ConfigLeaf[];
  /** The value as data, with `secureValue` in place of each secret. */
  readonly value: unknown;
}

/** Stands in data where the file has `secure:`. */
export const secureValue: unique symbol = Symbol("secure");

/** `Pulumi.<stack>.yaml`, read with its lines. */
export interface StackFile {
  /** As reports name it: relative to the project folder. */
  readonly name: string;
  readonly path: string;
  readonly secretsProvider?: Setting;
  readonly encryptedKey?: Setting;
  readonly encryptionSalt?: Setting;
  /** The file imports configuration from a Pulumi ESC environment. */
  readonly imports: boolean;
  readonly config: ReadonlyMap<string, ConfigEntry>;
}

/** A project folder, from its `Pulumi.yaml`. */
export interface Project {
  readonly folder: string;
  /** `Pulumi.yaml`, or with another of the extensions that Pulumi takes. */
  readonly file: string;
  readonly name: string;
  /** Where the program runs: the folder, or that of `main`. Its paths start there. */
  readonly programFolder: string;
  /** Where the stack files are: the folder, or `stackConfigDir` below it. */
  readonly stackFolder: string;
  /** Configuration keys that the project declares, with their namespace. */
  readonly declared: ReadonlySet<string>;
  /** What its `config:` says, values and defaults with it. */
  readonly config: readonly ConfigEntry[];
}

// In the order in which Pulumi looks for them (pulumi/pulumi, sdk/go/common/encoding/marshal.go).
const extensions = [".json", ".yaml", ".yml"];
const nameTheFile =
  "Set BULKHEAD_STACK_FILE to the stack file in use, or BULKHEAD_PROJECT_DIR to the folder of its project.";

/**
 * The project of a folder or, failing that, of the nearest folder above it, as Pulumi finds it.
 * @throws Refusal if there is none, or its file can't be read.
 */
export function openProject(folder: string): Project {
  for (let at = resolve(folder); ; at = dirname(at)) {
    for (const extension of extensions) {
      const path = join(at, `Pulumi${extension}`);
      if (isFile(path)) return readProject(path);
    }
    if (dirname(at) === at) break;
  }
  throw new Refusal({
    message: `No Pulumi.yaml in ${folder} or above it, expected the project whose stack is judged.`,
    remedy: "Set BULKHEAD_PROJECT_DIR to the folder of the project.",
  });
}

/** `main` names a folder or a file in it, with its extension or without. */
function folderOf(main: string): string {
  return isFile(main) || !existsSync(main) ? dirname(main) : main;
}

function readProject(path: string): Project {
  const file = basename(path);
  const folder = dirname(path);
  const reader = new ConfigFile(file, readText(path, file));
  const top = reader.top();
  const name = reader.setting(top, "name");
  if (name === undefined) throw reader.refusal("has no `name`, expected the project's name", 1);
  const stackConfigDir = reader.setting(top, "stackConfigDir");
  const config = top?.get("config", true);
  // `config: FOLDER` is the older way to write stackConfigDir (pulumi/pulumi, sdk/go/common/workspace/project.go).
  const older = yaml().isScalar(config) && typeof config.value === "string" ? config.value : undefined;
  const declared = yaml().isMap(config) ? config.items.map(({ key }) => fullKey(reader.name(key), name.text)) : [];
  return {
    folder,
    file,
    name: name.text,
    programFolder: folderOf(join(folder, reader.setting(top, "main")?.text ?? ".")),
    stackFolder: join(folder, stackConfigDir?.text ?? older ?? "."),
    declared: new Set(declared),
    config: yaml().isMap(config) ? [...reader.config(top, name.text)] : [],
  };
}

/** Where Pulumi keeps the file of a stack, whether or not it exists. */
export function stackFilePath(project: Project, stack: string): string {
  return join(project.stackFolder, `Pulumi.${stack.replaceAll("/", "-")}${extname(project.file)}`);
}

/**
 * Reads one stack file.
 * @throws Refusal with the line, if it isn't there or isn't one plain YAML map with distinct keys.
 */
export function readStackFile(path: string, project: Project): StackFile {
  const name = relative(project.folder, path);
  if (!isFile(path)) {
    throw new Refusal({ message: `The stack file ${name} is not there.`, file: name, remedy: nameTheFile });
  }
  return parseStackFile(readText(path, name), { name, path, project: project.name });
}

/** As `readStackFile`, from a text. */
export function parseStackFile(
  text: string,
  { name, path, project }: { readonly name: string; readonly path: string; readonly project: string },
): StackFile {
  const reader = new ConfigFile(name, text);
  const top = reader.top();
  const [secretsProvider, encryptedKey, encryptionSalt] = (
    ["secretsprovider", "encryptedkey", "encryptionsalt"] as const
  ).map((key) => reader.setting(top, key));
  const config = new Map<string, ConfigEntry>();
  for (const entry of reader.config(top, project)) {
    const twin = config.get(entry.key);
    if (twin !== undefined) {
      throw reader.refusal(`has ${entry.shown} a second time; the first is on line ${twin.line}`, entry.line);
    }
    config.set(entry.key, entry);
  }
  return {
    name,
    path,
    ...(secretsProvider && { secretsProvider }),
    ...(encryptedKey && { encryptedKey }),
    ...(encryptionSalt && { encryptionSalt }),
    imports: top?.has("environment") ?? false,
    config,
  };
}

const readBefore = new Map<string, { readonly text: string; readonly file: StackFile }>();

/** As `readStackFile`, but for a file that has not changed since it was read before: a fleet's files are read for each stack. */
function readOther(path: string, project: Project): StackFile {
  const name = relative(project.folder, path);
  const text = readText(path, name);
  const before = readBefore.get(path);
  if (before?.text === text && before.file.name === name) return before.file;
  const file = parseStackFile(text, { name, path, project: project.name });
  readBefore.set(path, { text, file });
  return file;
}

/**
 * The other stack files beside this one.
 * @throws Refusal if one of them can't be read: it could hold anything.
 */
export function otherStackFiles(file: StackFile, project: Project): readonly StackFile[] {
  return readdirSync(project.stackFolder)
    .filter((name) => /^Pulumi\..+\.(?:json|ya?ml)$/u.test(name))
    .map((name) => join(project.stackFolder, name))
    .filter((path) => path !== file.path && isFile(path))
    .sort()
    .map((path) => readOther(path, project));
}

/** A key with its namespace: the project's, where the file names none (pulumi/pulumi, workspace/loaders.go). */
function fullKey(key: string, project: string): string {
  const parts = key.split(":");
  if (parts.length === 1) return `${project}:${key}`;
  return parts.length === 3 && parts[1] === "config" ? `${parts[0] ?? ""}:${parts[2] ?? ""}` : key;
}

type Place = Pick<ConfigLeaf, "path" | "shown" | "name">;

/** A project's or a stack's file, with its configuration. */
class ConfigFile extends YamlFile {
  *config(top: YAML.YAMLMap | undefined, project: string): Generator<ConfigEntry> {
    const config: unknown = top?.get("config", true);
    if (config === undefined || (yaml().isScalar(config) && config.value === null)) return;
    if (!yaml().isMap(config)) throw this.refusal("has a config that is no map", this.lineOf(config));
    for (const [place, { key, value }] of config.items.entries()) {
      const full = fullKey(this.name(key), project);
      const leaves: ConfigLeaf[] = [];
      const shown = step("", full, place);
      const data = this.#data(value, { path: full, shown, name: full.slice(full.indexOf(":") + 1) }, leaves);
      const secure = leaves.some((leaf) => leaf.secure);
      yield { key: full, shown, line: this.lineOf(key), secure, leaves, value: data };
    }
  }

  #data(node: unknown, at: Place, leaves: ConfigLeaf[]): unknown {
    if (yaml().isSeq(node)) {
      return node.items.map((item, index) => {
        const [path, shown] = [`${at.path}[${index}]`, `${at.shown}[${index}]`];
        return this.#data(item, { ...at, path, shown }, leaves);
      });
    }
    if (yaml().isMap(node)) {
      const secure = node.items.find(({ key }) => this.name(key) === "secure");
      if (secure !== undefined) return this.#secure(node, secure, at, leaves);
      return Object.fromEntries(
        node.items.map(({ key, value }, place) => {
          const name = this.name(key);
          const below = { path: `${at.path}.${name}`, shown: step(at.shown, name, place), name };
          return [name, this.#data(value, below, leaves)];
        }),
      );
    }
    if (!yaml().isScalar(node)) return null;
    const { value } = node;
    if (value !== null && value !== undefined) {
      const text = typeof value === "string" ? value : (node.source ?? JSON.stringify(value));
      leaves.push({ ...at, text, line: this.lineOf(node), secure: false });
    }
    return value;
  }

  #secure(map: YAML.YAMLMap, { value }: YAML.Pair, at: Place, leaves: ConfigLeaf[]): unknown {
    const line = this.lineOf(map);
    // Pulumi takes either for an ordinary object (sdk/go/common/resource/config/object.go, isSecureValue).
    if (map.items.length > 1) {
      throw this.refusal("has `secure:` beside other keys, which Pulumi reads as plain text", line);
    }
    if (!yaml().isScalar(value) || typeof value.value !== "string") {
      throw this.refusal("has a `secure:` value that is not a string, which Pulumi reads as plain text", line);
    }
    leaves.push({ ...at, text: value.value, line: this.lineOf(value), secure: true });
    return secureValue;
  }
}

const inUse = new WeakMap<Stack, StackInUse | Refusal>();

interface StackInUse {
  readonly project: Project;
  readonly file: StackFile;
}

/**
 * The stack file behind the configuration that the engine sent, and its project: from `BULKHEAD_STACK_FILE`, or where
 * Pulumi keeps it in the project of `BULKHEAD_PROJECT_DIR` (else of `PWD`, where `pulumi` was started).
 * @throws Refusal if it isn't found, can't be read, or doesn't say what the engine says.
 */
export function stackInUse(stack: Stack): StackInUse {
  let found = inUse.get(stack);
  if (found === undefined) {
    try {
      found = find(stack);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      found = error;
    }
    inUse.set(stack, found);
  }
  if (found instanceof Refusal) throw found;
  return found;
}

/** The folder of the project that is judged, or one below it: `BULKHEAD_PROJECT_DIR`, else `PWD`. */
export function projectFolder(): string {
  return process.env.BULKHEAD_PROJECT_DIR ?? process.env.PWD ?? process.cwd();
}

/**
 * The project whose stack is judged.
 * @throws Refusal if there is none, or it is another one.
 */
export function projectOf(stack: Stack): Project {
  const project = openProject(projectFolder());
  if (project.name !== stack.project) {
    throw new Refusal({
      message: `${project.file} in ${project.folder} names the project ${project.name}, expected ${stack.project}, which the engine judges.`,
      remedy: "Set BULKHEAD_PROJECT_DIR to the folder of the project.",
    });
  }
  return project;
}

function find(stack: Stack): StackInUse {
  const project = projectOf(stack);
  const named = process.env.BULKHEAD_STACK_FILE;
  const path =
    named === undefined || named === "" ? stackFilePath(project, stack.name) : resolve(project.folder, named);
  const file = readStackFile(path, project);
  const difference = differs(file, project, stack);
  if (difference !== undefined) {
    throw new Refusal({
      message: `${file.name} is not the stack file in use: ${difference.what}.`,
      file: isAbsolute(file.name) ? path : file.name,
      ...(difference.line === undefined ? {} : { line: difference.line }),
      remedy: nameTheFile,
    });
  }
  return { project, file };
}

/** The first thing in which the file and the engine's configuration differ. It never names a value. */
function differs(
  file: StackFile,
  project: Project,
  stack: Stack,
): { readonly what: string; readonly line?: number } | undefined {
  for (const { key, shown, line, secure, value } of file.config.values()) {
    const given = stack.config.get(key);
    if (given === undefined) {
      // A key without a value does not reach the engine.
      if (value === null || value === undefined) continue;
      return { what: `the engine has no ${shown}`, line };
    }
    if (secure && !stack.secretKeys.has(key)) return { what: `${shown} is secure here and plain to the engine`, line };
    if (!secure && stack.secretKeys.has(key) && !project.declared.has(key)) {
      return { what: `${shown} is plain here and a secret to the engine`, line };
    }
    if (!same(value, given)) return { what: `the engine has another value for ${shown}`, line };
  }
  if (file.imports) return undefined;
  const missing = [...stack.config.keys()].find((key) => !file.config.has(key) && !project.declared.has(key));
  return missing === undefined ? undefined : { what: `it has no ${step("", missing, 0)}, which the engine has` };
}

function same(value: unknown, given: string): boolean {
  if (value === secureValue) return true;
  if (typeof value !== "object" || value === null) {
    return String(value) === given || sameNumber(value, given) || sameDate(value, given);
  }
  try {
    return sameData(value, JSON.parse(given));
  } catch {
    return false;
  }
}

function sameNumber(value: unknown, given: string): boolean {
  return typeof value === "number" && given.trim() !== "" && Number(given) === value;
}

// Pulumi's own YAML reader turns a bare date into a time.
function sameDate(value: unknown, given: string): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d/u.test(value) && given.startsWith(value.slice(0, 10));
}

function sameData(value: unknown, given: unknown): boolean {
  if (value === secureValue) return typeof given === "string";
  if (Array.isArray(value)) {
    return (
      Array.isArray(given) && value.length === given.length && value.every((item, at) => sameData(item, given[at]))
    );
  }
  if (typeof value !== "object" || value === null) return value === given;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
  const [ours, theirs] = [Object.entries(value), given as Readonly<Record<string, unknown>>];
  return (
    ours.length === Object.keys(theirs).length &&
    ours.every(([key, item]) => Object.hasOwn(theirs, key) && sameData(item, theirs[key]))
  );
}
