import { readFileSync, statSync } from "node:fs";
import { oneLine } from "../../policies/verdict";
import { UserError } from "../user-error";
import type { ReportedResource } from "./deployment";
import type { ProviderFacts, Registered } from "./judge";
import { isMap } from "./project";
import { isObject, kindOf, secret, unknown, type Properties, type Value } from "./properties";
import { unseenProvider } from "./unseen-provider";
import { nameOf } from "./urn";

/** A resource of a state that the pack can be asked about. */
export interface StateResource {
  readonly registered: Registered;
  readonly outputs: Properties;
  readonly reported: ReportedResource;
}

/** What `pulumi stack export` wrote. Secrets are marked, and their values unknown: nothing is decrypted. */
export interface ExportedState {
  readonly project: string;
  readonly stack: string;
  /** In the state's own order: what others depend on comes first. */
  readonly resources: readonly StateResource[];
  /** Resources that a program only reads, and old copies that a replacement left behind. */
  readonly leftOut: readonly { readonly urn: string; readonly why: "read" | "pending deletion" }[];
  /** How the state's own secrets are encrypted: `passphrase`, `service`, `cloud`, or of another kind. */
  readonly secretsProvider: string | undefined;
  /** Whether it was exported with `--show-secrets`. */
  readonly decrypted: boolean;
}

/** Mebibytes. The largest states seen in the field have tens. */
const largest = 128;
/** Levels of lists and maps in one property. The protocol's own library gives up at 100. */
const deepest = 90;

// github.com/pulumi/pulumi, sdk/go/common/apitype/core.go and pkg/secrets
const operations = ["creating", "updating", "deleting", "reading", "importing"];
const secretsProviders = ["passphrase", "service", "cloud"];

const howTo = "Write it with: pulumi stack export --file FILE";

/** Reads an exported state. No message quotes a value. Throws UserError. */
export function readExportedState(file: string): ExportedState {
  const refuse = (what: string): never => {
    throw new UserError(`${file}: ${what}`);
  };
  const content = parsed(file, refuse);
  if (!isMap(content)) return refuse(`an exported state is expected, a JSON object. ${howTo}.`);
  const { version, deployment } = content;
  if (isMap(content.checkpoint)) {
    return refuse(`this is a backend's own file, not an export. ${howTo}.`);
  }
  if (version !== 3) {
    const found = typeof version === "number" ? `version ${version}` : "no version";
    return refuse(`it has ${found}; deployments of version 3 can be judged. ${howTo}, by a current Pulumi CLI.`);
  }
  if (!isMap(deployment)) return refuse(`it has no deployment. ${howTo}.`);
  const { resources, pending_operations: pending, secrets_providers: providers } = deployment;
  refusePending(pending, refuse);
  const secretsProvider = secretsProviderOf(providers, refuse);
  if (resources !== undefined && resources !== null && !Array.isArray(resources)) {
    return refuse("deployment.resources is no list.");
  }
  const all = (resources ?? []) as readonly unknown[];
  if (all.length === 0) return refuse("the stack holds no resources; there is nothing to judge.");
  const reader = new Reader(refuse);
  all.forEach((each, index) => {
    reader.add(each, index);
  });
  return { ...reader.state(), secretsProvider };
}

