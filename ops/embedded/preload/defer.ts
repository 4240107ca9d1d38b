import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Session } from "node:inspector";
import Module from "node:module";
import { dirname, join, sep } from "node:path";
import type * as TypeScript from "typescript";
import { isSeldomUsed, whenUsed } from "../../../policies/when-used";
import { kept as keptText, keep } from "./kept";

type Load = (request: string, parent: NodeJS.Module | undefined, isMain: boolean) => unknown;

interface Loader {
  _load: Load;
  _resolveFilename: (request: string, parent: NodeJS.Module | undefined) => string;
  _extensions: Record<
    string,
    (module: NodeJS.Module & { _compile(code: string, file: string): void }, file: string) => void
  >;
}

const loader = Module as unknown as Loader;

// What the SDK loads at its start and only some programs use, by the file that loads it: packing of closures, tracing.
const seldom: readonly (readonly [loadedBy: RegExp, request: RegExp])[] = [
  [/[\\/]cmd[\\/]run[\\/]tracing\.js$/u, /^@opentelemetry\/(?!api$)/u],
  [/[\\/]runtime[\\/]manifest\.js$/u, /^js-yaml$/u],
];

/** Replaces modules by ones that load on first use, and the SDK's own ts-node by one whose output is kept on disk. */
export function deferModules(): void {
  const load = loader._load;
  loader._load = function (request, parent, isMain) {
    const real = (): unknown => load.call(this, request, parent, isMain);
    if (isSeldomUsed(request, parent)) return whenUsed(real);
    const sdk = parent?.filename.includes(`${sep}@pulumi${sep}pulumi${sep}`) === true;
    if (!sdk) return real();
    if (seldom.some(([loadedBy, wanted]) => wanted.test(request) && loadedBy.test(parent.filename)))
      return whenUsed(real);
    if (request === "normalize-package-data")
      return (...args: unknown[]) => (real() as (...args: unknown[]) => unknown)(...args);
    if (request === "source-map-support/register") return withoutPackages(real(), parent);
    if (request.endsWith("/closure/v8Hooks")) return unhurried(real() as Hooks);
    if (
      request.endsWith("/typescript-shim") ||
      request === "typescript" ||
      /[\\/]vendor[\\/]typescript@/u.test(request)
    ) {
      return typescript(request, parent, real as () => typeof TypeScript);
    }
    if (/[\\/]vendor[\\/]ts-node@/u.test(request))
      return {
        VERSION: "7.0.1",
        register: (options: RegisterOptions): void => {
          register(options, parent);
        },
      };
    if (request.endsWith("/debuggable")) return cheap(real() as Debuggable);
    return real();
  };
}

interface Debuggable {
  debuggablePromise: (promise: Promise<unknown>, context: unknown) => Promise<unknown>;
}

const cheapened = new WeakSet();

