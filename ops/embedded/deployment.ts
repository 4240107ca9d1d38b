import { randomUUID } from "node:crypto";
import * as grpc from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { CallbackInvokeRequest, type Callback, type CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as monitor from "@pulumi/pulumi/proto/resource_pb";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { UserError } from "../user-error";
import type { Configuration } from "./configuration";
import type { Door } from "./door";
import { struct, type Judge, type ProviderFacts, type Registered } from "./judge";
import type { Project } from "./project";
import {
  dependenciesOf,
  downgrade,
  isObject,
  kindOf,
  output,
  plain,
  secret,
  settleAssets,
  textIn,
  type Properties,
  type Value,
} from "./properties";
import type { Provider, Subject } from "./provider/provider";
import type { Typings } from "./provider/typings";
import type { StackOutputs } from "./stack-outputs";
import { unseenProvider } from "./unseen-provider";
import { makeUrn } from "./urn";

/** A resource of the program as a report shows it. */
export interface ReportedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  /** The program's line that makes it, where the SDK says so: absolute path, and line from 1. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly madeUp: readonly string[];
}

/** What the program said through `pulumi.log`. */
export interface Message {
  readonly severity: "info" | "warning" | "error";
  readonly text: string;
}

interface Known {
  readonly urn: string;
  readonly id: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly protect: boolean | undefined;
  readonly provider: string;
  readonly providers: ReadonlyMap<string, string>;
  readonly transforms: readonly Callback[];
  outputs: Properties;
}

interface Parts {
  readonly project: Project;
  readonly stack: string;
  readonly configuration: Configuration;
  readonly provider: Provider;
  readonly typings: Typings;
  readonly stackOutputs: StackOutputs;
  readonly judge: Judge;
  /** Called at every sign of life of the program. */
  readonly onActivity: () => void;
}

const messageBound = 400 * 1024 * 1024;

const logBound = 200;

/** The engine's two services for one run of a program under one stack: every registration is answered and judged. */
export class Deployment {
  readonly #parts: Parts;
  readonly #server: grpc.Server;
  readonly #known = new Map<string, Known>();
  readonly #urns = new Set<string>();
  readonly #providers = new Map<string, Promise<{ reference: string; facts: ProviderFacts }>>();
  readonly #providerFacts = new Map<string, ProviderFacts>();
  readonly #callbacks = new Map<string, CallbacksClient>();
  readonly #stackTransforms: Callback[] = [];
  readonly #invokeTransforms: Callback[] = [];
  readonly resources: ReportedResource[] = [];
  /** Inputs and outputs by URN, made-up ones with them. Not for reports: values may be secret. */
  readonly properties = new Map<string, Properties>();
  readonly messages: Message[] = [];
  #root = "";
  #fail: (error: Error) => void = () => undefined;
  #signalShutdown: () => void = () => undefined;

  /** Rejects as soon as the program asks for what can't be answered offline. */
  readonly failed: Promise<never>;
  /** Fulfilled when the program says that it is done. */
  readonly shutdown: Promise<void>;
  finished = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
    this.shutdown = new Promise((resolve) => {
      this.#signalShutdown = resolve;
    });
    this.#server = new grpc.Server({
      "grpc.max_receive_message_length": messageBound,
      "grpc.max_send_message_length": messageBound,
    });
    this.#server.addService(ResourceMonitorService, this.#monitor());
    this.#server.addService(EngineService, this.#engine());
  }

  /** Serves everybody who comes through the door. */
  serve(door: Door): void {
    const injector = this.#server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
    door.open((socket) => {
      injector.injectConnection(socket);
    });
  }

  close(): void {
    for (const client of this.#callbacks.values()) client.close();
    this.#server.forceShutdown();
  }

  #unary<Request, Response>(
    answer: (request: Request) => Promise<Response> | Response,
  ): grpc.handleUnaryCall<Request, Response> {
    return (call, done) => {
      this.#parts.onActivity();
      Promise.resolve(call.request)
        .then(answer)
        .then(
          (response) => {
            this.#parts.onActivity();
            done(null, response);
          },
          (error: unknown) => {
            const failure = error instanceof Error ? error : new Error(String(error));
            // A refusal of ours ends the run; an error of the program's own callback goes back to the program.
            if (!("details" in failure)) this.#fail(failure);
            done({
              code: grpc.status.UNKNOWN,
              details: "details" in failure ? String(failure.details) : failure.message,
            });
          },
        );
    };
  }

  #monitor(): grpc.UntypedServiceImplementation {
    const refuse = (what: string): grpc.handleUnaryCall<unknown, never> =>
      this.#unary(() => {
        throw new UserError(
          `The program uses ${what}; that needs the provider itself, so this program can't be judged offline. Use pulumi preview --policy-pack.`,
        );
      });
    return {
      supportsFeature: this.#unary(() => {
        const response = new monitor.SupportsFeatureResponse();
        response.setHassupport(true);
        return response;
      }),
      registerResource: this.#unary((request: monitor.RegisterResourceRequest) => this.#register(request)),
      registerResourceOutputs: this.#unary((request: monitor.RegisterResourceOutputsRequest) => {
        const known = this.#known.get(request.getUrn());
        const outputs = settleAssets(
          toProperties(request.getOutputs()),
          this.#parts.project.programFolder,
        ) as Properties;
        if (known !== undefined) {
          known.outputs = { ...known.outputs, ...outputs };
          this.#parts.judge.settle(known.urn, known.outputs);
        }
        return new Empty();
      }),
      readResource: this.#unary((request: monitor.ReadResourceRequest) => this.#read(request)),
      invoke: this.#unary((request: monitor.ResourceInvokeRequest) => this.#invoke(request)),
      streamInvoke: refuse("a streaming function"),
      call: refuse("a method of a remote component (call)"),
      registerPackage: refuse("a parameterised package"),
      registerStackTransform: this.#unary((callback: Callback) => {
        this.#stackTransforms.push(callback);
        return new Empty();
      }),
      registerStackInvokeTransform: this.#unary((callback: Callback) => {
        this.#invokeTransforms.push(callback);
        return new Empty();
      }),
      registerResourceHook: this.#unary(() => new Empty()),
      registerErrorHook: this.#unary(() => new Empty()),
      signalAndWaitForShutdown: this.#unary(() => {
        this.finished = true;
        this.#signalShutdown();
        return new Empty();
      }),
    };
  }

  #engine(): grpc.UntypedServiceImplementation {
    return {
      log: this.#unary((request: engine.LogRequest) => {
        const severity = request.getSeverity();
        if (severity !== engine.LogSeverity.DEBUG && this.messages.length < logBound) {
          this.messages.push({
            severity:
              severity === engine.LogSeverity.ERROR
                ? "error"
                : severity === engine.LogSeverity.WARNING
                  ? "warning"
                  : "info",
            text: request.getMessage().slice(0, 8_192),
          });
        }
        return new Empty();
      }),
      setRootResource: this.#unary((request: engine.SetRootResourceRequest) => {
        this.#root = request.getUrn();
        return new engine.SetRootResourceResponse();
      }),
      getRootResource: this.#unary(() => {
        const response = new engine.GetRootResourceResponse();
        response.setUrn(this.#root);
        return response;
      }),
      requirePulumiVersion: this.#unary(() => new engine.RequirePulumiVersionResponse()),
      startDebugging: this.#unary(() => new Empty()),
    };
  }

  async #register(request: monitor.RegisterResourceRequest): Promise<monitor.RegisterResourceResponse> {
    const { project, stack, provider, judge } = this.#parts;
    const type = request.getType();
    const name = request.getName();
    const parent = request.getParent();
    const custom = request.getCustom();
    if (request.getRemote()) {
      throw new UserError(
        `${name} (${type}) is a remote component: its provider builds it, so it can't be judged offline. Use pulumi preview --policy-pack.`,
      );
    }
    let options = transformOptions(request);
    this.#inherit(options, parent, type, custom);

    let properties = toProperties(request.getObject());
    const own = request.getTransformsList();
    const stated = new Map(
      Array.from(request.getPropertydependenciesMap().entries(), ([key, urns]) => [key, urns.getUrnsList()] as const),
    );
    const hasStated = stated.size > 0;
    if (own.length > 0) properties = withDependencies(properties, stated);
    const transforms = [
      ...own,
      ...this.#ancestors(parent).flatMap((each) => each.transforms),
      ...this.#stackTransforms,
    ];
    for (const transform of transforms) {
      [properties, options] = await this.#transform(transform, { type, name, custom, parent }, properties, options);
    }

    let dependencies = options.getDependsOnList();
    const propertyDependencies = new Map<string, readonly string[]>();
    for (const [key, value] of Object.entries(properties)) {
      const inside = [...dependenciesOf(value)];
      const before = own.length > 0 ? [] : hasStated ? (stated.get(key) ?? []) : dependencies;
      propertyDependencies.set(key, [...new Set([...before, ...inside])]);
    }
    if (own.length > 0) dependencies = [...new Set([...dependencies, ...[...propertyDependencies.values()].flat()])];

    const isProvider = type.startsWith("pulumi:providers:");
    const [packageName = ""] = type.split(":");
    const { reference, facts } =
      custom && !isProvider
        ? await this.#providerOf(packageName, options, parent)
        : { reference: options.getProvider(), facts: undefined };

    const urn = makeUrn(stack, project.name, parent, type, name);
    if (this.#urns.has(urn)) {
      throw new UserError(`The program makes two resources of the same URN, ${urn}: give one of them another name.`);
    }
    this.#urns.add(urn);

    const secretOutputs = options.getAdditionalSecretOutputsList();
    let inputs = settleAssets(downgrade(properties), project.programFolder) as Properties;
    const region = plain(inputs.region) ?? plain(facts?.inputs.region);
    const subject: Subject = {
      type,
      name,
      urn,
      region: typeof region === "string" && region !== "" ? region : undefined,
      secretOutputs,
    };
    if (isProvider && options.getVersion() !== "") inputs = { ...inputs, version: options.getVersion() };
    if (custom && !isProvider) inputs = provider.check(subject, inputs);

    const registered: Registered = {
      urn,
      type,
      name,
      parent,
      options: {
        protect: options.hasProtect() && options.getProtect() === true,
        ignoreChanges: options.getIgnoreChangesList(),
        deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
        additionalSecretOutputs: secretOutputs,
        aliases: options
          .getAliasesList()
          .map((alias) => aliasUrn(alias, { stack, project: project.name, parent, type, name })),
        timeouts: {
          create: seconds(options.getCustomTimeouts()?.getCreate()),
          update: seconds(options.getCustomTimeouts()?.getUpdate()),
          delete: seconds(options.getCustomTimeouts()?.getDelete()),
        },
      },
      provider: facts,
      dependencies,
      propertyDependencies,
      inputs,
    };
    const judged = judge.register(registered);
    judged.catch((error: unknown) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    // Only a pack that may change the inputs is waited for.
    if (await judge.remediates()) inputs = await judged;

    const created =
      custom && !isProvider
        ? provider.create(subject, inputs, options.getImport())
        : { id: isProvider ? randomUUID() : "", outputs: inputs, judged: inputs, madeUp: [], complete: true };
    judge.settle(urn, custom ? created.judged : {});
    if (isProvider) this.#providerFacts.set(`${urn}::${created.id}`, { type, urn, name, inputs });
    this.#known.set(urn, {
      urn,
      id: created.id,
      parent,
      custom,
      protect: options.hasProtect() ? options.getProtect() : undefined,
      provider: reference,
      providers: new Map(options.getProvidersMap().entries()),
      transforms: own,
      outputs: custom ? created.outputs : {},
    });
    this.properties.set(urn, { ...inputs, ...created.outputs, id: created.id });
    const position = request.getSourceposition();
    this.resources.push({
      urn,
      type,
      name,
      parent,
      ...place(position?.getUri(), position?.getLine(), project.programFolder),
      madeUp: created.madeUp,
    });

    const response = new monitor.RegisterResourceResponse();
    response.setUrn(urn);
    response.setId(created.id);
    response.setObject(struct(custom ? created.outputs : {}));
    // What is missing from a success is undefined in the program, and unknown otherwise.
    response.setResult(created.complete ? monitor.Result.SUCCESS : monitor.Result.SKIP);
    return response;
  }

  #ancestors(parent: string): Known[] {
    const ancestors: Known[] = [];
    for (let known = this.#known.get(parent); known !== undefined; known = this.#known.get(known.parent))
      ancestors.push(known);
    return ancestors;
  }

  #inherit(options: monitor.TransformResourceOptions, parent: string, type: string, custom: boolean): void {
    const known = this.#known.get(parent);
    if (known === undefined) return;
    if (!options.hasProtect() && known.protect !== undefined) options.setProtect(known.protect);
    const [packageName] = type.split(":");
    const inherited = this.#providerFacts.get(known.provider);
    if (options.getProvider() === "" && (!custom || inherited?.type === `pulumi:providers:${packageName ?? ""}`)) {
      options.setProvider(known.provider);
    }
    if (!custom) {
      for (const [key, reference] of known.providers) {
        if (!options.getProvidersMap().has(key)) options.getProvidersMap().set(key, reference);
      }
    }
  }

  async #providerOf(
    packageName: string,
    options: monitor.TransformResourceOptions,
    parent: string,
  ): Promise<{ reference: string; facts: ProviderFacts }> {
    const reference = [
      options.getProvider(),
      options.getProvidersMap().get(packageName),
      this.#known.get(parent)?.providers.get(packageName),
    ].find((each) => each !== undefined && each !== "");
    if (reference !== undefined)
      return { reference, facts: this.#providerFacts.get(reference) ?? unseenProvider(reference, packageName) };
    return this.#defaultProvider(packageName, options.getVersion(), options.getPluginDownloadUrl());
  }

  #defaultProvider(
    packageName: string,
    stated: string,
    url: string,
  ): Promise<{ reference: string; facts: ProviderFacts }> {
    const version =
      stated !== "" ? stated : packageName === "pulumi-nodejs" ? "" : (this.#parts.typings.version(packageName) ?? "");
    const name = [
      "default",
      ...(version === "" ? [] : version.split(/[.\-+]/u)),
      ...(url === "" ? [] : [url.replace(/[^\w.-]/gu, "_")]),
    ].join("_");
    const key = `${packageName} ${name}`;
    let provider = this.#providers.get(key);
    if (provider === undefined) {
      provider = this.#startProvider(packageName, name, version, url);
      this.#providers.set(key, provider);
    }
    return provider;
  }

  async #startProvider(
    packageName: string,
    name: string,
    version: string,
    url: string,
  ): Promise<{ reference: string; facts: ProviderFacts }> {
    const { stack, project, configuration, judge } = this.#parts;
    const inputs: Record<string, Value> = {};
    for (const [key, value] of configuration.values) {
      // Dynamic providers live in the program, and are told all of its configuration.
      const own =
        packageName === "pulumi-nodejs"
          ? key
          : key.startsWith(`${packageName}:`)
            ? key.slice(packageName.length + 1)
            : undefined;
      if (own !== undefined) inputs[own] = configuration.secretKeys.has(key) ? secret(value) : value;
    }
    if (version !== "") inputs.version = version;
    if (url !== "") inputs.pluginDownloadURL = url;
    const type = `pulumi:providers:${packageName}`;
    const urn = makeUrn(stack, project.name, "", type, name);
    this.#urns.add(urn);
    const judged = judge.register({
      urn,
      type,
      name,
      parent: "",
      options: {
        protect: false,
        ignoreChanges: [],
        deleteBeforeReplace: undefined,
        additionalSecretOutputs: [],
        aliases: [],
        timeouts: { create: 0, update: 0, delete: 0 },
      },
      provider: undefined,
      dependencies: [],
      propertyDependencies: new Map(),
      inputs,
    });
    judged.catch((error: unknown) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    const settled = (await judge.remediates()) ? await judged : inputs;
    judge.settle(urn, settled);
    this.resources.push({ urn, type, name, parent: "", file: undefined, line: undefined, madeUp: [] });
    const facts: ProviderFacts = { type, urn, name, inputs: settled };
    const reference = `${urn}::${randomUUID()}`;
    this.#providerFacts.set(reference, facts);
    return { reference, facts };
  }

  async #read(request: monitor.ReadResourceRequest): Promise<monitor.ReadResourceResponse> {
    const { stack, project, provider } = this.#parts;
    const type = request.getType();
    const name = request.getName();
    const urn = makeUrn(stack, project.name, request.getParent(), type, name);
    const state = settleAssets(toProperties(request.getProperties()), project.programFolder) as Properties;
    let outputs: Properties;
    if (type === "pulumi:pulumi:StackReference") {
      outputs = { ...state, ...this.#stackOutputs(textIn(state.name) || request.getId()) };
    } else {
      const [packageName = ""] = type.split(":");
      const options = new monitor.TransformResourceOptions();
      options.setProvider(request.getProvider());
      options.setVersion(request.getVersion());
      const { facts } = await this.#providerOf(packageName, options, request.getParent());
      const region = plain(state.region) ?? plain(facts.inputs.region);
      outputs = provider.read(
        {
          type,
          name,
          urn,
          region: typeof region === "string" ? region : undefined,
          secretOutputs: request.getAdditionalsecretoutputsList(),
        },
        request.getId(),
        state,
      );
    }
    this.#known.set(urn, {
      urn,
      id: request.getId(),
      parent: request.getParent(),
      custom: true,
      protect: undefined,
      provider: request.getProvider(),
      providers: new Map(),
      transforms: [],
      outputs,
    });
    const response = new monitor.ReadResourceResponse();
    response.setUrn(urn);
    response.setProperties(struct(outputs));
    return response;
  }

  #stackOutputs(name: string): Properties {
    const found = this.#parts.stackOutputs.get(name);
    if (found === undefined) {
      throw new UserError(
        `The program refers to stack ${JSON.stringify(name)}, whose outputs are not known offline. Give them with --outputs FILE: {"${name.replaceAll('"', "")}": {"OUTPUT": VALUE}}.`,
      );
    }
    return { name, outputs: found.outputs, secretOutputNames: found.secretNames };
  }

  async #invoke(request: monitor.ResourceInvokeRequest): Promise<InvokeResponse> {
    const token = request.getTok();
    let args = toProperties(request.getArgs());
    let options = new monitor.TransformInvokeOptions();
    options.setProvider(request.getProvider());
    options.setVersion(request.getVersion());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    for (const transform of this.#invokeTransforms) {
      const question = new monitor.TransformInvokeRequest();
      question.setToken(token);
      question.setArgs(struct(args));
      question.setOptions(options);
      const answer = monitor.TransformInvokeResponse.deserializeBinary(
        await this.#call(transform, question.serializeBinary()),
      );
      args = answer.hasArgs() ? toProperties(answer.getArgs()) : args;
      options = answer.getOptions() ?? options;
    }
    const response = new InvokeResponse();
    response.setReturn(struct(await this.#answer(token, downgrade(args) as Properties, options)));
    return response;
  }

  async #answer(token: string, args: Properties, options: monitor.TransformInvokeOptions): Promise<Properties> {
    if (token === "pulumi:pulumi:getResource") {
      const urn = textIn(args.urn);
      const known = this.#known.get(urn);
      if (known === undefined) throw new UserError(`The program asks for resource ${urn}, which it has not made.`);
      return { urn, id: known.id, state: known.outputs };
    }
    if (token === "pulumi:pulumi:readStackOutputs") return this.#stackOutputs(textIn(args.name));
    const [packageName = ""] = token.split(":");
    const resource = new monitor.TransformResourceOptions();
    resource.setProvider(options.getProvider());
    resource.setVersion(options.getVersion());
    const { facts } = await this.#providerOf(packageName, resource, "");
    const region = plain(args.region) ?? plain(facts.inputs.region);
    const result = this.#parts.provider.invoke(token, args, typeof region === "string" ? region : undefined);
    if (result === undefined) {
      throw new UserError(
        `The program calls ${token}; its package's typings are not installed, so no answer can be made up and this program can't be judged offline.`,
      );
    }
    return result;
  }

  async #transform(
    callback: Callback,
    { type, name, custom, parent }: { type: string; name: string; custom: boolean; parent: string },
    properties: Properties,
    options: monitor.TransformResourceOptions,
  ): Promise<[Properties, monitor.TransformResourceOptions]> {
    const request = new monitor.TransformRequest();
    request.setType(type);
    request.setName(name);
    request.setCustom(custom);
    request.setParent(parent);
    request.setProperties(struct(properties));
    request.setOptions(options);
    const response = monitor.TransformResponse.deserializeBinary(await this.#call(callback, request.serializeBinary()));
    return [
      response.hasProperties() ? toProperties(response.getProperties()) : properties,
      response.getOptions() ?? options,
    ];
  }

  #call(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const target = callback.getTarget();
    let client = this.#callbacks.get(target);
    if (client === undefined) {
      client = new CallbacksClient(target, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": messageBound,
        "grpc.max_send_message_length": messageBound,
      });
      this.#callbacks.set(target, client);
    }
    const message = new CallbackInvokeRequest();
    message.setToken(callback.getToken());
    message.setRequest(request);
    const asked = client;
    return new Promise((resolve, reject) => {
      asked.invoke(message, (error: grpc.ServiceError | null, response: CallbackInvokeResponse) => {
        if (error === null) resolve(response.getResponse_asU8());
        else reject(error);
      });
    });
  }
}