function parsed(file: string, refuse: (what: string) => never): unknown {
  let text: string;
  try {
    const found = statSync(file);
    // A pipe is what a shell makes of <(pulumi stack export).
    if (found.isCharacterDevice()) return refuse(`it is a device. ${howTo}.`);
    const { size } = found;
    if (size > largest * 2 ** 20) {
      return refuse(`it is ${Math.ceil(size / 2 ** 20)} MiB; a state of up to ${largest} MiB can be judged.`);
    }
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UserError) throw error;
    return refuse(`can't be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}. ${howTo}.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, "")) as unknown;
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    return refuse(`it is not valid JSON. ${howTo}.`);
  }
}

function refusePending(pending: unknown, refuse: (what: string) => never): void {
  if (pending === undefined || pending === null) return;
  if (!Array.isArray(pending)) return refuse("deployment.pending_operations is no list.");
  const [first] = pending as readonly unknown[];
  if (first === undefined) return;
  const { type, resource } = isMap(first) ? first : {};
  const urn = isMap(resource) && typeof resource.urn === "string" ? `, the first ${named(resource.urn)}` : "";
  // A word that we don't know could be anything.
  const doing = operations.find((each) => each === type);
  const told = doing === undefined ? "" : ` (${doing}${urn})`;
  refuse(
    `${pending.length} interrupted ${pending.length === 1 ? "operation" : "operations"}${told}: the state does not say what exists. Run pulumi refresh and export it again.`,
  );
}

function secretsProviderOf(providers: unknown, refuse: (what: string) => never): string | undefined {
  if (providers === undefined || providers === null) return undefined;
  const type = isMap(providers) ? providers.type : undefined;
  if (typeof type !== "string") return refuse("deployment.secrets_providers has no type.");
  return secretsProviders.find((each) => each === type) ?? "of another kind";
}

/** A resource as an error may name it. */
function named(urn: string): string {
  return oneLine(nameOf(urn) || urn).slice(0, 100);
}

class Reader {
  readonly #refuse: (what: string) => never;
  readonly #resources: StateResource[] = [];
  readonly #leftOut: { urn: string; why: "read" | "pending deletion" }[] = [];
  readonly #providers = new Map<string, ProviderFacts>();
  readonly #urns = new Set<string>();
  #stack: string | undefined;
  #project = "";
  #decrypted = false;

  constructor(refuse: (what: string) => never) {
    this.#refuse = refuse;
  }

  state(): Omit<ExportedState, "secretsProvider"> {
    return {
      stack: this.#stack ?? "",
      project: this.#project,
      resources: this.#resources,
      leftOut: this.#leftOut,
      decrypted: this.#decrypted,
    };
  }

  add(entry: unknown, index: number): void {
    const at = `deployment.resources[${index}]`;
    if (!isMap(entry)) return this.#refuse(`${at} is no object.`);
    const { urn, type } = entry;
    const parts = typeof urn === "string" ? /^urn:pulumi:([^:]+)::([^:]+)::([^:].*?)::/u.exec(urn) : null;
    if (typeof urn !== "string" || parts === null) return this.#refuse(`${at} has no URN.`);
    const [, stack = "", project = ""] = parts;
    if (typeof type !== "string" || type === "") return this.#refuse(`${at} has no type.`);
    if (this.#stack !== undefined && (this.#stack !== stack || this.#project !== project)) {
      return this.#refuse(`${at} is of another stack than the resources before it.`);
    }
    this.#stack = stack;
    this.#project = project;
    // The engine does not have these judged either.
    if (entry.delete === true || entry.external === true) {
      this.#leftOut.push({ urn, why: entry.delete === true ? "pending deletion" : "read" });
      return;
    }
    if (this.#urns.has(urn)) return this.#refuse(`${at} has the URN of a resource before it.`);
    this.#urns.add(urn);
    this.#resources.push(this.#resource(entry, { urn, type, at }));
  }

  #resource(
    entry: Readonly<Record<string, unknown>>,
    { urn, type, at }: { readonly urn: string; readonly type: string; readonly at: string },
  ): StateResource {
    const inputs = this.#properties(entry.inputs, `${at}.inputs`);
    const outputs = this.#properties(entry.outputs, `${at}.outputs`);
    const id = typeof entry.id === "string" ? entry.id : "";
    const name = nameOf(urn);
    if (type.startsWith("pulumi:providers:")) this.#providers.set(`${urn}::${id}`, { type, urn, name, inputs });
    const reference = typeof entry.provider === "string" ? entry.provider : "";
    const hasProvider = reference !== "" || (entry.custom === true && !type.startsWith("pulumi:"));
    const [packageName = ""] = type.split(":");
    const provider =
      this.#providers.get(reference) ?? (hasProvider ? unseenProvider(reference, packageName) : undefined);
    const parent = typeof entry.parent === "string" ? entry.parent : "";
    const timeouts = isMap(entry.customTimeouts) ? entry.customTimeouts : {};
    const seconds = (value: unknown): number => (typeof value === "number" ? value : 0);
    const dependencies = isMap(entry.propertyDependencies) ? Object.entries(entry.propertyDependencies) : [];
    return {
      registered: {
        urn,
        type,
        name,
        parent,
        options: {
          protect: entry.protect === true,
          ignoreChanges: texts(entry.ignoreChanges),
          deleteBeforeReplace: undefined,
          additionalSecretOutputs: texts(entry.additionalSecretOutputs),
          aliases: texts(entry.aliases),
          timeouts: {
            create: seconds(timeouts.create),
            update: seconds(timeouts.update),
            delete: seconds(timeouts.delete),
          },
        },
        provider,
        dependencies: texts(entry.dependencies),
        propertyDependencies: new Map(dependencies.map(([key, urns]) => [key, texts(urns)])),
        inputs,
      },
      outputs: { ...outputs, ...(id === "" ? {} : { id }) },
      reported: { urn, type, name, parent, ...place(entry.sourcePosition), madeUp: [] },
    };
  }

  #properties(given: unknown, at: string): Properties {
    if (given === undefined || given === null) return {};
    if (!isMap(given)) return this.#refuse(`${at} is no object.`);
    return this.#marked(given as Properties, at, 0) as Properties;
  }

  /** Secrets become marks around an unknown value, whether they stand there encrypted or, by `--show-secrets`, in plain. */
  #marked(value: Value, at: string, depth: number): Value {
    if (depth > deepest) return this.#refuse(`${at} is nested more than ${deepest} levels deep.`);
    if (Array.isArray(value)) return (value as readonly Value[]).map((each) => this.#marked(each, at, depth + 1));
    if (!isObject(value)) return value;
    if (kindOf(value) === "secret") {
      if (Object.hasOwn(value, "plaintext")) this.#decrypted = true;
      return secret(unknown);
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#marked(each, at, depth + 1)]));
  }
}

function texts(list: unknown): readonly string[] {
  return Array.isArray(list) ? (list as readonly unknown[]).filter((each) => typeof each === "string") : [];
}

/** The program's line that the engine noted: `project:///index.ts#12,3`. */
function place(position: unknown): Pick<ReportedResource, "file" | "line"> {
  const found = typeof position === "string" ? /^project:\/\/\/([^#]+)#(\d{1,7})(?:,\d{1,7})?$/u.exec(position) : null;
  const [, path = "", line] = found ?? [];
  if (path === "" || /(?:^|\/)(?:\.\.|node_modules)\//u.test(path)) return { file: undefined, line: undefined };
  try {
    return { file: decodeURIComponent(path), line: Number(line) };
  } catch {
    return { file: undefined, line: undefined };
  }
}
