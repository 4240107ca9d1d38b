import { createRequire } from "node:module";
import type { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Waiver } from "./waiver";

/**
 * What the engine says of the stack in `ConfigureStack`. Configuration arrives decrypted; whatever prints must not
 * print a value of `config`.
 */
export interface Stack {
  readonly name: string;
  readonly project: string;
  readonly organization: string;
  readonly dryRun: boolean;
  /** Full keys (`bulkhead:bot`) to decrypted values; objects and lists travel as JSON. */
  readonly config: ReadonlyMap<string, string>;
  readonly secretKeys: ReadonlySet<string>;
  /** Tags of the stack as the backend knew them before this update. */
  readonly tags: ReadonlyMap<string, string>;
}

/** Properties as they travelled: plain JSON with secrets, assets, references and unknowns still under their signatures. */
export type Raw = Readonly<Record<string, unknown>>;

type Message = messages.AnalyzeRequest | messages.AnalyzerResource;

/** One resource of one request, with its marks. Properties are read from the message at first use, and once. */
export class Registration {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly protect: boolean;
  readonly parent: string;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly provider: { readonly type: string; readonly urn: string; readonly properties: Raw } | undefined;
  /** URNs that each property depends on. The engine says so only where the whole stack is judged. */
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly #struct: Struct | undefined;
  #properties: Raw | undefined;

  constructor(
    message: Message,
    readonly run: Run,
  ) {
    const options = message.getOptions();
    this.type = message.getType();
    this.urn = message.getUrn();
    this.name = message.getName();
    this.protect = options?.getProtect() ?? false;
    this.parent = options?.getParent() ?? "";
    this.ignoreChanges = options?.getIgnorechangesList() ?? [];
    this.additionalSecretOutputs = options?.getAdditionalsecretoutputsList() ?? [];
    this.#struct = message.getProperties();
    this.provider = providerOf(message.getProvider());
    this.propertyDependencies = new Map(
      "getPropertydependenciesMap" in message
        ? Array.from(message.getPropertydependenciesMap().entries(), ([property, urns]) => [
            property,
            urns.getUrnsList(),
          ])
        : [],
    );
  }

