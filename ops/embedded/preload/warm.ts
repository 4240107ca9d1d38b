// A child that runs one stack after another: SDK and provider package stay loaded, the program is loaded afresh each time.
// Whatever can't be told apart from a clean start makes it answer "unsure"; then the stack is run again in a fresh process.
import { createRequire } from "node:module";
import Module from "node:module";
import { dirname, join, sep } from "node:path";

/** What the parent asks for. */
export interface WarmRequest {
  /** Path of the SDK's cmd/run. */
  readonly command: string;
  readonly entry: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What it hears: `done` is as good as a fresh process; after `stale` this child must not be used again. */
export interface WarmAnswer {
  readonly kind: "done" | "unsure";
  readonly why?: string;
  readonly stale: boolean;
}

interface Store {
  resourcePackages: unknown;
  resourceModules: unknown;
  leakCandidates: Set<unknown>;
  logErrorCount: number;
}

interface Sdk {
  readonly state: { getGlobalStore: () => Store };
  readonly settings: {
    waitForRPCs: () => Promise<void>;
    signalAndWaitForShutdown: () => Promise<void>;
    disconnectSync: () => void;
  };
  readonly run: {
    run: (
      argv: Readonly<Record<string, unknown>>,
      started: () => void,
      logged: (error: unknown) => void,
      isLogged: (error: unknown) => boolean,
    ) => Promise<unknown>;
  };
}

const mostRuns = 60;
const mostBytes = 900 * 1024 * 1024;
const events = [
  "uncaughtException",
  "unhandledRejection",
  "exit",
  "beforeExit",
  "warning",
  "SIGINT",
  "SIGTERM",
] as const;
type Listener = (...args: unknown[]) => void;

let sdk: Sdk | undefined;
let keptModules = new Set<string>();
let globals = new Set<PropertyKey>();
let runs = 0;

process.on("message", (request: WarmRequest) => {
  void serve(request).then((answer) => process.send?.(answer));
});
process.on("disconnect", () => process.exit(0));

async function serve(request: WarmRequest): Promise<WarmAnswer> {
  runs++;
  replaceEnvironment(request.environment);
  process.chdir(request.folder);
  sdk ??= await load(request.command);
  const { state, settings, run } = sdk;
  const before = state.getGlobalStore();
  (globalThis as { globalStore?: unknown }).globalStore = undefined;
  const store = state.getGlobalStore();
  // What provider packages registered when they were loaded: they stay loaded.
  store.resourcePackages = before.resourcePackages;
  store.resourceModules = before.resourceModules;

  const listeners = new Map(events.map((event) => [event, process.listeners(event as "exit") as Listener[]]));
  const argv = process.argv;
  const resources = count(process.getActiveResourcesInfo());
  let why: string | undefined;
  try {
    const failed = new Promise<never>((_, reject) => {
      for (const event of ["uncaughtException", "unhandledRejection"] as const) {
        process.on(event, (error: unknown) => {
          reject(error instanceof Error ? error : new Error(String(error)));
        });
      }
    });
    failed.catch(() => undefined);
    const finish = async (): Promise<void> => {
      await run.run(
        { _: [request.entry], pwd: request.folder },
        () => undefined,
        () => undefined,
        () => false,
      );
      await settle(store, settings);
      for (const listener of process.listeners("beforeExit") as Listener[]) if (isProviders(listener)) listener();
      await settle(store, settings);
    };
    await Promise.race([finish(), failed]);
    why = doubt(listeners, store);
    if (why === undefined) await settings.signalAndWaitForShutdown();
    settings.disconnectSync();
    why ??= await left(resources);
  } catch {
    why = "the program failed";
  } finally {
    for (const [event, known] of listeners) {
      for (const listener of process.listeners(event as "exit") as Listener[]) {
        if (!known.includes(listener) && !isProviders(listener)) process.removeListener(event, listener);
      }
    }
    process.argv = argv;
    forget();
  }
  const grown = Reflect.ownKeys(globalThis).some((key) => !globals.has(key));
  const stale = why !== undefined || grown || runs >= mostRuns || process.memoryUsage().rss > mostBytes;
  return why === undefined ? { kind: "done", stale } : { kind: "unsure", why, stale };
}

async function load(command: string): Promise<Sdk> {
  const folder = dirname(command);
  const from = createRequire(command);
  // cmd/run/index.js would run the program as soon as it is loaded; only its one constant is needed.
  const stub = new Module(command);
  stub.filename = command;
  stub.loaded = true;
  stub.exports = { nodeJSProcessExitedAfterLoggingUserActionableMessage: 32 };
  from.cache[command] = stub;
  from("./instrumentation");
  from("source-map-support/register");
  const hooks = from("../../runtime/closure/v8Hooks") as { isInitializedAsync: () => Promise<void> };
  await hooks.isInitializedAsync();
  const loaded: Sdk = {
    state: from("../../runtime/state") as Sdk["state"],
    settings: from("../../runtime/settings") as Sdk["settings"],
    run: from(join(folder, "run.js")) as Sdk["run"],
  };
  from("../..");
  keptModules = new Set(Object.keys(from.cache));
  globals = new Set([...Reflect.ownKeys(globalThis), "globalStore", "stackResource"]);
  return loaded;
}

function replaceEnvironment(environment: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(process.env)) if (!(key in environment)) Reflect.deleteProperty(process.env, key);
  Object.assign(process.env, environment);
}

