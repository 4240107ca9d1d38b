import { createHash } from "node:crypto";
import Module from "node:module";
import { basename, dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { keep, kept, makeFolder } from "./kept";

type Compile = (this: NodeJS.Module, content: string, file: string, format?: string) => unknown;

/** What Node 22 has of its own. */
interface Cached {
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => void;
}

interface Entry {
  readonly digest: string;
  /** Undefined where V8 has yet to be asked. */
  readonly data: Buffer | undefined;
  readonly script?: Script;
}

const mostBytes = 64 * 1024 * 1024;

// Milliseconds after which a pack has loaded what it needs. It is stopped, so that it can't write at its end.
const settled = 800;

// Packages, and packs: they are the same from run to run.
const worthKeeping = /[\\/]node_modules[\\/]|[\\/]policies[\\/]dist[\\/]/u;

/**
 * Keeps what V8 made of the packages' sources, so that the next process needn't compile a thousand files again. What is
 * kept belongs to the exact text of a file and to this version of Node; V8 refuses what it can't use.
 */
export function keepCompiled(): void {
  // The SDK sets it too, but later: V8 refuses what was made under other flags.
  setFlagsFromString("--allow-natives-syntax");
  const { enableCompileCache, flushCompileCache } = Module as Cached;
  if (enableCompileCache !== undefined) {
    try {
      const folder = makeFolder();
      if (folder !== undefined) enableCompileCache(folder);
    } catch {
      // A read-only folder costs time, nothing else.
    }
    if (flushCompileCache !== undefined) setTimeout(flushCompileCache, settled).unref();
    return;
  }
  const name = `compiled-${basename(dirname(process.argv[1] ?? "node"))}-${process.version}-${process.arch}`;
  const entries = read(kept(name));
  let fresh = false;
  const prototype = Module.prototype as unknown as { _compile: Compile };
  const compile = prototype._compile;
  prototype._compile = function (content, file, format) {
    const plain = (): unknown => compile.call(this, content, file, format);
    if (!worthKeeping.test(file) || (format !== undefined && format !== "commonjs")) return plain();
    // What imports ES modules, itself or by code that it makes, needs Node's own way to find them.
    if (/\bimport\s?\(|\bFunction\(|\beval\b/u.test(content)) return plain();
    const digest = createHash("sha1").update(content).digest("base64");
    const known = entries.get(file);
    const cachedData = known?.digest === digest ? known.data : undefined;
    let script: Script;
    try {
      script = new Script(Module.wrap(content), {
        filename: file,
        ...(cachedData === undefined ? {} : { cachedData }),
      });
    } catch {
      // An ES module, a command with its first line, or a mistake: Node knows what to do and what to say.
      return plain();
    }
    if (cachedData === undefined || script.cachedDataRejected === true) {
      fresh = true;
      entries.set(file, { digest, data: undefined, script });
    }
    const run = script.runInThisContext() as (...args: unknown[]) => unknown;
    return run.call(this.exports, this.exports, requireOf(this), this, file, dirname(file));
  };
  const write = (): void => {
    if (!fresh) return;
    fresh = false;
    keep(name, serialized(entries));
  };
  process.on("exit", write);
  setTimeout(write, settled).unref();
}

function requireOf(module: NodeJS.Module): NodeJS.Require {
  const loader = Module as unknown as {
    _resolveFilename: (request: string, parent: NodeJS.Module, main: boolean, options?: object) => string;
    _resolveLookupPaths: (request: string, parent: NodeJS.Module) => string[] | null;
    _extensions: object;
    _cache: NodeJS.Dict<NodeJS.Module>;
  };
  const require = (id: string): unknown => module.require(id);
  const resolve = (request: string, options?: object): string =>
    loader._resolveFilename(request, module, false, options);
  return Object.assign(require, {
    resolve: Object.assign(resolve, { paths: (request: string) => loader._resolveLookupPaths(request, module) }),
    // require.main of a preloaded file is undefined: it was loaded before the main one.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    main: process.mainModule,
    extensions: loader._extensions,
    cache: loader._cache,
  }) as unknown as NodeJS.Require;
}

/** A list of names, digests and lengths, its own length before it, and then the data, one after another. */
function serialized(entries: ReadonlyMap<string, Entry>): Buffer {
  const list: [file: string, digest: string, length: number][] = [];
  const parts: Buffer[] = [];
  let bytes = 0;
  for (const [file, { digest, data, script }] of entries) {
    const part = data ?? script?.createCachedData();
    if (part === undefined || (bytes += part.length) > mostBytes) continue;
    list.push([file, digest, part.length]);
    parts.push(part);
  }
  const head = Buffer.from(JSON.stringify(list));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...parts]);
}

function read(bytes: Buffer | undefined): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  if (bytes === undefined || bytes.length < 4) return entries;
  try {
    let at = 4 + bytes.readUInt32LE();
    for (const [file, digest, length] of JSON.parse(bytes.toString("utf8", 4, at)) as [string, string, number][]) {
      if (at + length > bytes.length) break;
      entries.set(file, { digest, data: bytes.subarray(at, at + length) });
      at += length;
    }
  } catch {
    // Not whole: it is written anew.
  }
  return entries;
}