  /** Inputs of a resource to judge; outputs where the whole stack is judged. After a remediation, what it made of them. */
  get properties(): Raw {
    return (this.#properties ??= plain(this.#struct));
  }

  /** Reads the properties; fails where they are nested too deep for the protocol's own library. */
  readNow(): this {
    this.#properties ??= plain(this.#struct);
    return this;
  }

  /** Answers the whole property map after a remediation, for the SDK to send back: marks, unknowns and assets as they came. */
  replace(properties: Raw): Raw {
    this.#properties = properties;
    remediated.set(properties, this);
    return properties;
  }
}

function providerOf(message: messages.AnalyzerProviderResource | undefined): Registration["provider"] {
  if (message === undefined) return undefined;
  const struct = message.getProperties();
  let properties: Raw | undefined;
  return {
    type: message.getType(),
    urn: message.getUrn(),
    get properties() {
      try {
        return (properties ??= plain(struct));
      } catch {
        return { [signature]: "unreadable" };
      }
    },
  };
}

function plain(struct: Struct | undefined): Raw {
  return struct?.toJavaScript() ?? {};
}

/** Everything that lasts from one `ConfigureStack` to the next. */
export interface Run {
  readonly stack: Stack;
  /** The inputs last seen for each URN. */
  readonly inputs: Map<string, Registration>;
  /** Policy, then URN, then the paths that were not known yet. */
  readonly undecided: Map<string, Map<string, readonly string[]>>;
  /** What kinds of stack configuration and tags have said so far that it is: bot, account, operator. */
  readonly kinds: Set<string>;
  /** Waivers that covered a violation, with the URNs it was on. */
  readonly waived: Map<Waiver, Set<string>>;
}

/** Under this key the engine says what a wrapped value is (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts, `specialSigKey`). */
export const signature = "4dabf18193072939515e22adb298388d";

interface Method {
  requestDeserialize: (bytes: Buffer) => unknown;
}

interface Answering<T> extends Method {
  responseSerialize: (response: T) => Buffer;
}

type Answer = messages.AnalyzeResponse | messages.RemediateResponse;

/** The SDK deserialises this instead of the properties, once per policy: it is one short string. */
const ticketKey = "bulkhead:ticket";
/** Requests are judged one after another; more at once than this and the oldest are refused for want of a record. */
const kept = 256;
/** Reasons for which a policy does not apply: most come again for each resource, few name what is not known of one. */
const mostReasons = 4096;

let run: Run | undefined;
let failure: string | undefined = "the pack has not been started";
let issued = 0;
const records = new Map<string, Registration | Unread>();
/** Requests without an answer, and the types of their resources. Where an answer failed, it counts as still to come. */
let asked = 0;
const typesAsked = new Set<string>();
/** The one request that waits for an answer, if it is the only one and was so from its beginning. */
let alone: Alone | undefined;
/** What was answered for policies that have no business with a type, by `Alone.key`. */
const idleAnswers = new Map<string, Buffer>();
let idleFor: (type: string) => ReadonlySet<string> = () => new Set();
const remediated = new WeakMap<object, Registration | Unread>();
let tapped = false;

interface Alone {
  /** The method and the type. */
  readonly key: string;
  readonly type: string;
}

/** Why the marks of a request could not be read. It never holds a value. */
export class Unread {
  constructor(readonly reason: string) {}
}

// Resolved from where the SDK stands, so that it is the very module whose methods the SDK hands to its server.
function sdkModule(name: string): unknown {
  return createRequire(require.resolve("@pulumi/policy"))(name);
}

/**
 * Reads every request before the SDK does, and keeps marks, unknowns, assets and configuration that the SDK drops.
 * Has to be called before `new PolicyPack`. If the SDK's shape moved, nothing is tapped and every policy refuses.
 */
export function tap(): void {
  if (tapped) return;
  tapped = true;
  try {
    const { AnalyzerService: service } = sdkModule("@pulumi/pulumi/proto/analyzer_grpc_pb") as {
      AnalyzerService: typeof AnalyzerService;
    };
    const { Struct: struct } = sdkModule("google-protobuf/google/protobuf/struct_pb") as {
      Struct: typeof Struct;
    };
    listen<messages.AnalyzerStackConfigureRequest>(service.configureStack, configure);
    listen<messages.AnalyzeRequest>(service.remediate, (request, bytes) => {
      exchange(request, losesProperty(bytes), struct);
    });
    listen<messages.AnalyzeRequest>(service.analyze, (request, bytes) => {
      const record = exchange(request, losesProperty(bytes), struct);
      if (!(record instanceof Unread)) record.run.inputs.set(record.urn, record);
    });
    listen<messages.AnalyzeStackRequest>(service.analyzeStack, (request, bytes) => {
      const resources = request.getResourcesList();
      // The bytes are those of all resources together: they are searched once.
      const loses = losesProperty(bytes);
      // All of them are needed at once, however many there are.
      for (const resource of resources) exchange(resource, loses, struct, kept + resources.length);
    });
    const { AnalyzeResponse, RemediateResponse } = sdkModule("@pulumi/pulumi/proto/analyzer_pb") as typeof messages;
    answer(service.remediate, RemediateResponse, "remediate");
    answer(service.analyze, AnalyzeResponse, "analyze");
    answer(service.analyzeStack, AnalyzeResponse);
    failure = undefined;
  } catch (error) {
    failure = `the policy SDK has another shape than the one that this pack was made for (${kindOf(error)})`;
  }
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- each caller names the message of its method
function listen<T>(method: Method, hear: (request: T, bytes: Buffer) => void): void {
  const deserialize = method.requestDeserialize;
  if (typeof deserialize !== "function") throw new TypeError("no requestDeserialize");
  method.requestDeserialize = (bytes) => {
    const request = deserialize(bytes) as T;
    hear(request, bytes);
    return request;
  };
}

/** Counts the requests that wait for an answer, and writes each reason for which a policy does not apply only once. */
function answer<T extends Answer>(method: Answering<T>, empty: new () => T, name?: string): void {
  const { requestDeserialize: deserialize, responseSerialize: serialize } = method;
  if (typeof serialize !== "function" || typeof new empty().getNotApplicableList !== "function") {
    throw new TypeError("no reasons in an answer");
  }
  method.requestDeserialize = (bytes) => {
    asked++;
    alone = undefined;
    const request = deserialize(bytes);
    if (asked === 1 && name !== undefined) {
      const type = (request as messages.AnalyzeRequest).getType();
      alone = { key: `${name} ${type}`, type };
    }
    return request;
  };
  method.responseSerialize = (response) => {
    const only = alone;
    alone = undefined;
    if (--asked === 0) typesAsked.clear();
    const reasons = response.getNotApplicableList();
    response.setNotApplicableList([]);
    if (only !== undefined && !idleAnswers.has(only.key)) {
      const idle = idleFor(only.type);
      const answers = reasons.filter((reason) => idle.has(reason.getPolicyName())).map(written);
      idleAnswers.set(only.key, Buffer.concat(answers));
    }
    // Messages of one type, one after another, are one message with the lists of all.
    return Buffer.concat([serialize(response), ...reasons.map((reason) => restIn(reason) ?? written(reason))]);
  };

  const known = new Map<string, Buffer>();
  function written(reason: messages.PolicyNotApplicable): Buffer {
    const key = `${reason.getPolicyName()} ${reason.getReason()}`;
    let bytes = known.get(key);
    if (bytes === undefined) {
      const alone = new empty();
      alone.setNotApplicableList([reason]);
      bytes = serialize(alone);
      if (known.size < mostReasons) known.set(key, bytes);
    }
    return bytes;
  }
}

/** What is answered in the place of policies that were passed over as one. */
function restIn(reason: messages.PolicyNotApplicable): Buffer | undefined {
  const name = reason.getPolicyName();
  return name.startsWith(restOf) ? idleAnswers.get(name.slice(restOf.length)) : undefined;
}

/** Begins the name that stands in an answer for all policies that were passed over, before `Alone.key`. */
export const restOf = "bulkhead:rest ";

/** Says which policies have no business with a type, by their names. */
export function passOver(idle: typeof idleFor): void {
  idleFor = idle;
}

/**
 * The method and type that are judged now, if it is known what is answered for policies that have no business with the
 * type, and no other request is there to be taken for this one.
 */
export function knownIdle(): Alone | undefined {
  return alone !== undefined && idleAnswers.has(alone.key) ? alone : undefined;
}

/** Whether a resource of one of these types may be what is judged now. */
export function mayBeAsked(types: readonly string[]): boolean {
  return failure !== undefined || types.some((type) => typesAsked.has(type));
}

function configure(request: messages.AnalyzerStackConfigureRequest): void {
  records.clear();
  idleAnswers.clear();
  run = undefined;
  const stack: Stack = Object.freeze({
    name: request.getStack(),
    project: request.getProject(),
    organization: request.getOrganization(),
    dryRun: request.getDryRun(),
    config: new Map(request.getConfigMap().entries() as Iterable<[string, string]>),
    secretKeys: new Set(request.getConfigSecretKeysList()),
    tags: new Map(request.getTagsMap().entries() as Iterable<[string, string]>),
  });
  run = { stack, inputs: new Map(), undecided: new Map(), kinds: new Set(), waived: new Map() };
}

/** Takes the properties out of the request, keeps them, and leaves a ticket for them in their place. */
function exchange(request: Message, loses: boolean, struct: typeof Struct, bound = kept): Registration | Unread {
  typesAsked.add(request.getType());
  const ticket = String(++issued);
  const record = read(request, loses);
  records.set(ticket, record);
  for (const oldest of records.keys()) {
    if (records.size <= bound) break;
    records.delete(oldest);
  }
  request.setProperties(struct.fromJavaScript({ [ticketKey]: ticket }));
  request.getProvider()?.setProperties(new struct());
  return record;
}

/** Whether a request names a property that google-protobuf, which keeps maps in plain objects, loses without a trace. */
function losesProperty(bytes: Buffer): boolean {
  return bytes.includes("\n\t__proto__");
}

function read(message: Message, loses: boolean): Registration | Unread {
  if (run === undefined) return new Unread("the engine has not said which stack this is (no ConfigureStack request)");
  if (loses) return new Unread("a property is named __proto__");
  try {
    return new Registration(message, run);
  } catch (error) {
    return new Unread(`the request could not be read (${kindOf(error)})`);
  }
}

/** The record behind what the SDK hands to a policy as `props`. */
export function recordOf(props: unknown): Registration | Unread {
  if (failure !== undefined) return new Unread(failure);
  if (typeof props !== "object" || props === null) return new Unread("the SDK handed over no properties");
  const ticket = (props as Raw)[ticketKey];
  const record = remediated.get(props) ?? (typeof ticket === "string" ? records.get(ticket) : undefined);
  if (record === undefined) {
    return new Unread("the request did not pass through the pack's own reading, or too many came at once");
  }
  try {
    return record instanceof Registration ? record.readNow() : record;
  } catch (error) {
    return new Unread(`the properties could not be read (${kindOf(error)})`);
  }
}

/** What is known of the current stack, or why nothing is. */
export function currentRun(): Run | Unread {
  if (failure !== undefined) return new Unread(failure);
  return run ?? new Unread("the engine has not said which stack this is (no ConfigureStack request)");
}

/** The kind of an error, without its text: the text may hold a value. */
export function kindOf(error: unknown): string {
  const name = typeof error === "object" && error !== null && "name" in error ? error.name : undefined;
  return typeof name === "string" && /^[A-Z]\w{1,40}$/u.test(name) ? name : typeof error;
}