function toProperties(message: { toJavaScript(): object } | undefined): Properties {
  return (message?.toJavaScript() ?? {}) as Properties;
}

function transformOptions(request: monitor.RegisterResourceRequest): monitor.TransformResourceOptions {
  const options = new monitor.TransformResourceOptions();
  options.setImport(request.getImportid());
  options.setDependsOnList(request.getDependenciesList());
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  options.setIgnoreChangesList(request.getIgnorechangesList());
  options.setReplaceOnChangesList(request.getReplaceonchangesList());
  options.setVersion(request.getVersion());
  options.setAliasesList(request.getAliasesList());
  options.setProvider(request.getProvider());
  for (const [key, value] of request.getProvidersMap().entries()) options.getProvidersMap().set(key, value);
  options.setCustomTimeouts(request.getCustomtimeouts());
  options.setPluginDownloadUrl(request.getPlugindownloadurl());
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  options.setDeletedWith(request.getDeletedwith());
  options.setReplaceWithList(request.getReplaceWithList());
  options.setHideDiffList(request.getHidediffsList());
  if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
  options.setHooks(request.getHooks());
  return options;
}

/** A transform sees what a property depends on as output values, and may keep or drop it. */
function withDependencies(properties: Properties, stated: ReadonlyMap<string, readonly string[]>): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const urns = stated.get(key) ?? [];
      if (urns.length === 0) return [key, value];
      const inner = isObject(value) && kindOf(value) === "secret" ? value.value : value;
      return [key, output(inner, kindOf(value) === "secret", urns)];
    }),
  );
}