/** Waits until no call is open and no promise of the SDK is pending, and stays so for some turns. */
async function settle(store: Store, settings: Sdk["settings"]): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet++) {
    await settings.waitForRPCs();
    await new Promise((resolve) => setImmediate(resolve));
    if (store.leakCandidates.size > 0) {
      quiet = -1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

/** What a fresh process would have done differently from here on. */
function doubt(listeners: ReadonlyMap<(typeof events)[number], Listener[]>, store: Store): string | undefined {
  if (store.logErrorCount > 0) return "the program logged an error";
  if (process.exitCode !== undefined && process.exitCode !== 0) return "the program set an exit code";
  for (const event of ["beforeExit", "exit"] as const) {
    // The SDK registers one listener for `exit` itself.
    const own = (process.listeners(event as "exit") as Listener[]).filter(
      (each) => listeners.get(event)?.includes(each) !== true && !isProviders(each),
    );
    if (event === "beforeExit" ? own.length > 0 : own.length > 2) return `the program waits for ${event}`;
  }
  // Timers would go on and may make resources.
  const timers = process.getActiveResourcesInfo().filter((each) => !/Wrap$|^Pipe|^TTY/u.test(each));
  return timers.length > 0 ? `something goes on: ${timers.join(", ")}` : undefined;
}

/** Whether the program left something open, once the SDK's own connections are closed. */
async function left(before: ReadonlyMap<string, number>): Promise<string | undefined> {
  for (let waited = 0; ; waited += 5) {
    const more = [...count(process.getActiveResourcesInfo())].filter(
      ([kind, number]) => number > (before.get(kind) ?? 0),
    );
    if (more.length === 0) return undefined;
    if (waited > 200) return `left open: ${more.map(([kind]) => kind).join(", ")}`;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** @pulumi/aws makes bucket notifications when the process is about to exit, by a listener that stays with its module. */
function isProviders(listener: Listener): boolean {
  return String(listener).includes("bucketSubscriptionInfos");
}

function count(kinds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Unloads everything but the SDK and the provider packages of Pulumi's making: a module may keep what it read of a stack. */
function forget(): void {
  const kept = /[\\/]node_modules[\\/]@pulumi[\\/](?:pulumi|aws)[\\/]/u;
  const cache = createRequire(__filename).cache;
  for (const file of Object.keys(cache)) {
    if (!keptModules.has(file) && !kept.test(file)) Reflect.deleteProperty(cache, file);
  }
  for (const module of Object.values(cache)) {
    if (module !== undefined)
      module.children = module.children.filter(({ filename }) => filename in cache || !filename.includes(sep));
  }
}
