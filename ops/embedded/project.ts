import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { nearest } from "../nearest";
import { UserError } from "../user-error";
import { readYaml } from "./yaml-file";

/** One entry of the `config:` section of Pulumi.yaml. */
export interface Declaration {
  readonly type?: string;
  readonly items?: unknown;
  readonly fallback?: unknown;
  readonly secret: boolean;
  readonly line: number;
}

/** A Pulumi project on disk. */
export interface Project {
  readonly folder: string;
  /** Path of Pulumi.yaml. */
  readonly file: string;
  readonly name: string;
  /** Folder in which the program runs, and what it is started with (`.` leaves the choice to package.json). */
  readonly programFolder: string;
  readonly entry: string;
  readonly stackFolder: string;
  readonly typescript: boolean;
  readonly tsconfig?: string;
  readonly nodeArguments: readonly string[];
  readonly declarations: ReadonlyMap<string, Declaration>;
}

const files = ["Pulumi.yaml", "Pulumi.yml"];

/** Reads Pulumi.yaml of a folder; `runs` says whether its program is to run, which takes a package.json. Throws UserError. */
export function readProject(folder: string, { runs = true } = {}): Project {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UserError(`${folder} is not a folder. Name the folder of a Pulumi project with --program DIR.`);
  }
  const file = files.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) {
    throw new UserError(
      `${folder} holds no Pulumi.yaml. Run this in the folder of a Pulumi project, or name it with --program DIR.`,
    );
  }
  const yaml = readYaml(file);
  const content: unknown = yaml.document.toJS();
  const refuse = (key: string, what: string): never => {
    const node = yaml.document.getIn([key], true) as { range?: [number] } | undefined;
    throw new UserError(`${file}:${yaml.line(node?.range?.[0])}: ${what}`);
  };
  if (!isMap(content)) return refuse("name", "a map with name and runtime is expected.");
  const { name, main, stackConfigDir, config } = content;
  if (typeof name !== "string" || name === "") return refuse("name", "name is expected: the project's name.");
  const { runtime, options } = readRuntime(content.runtime);
  if (runtime === undefined) return refuse("name", "runtime is expected: nodejs.");
  if (runtime !== "nodejs") {
    return refuse(
      "runtime",
      `runtime is ${JSON.stringify(typeof runtime === "string" ? runtime : "no name")}; bulkhead check runs nodejs programs only. Other programs are judged by pulumi preview --policy-pack.`,
    );
  }
  const { programFolder, entry } = readMain(folder, main, (what) => refuse("main", what));
  if (runs && findUp(programFolder, "package.json") === undefined) {
    throw new UserError(
      `${programFolder} has no package.json, here or in a folder above. Run npm init and npm install @pulumi/pulumi.`,
    );
  }
  const { tsconfig, nodeargs } = options;
  return {
    folder,
    file,
    name,
    programFolder,
    entry,
    stackFolder: typeof stackConfigDir === "string" ? resolve(folder, stackConfigDir) : folder,
    typescript: options.typescript !== false,
    ...(typeof tsconfig === "string" ? { tsconfig } : {}),
    nodeArguments: typeof nodeargs === "string" ? nodeargs.split(/\s+/u).filter((each) => each !== "") : [],
    declarations: readDeclarations(config, (key) => {
      const node = yaml.document.getIn(["config", key], true) as { range?: [number] } | undefined;
      return yaml.line(node?.range?.[0]);
    }),
  };
}

function readRuntime(runtime: unknown): { runtime: unknown; options: Readonly<Record<string, unknown>> } {
  if (!isMap(runtime)) return { runtime, options: {} };
  return { runtime: runtime.name, options: isMap(runtime.options) ? runtime.options : {} };
}

function readMain(
  folder: string,
  main: unknown,
  refuse: (what: string) => never,
): Pick<Project, "programFolder" | "entry"> {
  if (main === undefined || main === "") return { programFolder: folder, entry: "." };
  if (typeof main !== "string") return refuse("main has to be a path.");
  const path = resolve(folder, main);
  if (relative(folder, path).startsWith("..")) return refuse("main leads out of the project.");
  if (!existsSync(path)) return refuse(`main names ${path}, which does not exist.`);
  return statSync(path).isDirectory()
    ? { programFolder: path, entry: "." }
    : { programFolder: dirname(path), entry: basename(path) };
}

function readDeclarations(config: unknown, line: (key: string) => number): Map<string, Declaration> {
  const declarations = new Map<string, Declaration>();
  if (!isMap(config)) return declarations;
  for (const [key, value] of Object.entries(config)) {
    const entry = isMap(value) ? value : { value };
    // As the engine has it: where both are given, the default wins over the value.
    const fallback = entry.default ?? entry.value;
    const type = entry.type;
    declarations.set(key, {
      ...(typeof type === "string" ? { type } : {}),
      ...(entry.items === undefined ? {} : { items: entry.items }),
      ...(fallback === undefined || fallback === null ? {} : { fallback }),
      secret: entry.secret === true,
      line: line(key),
    });
  }
  return declarations;
}

/** The stacks of a project that have a file, by name, in order. */
export function stacksOf(project: Project): string[] {
  const names = existsSync(project.stackFolder) ? readdirSync(project.stackFolder) : [];
  return names.flatMap((name) => /^Pulumi\.(.+)\.ya?ml$/u.exec(name)?.[1] ?? []).sort();
}

/** The file of a stack. Throws UserError where there is none. */
export function stackFileOf(project: Project, stack: string): string {
  const found = [`Pulumi.${stack}.yaml`, `Pulumi.${stack}.yml`]
    .map((name) => join(project.stackFolder, name))
    .find((path) => existsSync(path));
  if (found !== undefined) return found;
  const link = join(project.stackFolder, `Pulumi.${stack}.yaml`);
  if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) {
    throw new UserError(`${link} is a symbolic link that leads nowhere.`);
  }
  const stacks = stacksOf(project);
  const close = nearest(stack, stacks);
  throw new UserError(
    `Stack ${JSON.stringify(stack)} has no file: ${join(project.stackFolder, `Pulumi.${stack}.yaml`)} does not exist. ` +
      (stacks.length === 0
        ? "No stack file stands beside it; create one with pulumi stack init, or pulumi config set."
        : `Stacks here: ${stacks.join(", ")}.${close === undefined ? "" : ` Did you mean ${close}?`}`),
  );
}

/** The nearest file of that name in the folder or above it. */
export function findUp(folder: string, name: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = join(current, name);
    if (existsSync(path)) return path;
    if (dirname(current) === current) return undefined;
  }
}

/** Reads a JSON file that has to be an object; undefined where it can't be read. */
export function readJson(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isMap(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
