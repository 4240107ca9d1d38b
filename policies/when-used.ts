import Module from "node:module";

type Load = (this: unknown, request: string, parent: NodeJS.Module | undefined, isMain: boolean) => unknown;

/** Stands for a module, which is loaded when the first of its names is used; those that are `known` need no loading. */
export function whenUsed(load: () => unknown, known: Readonly<Record<string, unknown>> = {}): unknown {
  let loaded: object | undefined;
  const target = (): object => (loaded ??= load() as object);
  return new Proxy(known, {
    get: (_, key) =>
      key in known ? known[key as string] : key === "__esModule" ? true : (Reflect.get(target(), key) as unknown),
    has: (_, key) => key in known || key in target(),
    ownKeys: () => Reflect.ownKeys(target()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(target(), key);
      return found === undefined ? undefined : { ...found, configurable: true };
    },
  });
}

const sdk = /[\\/]@pulumi[\\/]pulumi[\\/]index\.js$/u;

/** Whether a module that Pulumi's SDK loads is its automation API, or npm's resolver of dependencies, which packs closures. */
export function isSeldomUsed(request: string, parent: NodeJS.Module | undefined): boolean {
  return request === "@npmcli/arborist" || (request === "./automation" && sdk.test(parent?.filename ?? ""));
}

/**
 * Loads the policy SDK, and with it Pulumi's whole SDK, but for two parts that no policy uses: they take a third of the
 * time in which a pack starts, and it starts with every preview.
 */
export function loadSdk<T>(load: () => T): T {
  const loader = Module as unknown as { _load: Load };
  const real = loader._load;
  loader._load = function (request, parent, isMain) {
    const now = (): unknown => real.call(this, request, parent, isMain);
    return isSeldomUsed(request, parent) ? whenUsed(now) : now();
  };
  try {
    return load();
  } finally {
    loader._load = real;
  }
}