// The SDK takes and maps a stack trace for every promise, for a debugging aid that is switched on by a variable.
function cheap(debuggable: Debuggable): Debuggable {
  if (cheapened.has(debuggable) || process.env.PULUMI_DEBUG_PROMISE_LEAKS !== undefined) return debuggable;
  cheapened.add(debuggable);
  const real = debuggable.debuggablePromise;
  debuggable.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return real(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
  return debuggable;
}

// Where the SDK notes a resource's place, every frame of the stack is mapped; of packages nobody wants to see more than the file.
function withoutPackages(registered: unknown, parent: NodeJS.Module | undefined): unknown {
  const { install } = loader._load("source-map-support", parent, false) as { install: (options: object) => void };
  install({
    retrieveSourceMap: (file: string) =>
      file.includes(`${sep}node_modules${sep}`)
        ? { url: file, map: { version: 3, sources: [], names: [], mappings: "" } }
        : null,
  });
  return registered;
}

interface Hooks {
  isInitializedAsync: () => Promise<void>;
  getSessionAsync: () => Promise<Session>;
}

const hurried = new WeakMap<Hooks, Hooks>();

// The SDK attaches a debugger to its own process, which hears of every file that is loaded, in case a closure must be
// packed. Attached later it hears of all of them too, once it is switched off and on.
function unhurried(hooks: Hooks): Hooks {
  const known = hurried.get(hooks);
  if (known !== undefined) return known;
  const tell = (session: Session, method: string): Promise<void> =>
    new Promise((resolve, reject) => {
      session.post(method, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  let session: Promise<Session> | undefined;
  const late = {
    ...hooks,
    isInitializedAsync: () => Promise.resolve(),
    getSessionAsync: () =>
      (session ??= hooks.getSessionAsync().then(async (opened) => {
        await tell(opened, "Debugger.disable");
        await tell(opened, "Debugger.enable");
        return opened;
      })),
  };
  hurried.set(hooks, late);
  return late;
}

let compiler: (() => typeof TypeScript) | undefined;
let compilerVersion = "none";

function typescript(request: string, parent: NodeJS.Module | undefined, real: () => typeof TypeScript): unknown {
  const file = loader._resolveFilename(request, parent);
  const main = request.endsWith("/typescript-shim") ? resolveFrom(parent, "typescript") : file;
  const manifest = main === undefined ? undefined : join(dirname(dirname(main)), "package.json");
  const version = manifest !== undefined && existsSync(manifest) ? versionIn(manifest) : undefined;
  compiler ??= real;
  compilerVersion = version ?? file;
  return whenUsed(real, {
    ...(version === undefined ? {} : { version }),
    parseConfigFileTextToJson: (path: string, text: string): unknown =>
      kept(
        "tsconfig",
        [path, text],
        () => JSON.stringify(real().parseConfigFileTextToJson(path, text)),
        (found) => JSON.parse(found) as unknown,
      ),
  });
}

function resolveFrom(parent: NodeJS.Module | undefined, request: string): string | undefined {
  try {
    return loader._resolveFilename(request, parent);
  } catch {
    return undefined;
  }
}

function versionIn(manifest: string): string | undefined {
  const { name, version } = JSON.parse(readFileSync(manifest, "utf8")) as { name?: string; version?: string };
  return name === "typescript" ? version : undefined;
}

/** Answers from disk what was made of the same parts before. */
function kept<T>(kind: string, parts: readonly string[], make: () => string, read: (text: string) => T): T {
  const hash = createHash("sha256")
    .update(JSON.stringify([compilerVersion, ...parts]))
    .digest("hex");
  const known = keptText(`${kind}-${hash}`);
  if (known !== undefined) {
    try {
      return read(known.toString("utf8"));
    } catch {
      // Not whole: make it anew.
    }
  }
  const text = make();
  keep(`${kind}-${hash}`, text);
  return read(text);
}

interface RegisterOptions {
  readonly project?: string;
  readonly skipProject?: boolean;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** As the SDK's ts-node registers, transpiling only. */
function register(options: RegisterOptions, sdk: NodeJS.Module | undefined): void {
  const ts = (): typeof TypeScript => {
    if (compiler === undefined) throw new Error("TypeScript was not loaded by the SDK");
    return compiler();
  };
  const compilerOptions = settle(ts, options);
  const outputs = new Map<string, string>();
  // From where the SDK stands, so that it is the copy that maps the SDK's own stack traces.
  const support = resolveFrom(sdk, "source-map-support");
  if (support !== undefined) {
    const { install } = loader._load(support, undefined, false) as { install: (options: object) => void };
    install({ environment: "node", retrieveFile: (path: string) => outputs.get(path) ?? "" });
  }
  const javascript = loader._extensions[".js"];
  const compile = (module: NodeJS.Module & { _compile(code: string, file: string): void }, file: string): void => {
    if (file.includes(`${sep}node_modules${sep}`)) {
      javascript?.(module, file);
      return;
    }
    const source = readFileSync(file, "utf8");
    const code = kept(
      "transpiled",
      [file, JSON.stringify(compilerOptions), source],
      () => transpile(ts(), file, source, compilerOptions),
      (text) => text,
    );
    outputs.set(file, code);
    module._compile(code, file);
  };
  loader._extensions[".ts"] = compile;
  loader._extensions[".tsx"] = compile;
}

function settle(ts: () => typeof TypeScript, options: RegisterOptions): TypeScript.CompilerOptions {
  const file = options.project ?? "tsconfig.json";
  const texts = options.skipProject === true ? [] : chain(join(process.cwd(), file));
  const overrides = { ...options.compilerOptions };
  return kept(
    "options",
    [JSON.stringify(overrides), ...texts],
    () => {
      const api = ts();
      const config: { compilerOptions?: object; files?: string[]; extends?: unknown } =
        options.skipProject === true
          ? {}
          : (api.readConfigFile(file, (path) => api.sys.readFile(path)).config as object);
      config.compilerOptions = { ...config.compilerOptions, ...overrides };
      delete (config as { include?: unknown }).include;
      config.files = [];
      const parsed = api.parseJsonConfigFileContent(config, api.sys, process.cwd()).options;
      for (const key of [
        "out",
        "outFile",
        "composite",
        "declarationDir",
        "declarationMap",
        "emitDeclarationOnly",
        "tsBuildInfoFile",
        "incremental",
        "declaration",
        "noEmit",
        "configFilePath",
      ]) {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
        delete parsed[key];
      }
      return JSON.stringify({ ...parsed, sourceMap: true, inlineSourceMap: false, inlineSources: true, noEmit: false });
    },
    (text) => JSON.parse(text) as TypeScript.CompilerOptions,
  );
}

/** The texts of a tsconfig and of what it extends by a relative path; a change in any of them is a change of options. */
function chain(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file) || !existsSync(file)) return [file];
  seen.add(file);
  const text = readFileSync(file, "utf8");
  const said = text.split('"').filter((part) => /^\.{1,2}\/|tsconfig/u.test(part));
  const bases = said.map((path) => {
    const at = path.startsWith(".") ? join(dirname(file), path) : join(dirname(file), "node_modules", path);
    return at.endsWith(".json") ? at : `${at}.json`;
  });
  return [file, text, ...bases.flatMap((base) => chain(base, seen))];
}

// Apart from what follows it, or source-map-support would take the line for the map of this very file.
const mapMarker = "//# sourceMappingURL=";

function transpile(
  ts: typeof TypeScript,
  file: string,
  source: string,
  compilerOptions: TypeScript.CompilerOptions,
): string {
  const {
    outputText,
    sourceMapText = "{}",
    diagnostics = [],
  } = ts.transpileModule(source, { fileName: file, compilerOptions, reportDiagnostics: true });
  const errors = diagnostics.filter(({ category }) => category === ts.DiagnosticCategory.Error);
  if (errors.length > 0) {
    const text = ts.formatDiagnostics(errors, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => process.cwd(),
      getNewLine: () => "\n",
    });
    // The name by which the SDK knows a compiler's error, so that it leaves out our stack.
    throw Object.assign(new Error(`Unable to compile TypeScript:\n${text}`), { name: "TSError" });
  }
  const map = { ...(JSON.parse(sourceMapText) as object), file, sources: [file], sourceRoot: undefined };
  const inline = Buffer.from(JSON.stringify(map)).toString("base64");
  const code = outputText.slice(0, outputText.lastIndexOf(mapMarker));
  return `${code}${mapMarker}data:application/json;base64,${inline}\n`;
}