function aliasUrn(
  alias: Alias,
  own: { stack: string; project: string; parent: string; type: string; name: string },
): string {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  const parent = spec.getNoparent() ? "" : spec.getParenturn() || own.parent;
  return makeUrn(
    spec.getStack() || own.stack,
    spec.getProject() || own.project,
    parent,
    spec.getType() || own.type,
    spec.getName() || own.name,
  );
}

const units: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds of a Go duration such as `1h30m`. */
function seconds(duration: string | undefined): number {
  // Amounts and their units by turns.
  const parts = (duration ?? "").split(/(ns|us|µs|ms|[smh])/u);
  return parts.reduce((total, part, index) => total + (Number(parts[index - 1]) || 0) * (units[part] ?? 0), 0);
}

/** The program's file and line behind the SDK's source position; positions in installed packages say nothing to a reader. */
function place(
  uri: string | undefined,
  line: number | undefined,
  folder: string,
): { file: string | undefined; line: number | undefined } {
  const nowhere = { file: undefined, line: undefined };
  if (uri === undefined || uri === "" || line === undefined || line <= 0) return nowhere;
  let file: string;
  try {
    const { protocol, pathname } = new URL(uri);
    if (protocol !== "file:") return nowhere;
    file = decodeURIComponent(pathname);
  } catch {
    return nowhere;
  }
  return file.startsWith(`${folder}/`) && !file.includes("/node_modules/") ? { file, line } : nowhere;
}
