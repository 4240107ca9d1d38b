import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

const signature = "4dabf18193072939515e22adb298388d";

/** A value that is not known yet, as the engine writes it. */
export const unknown: unique symbol = Symbol("unknown");
export type Unknown = typeof unknown;

/** A value that Pulumi marks as a secret. */
export class Secret<T = unknown> {
  constructor(readonly value: T) {}
}

export const secret = <T>(value: T): Secret<T> => new Secret(value);

/** Text asset, as the engine sends it. */
export const textAsset = (text: string): Raw => ({
  [signature]: "c44067f5952c0a294b673a41bacd8c17",
  hash: "0".repeat(64),
  text,
});

export const archive = (assets: Raw): Raw => ({
  [signature]: "0def7320c3a5731c473e5ecbe6d01bc7",
  hash: "0".repeat(64),
  assets,
});

export type Raw = Readonly<Record<string, unknown>>;

/** Properties as they travel: marks and unknowns become the engine's signatures. */
export function wire(value: unknown): JavaScriptValue {
  if (value === unknown) return "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  if (value instanceof Secret) return { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: wire(value.value) };
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => [key, wire(one)]),
    );
  }
  return value as JavaScriptValue;
}

export interface StackSample {
  readonly stack?: string;
  readonly project?: string;
  readonly dryRun?: boolean;
  readonly config?: Readonly<Record<string, string>>;
  readonly secretKeys?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

export function configureStackRequest(sample: StackSample): messages.AnalyzerStackConfigureRequest {
  const request = new messages.AnalyzerStackConfigureRequest();
  request.setStack(sample.stack ?? "grid");
  request.setProject(sample.project ?? "bots");
  request.setOrganization("organization");
  request.setDryRun(sample.dryRun ?? false);
  for (const [key, value] of Object.entries(sample.config ?? {})) request.getConfigMap().set(key, value);
  request.setConfigSecretKeysList([...(sample.secretKeys ?? [])]);
  for (const [key, value] of Object.entries(sample.tags ?? {})) request.getTagsMap().set(key, value);
  return request;
}

export interface ResourceSample {
  readonly type: string;
  readonly name?: string;
  readonly props: unknown;
  readonly protect?: boolean;
  readonly parent?: string;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly provider?: Raw;
  /** Stack policies only: what each property depends on, by name of resource. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
}

export function urnOf(type: string, name: string): string {
  return `urn:pulumi:grid::bots::${type}::${name}`;
}

function fill(request: messages.AnalyzeRequest | messages.AnalyzerResource, sample: ResourceSample): void {
  const name = sample.name ?? "bot";
  request.setType(sample.type);
  request.setUrn(urnOf(sample.type, name));
  request.setName(name);
  request.setProperties(Struct.fromJavaScript(wire(sample.props) as Record<string, JavaScriptValue>));
  const options = new messages.AnalyzerResourceOptions();
  options.setProtect(sample.protect ?? false);
  options.setParent(sample.parent ?? "");
  options.setIgnorechangesList([...(sample.ignoreChanges ?? [])]);
  options.setAdditionalsecretoutputsList([...(sample.additionalSecretOutputs ?? [])]);
  request.setOptions(options);
  if (sample.provider !== undefined) {
    const provider = new messages.AnalyzerProviderResource();
    provider.setType("pulumi:providers:aws");
    provider.setName("default_7_48_0");
    provider.setUrn(urnOf("pulumi:providers:aws", "default_7_48_0"));
    provider.setProperties(Struct.fromJavaScript(wire(sample.provider) as Record<string, JavaScriptValue>));
    request.setProvider(provider);
  }
}

export function analyzeRequest(sample: ResourceSample): messages.AnalyzeRequest {
  const request = new messages.AnalyzeRequest();
  fill(request, sample);
  return request;
}

export function analyzeStackRequest(samples: readonly ResourceSample[]): messages.AnalyzeStackRequest {
  const urns = new Map(samples.map(({ type, name }) => [name ?? "bot", urnOf(type, name ?? "bot")]));
  const request = new messages.AnalyzeStackRequest();
  request.setResourcesList(
    samples.map((sample) => {
      const resource = new messages.AnalyzerResource();
      fill(resource, sample);
      resource.setParent(sample.parent ?? "");
      for (const [property, names] of Object.entries(sample.dependencies ?? {})) {
        const dependencies = new messages.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map((name) => urns.get(name) ?? name));
        resource.getPropertydependenciesMap().set(property, dependencies);
      }
      return resource;
    }),
  );
  return request;
}

type Call = "analyze" | "remediate" | "analyzeStack" | "configureStack";

/** Travels as the key `__proto__`, which google-protobuf cannot write. */
export const proto = "__prote__";

/** The request as the SDK's server gets it: through bytes, and through whatever listens to them. */
export function received<T extends { serializeBinary(): Uint8Array }>(call: Call, request: T): T {
  const bytes = Buffer.from(request.serializeBinary());
  for (let at = bytes.indexOf(proto); at !== -1; at = bytes.indexOf(proto, at)) bytes.write("__proto__", at, "latin1");
  return AnalyzerService[call].requestDeserialize(bytes) as unknown as T;
}
