import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Account, hex } from "./account";
import type { Case, Kind } from "./kinds";
import { kinds } from "./kinds";
import { invokes } from "./invokes";
import type { Properties, Value } from "./value";
import {
  canonical,
  holdsSecret,
  holdsUnknown,
  isObject,
  isSecret,
  isSpecial,
  jsonDocument,
  mapValues,
  plain,
  secret,
  unknown,
} from "./value";

// The AWS provider's double: the same protocol, the same Check, no AWS. README.md lists where it differs from the real one.

/** The bookkeeping of Terraform-bridged providers: which inputs of this object Check added. */
const defaultsKey = "__defaults";

const file = process.env.BULKHEAD_DOUBLE_ACCOUNT;
if (file === undefined) throw new Error("BULKHEAD_DOUBLE_ACCOUNT does not name the file of the double's account.");
const account = new Account(file);
let region = "";
const changes = {
  NONE: provider.DiffResponse.DiffChanges.DIFF_NONE,
  SOME: provider.DiffResponse.DiffChanges.DIFF_SOME,
};

class Refusal extends Error {}

function kindOf(type: string): Kind {
  const kind = kinds[type];
  if (kind === undefined) throw new Refusal(`The provider double does not know the type ${type}: add it to kinds.ts.`);
  return kind;
}

function properties(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function struct(object: Properties): Struct {
  return Struct.fromJavaScript(object);
}

/** Maps whose keys are the user's: Check keeps no books in them. */
const maps = new Set(["tags", "tagsAll", "tagSpecifications", "variables", "parameters", "environmentVariables"]);

function books(value: Value, key: string): Value {
  if (Array.isArray(value)) return value.map((element) => books(element, key));
  if (!isObject(value) || maps.has(key)) return value;
  if (isSecret(value)) return secret(books(value.value, key));
  if (isSpecial(value)) return value;
  return { ...mapValues(value, books), [defaultsKey]: [] };
}

function withoutBooks(value: Properties): Properties;
function withoutBooks(value: Value): Value;
function withoutBooks(value: Value): Value {
  if (Array.isArray(value)) return value.map((part) => withoutBooks(part));
  if (!isObject(value)) return value;
  const kept = Object.fromEntries(Object.entries(value).filter(([key]) => key !== defaultsKey));
  return mapValues(kept, (part) => withoutBooks(part));
}

function check(type: string, name: string, news: Properties, olds: Properties): Properties {
  const kind = kindOf(type);
  const inputs: Properties = { ...news };
  const added: string[] = [];
  for (const key of kind.documents ?? []) {
    const value = inputs[key];
    if (value !== undefined) inputs[key] = jsonDocument(value);
  }
  for (const [key, value] of Object.entries(kind.defaults ?? {})) {
    if (inputs[key] !== undefined) continue;
    inputs[key] = value;
    added.push(key);
  }
  const named = kind.autonamed;
  if (named !== undefined && inputs[named] === undefined && inputs[`${named}Prefix`] === undefined) {
    const wasAdded = Array.isArray(olds[defaultsKey]) && olds[defaultsKey].includes(named);
    inputs[named] = (wasAdded ? olds[named] : undefined) ?? `${name}-${hex(7)}`;
    added.push(named);
  }
  if (kind.framework) return inputs;
  return { ...mapValues(inputs, books), [defaultsKey]: added };
}

/** Paths that differ: `a`, or `a.b` inside a block or a list of blocks. */
function changedPaths(olds: Properties, news: Properties): string[] {
  const same = (left: Value | undefined, right: Value | undefined): boolean =>
    canonical(plain(left ?? null)) === canonical(plain(right ?? null));
  const blocks = (value: Value | undefined): Properties[] | undefined => {
    const list = Array.isArray(value) ? value : [value];
    return list.every((part): part is Properties => isObject(part) && !isSpecial(part)) ? list : undefined;
  };
  return [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort().flatMap((key) => {
    const [left, right] = [olds[key], news[key]];
    if (same(left, right)) return [];
    const before = blocks(left);
    const after = blocks(right);
    if (maps.has(key) || before === undefined || after?.length !== before.length) return [key];
    return before.flatMap((block, index) =>
      [...new Set([...Object.keys(block), ...Object.keys(after[index] ?? {})])]
        .filter((inner) => !same(block[inner], after[index]?.[inner]))
        .map((inner) => `${key}.${inner}`),
    );
  });
}

interface Difference {
  readonly paths: readonly string[];
  readonly replaces: readonly string[];
  readonly deleteFirst: boolean;
}

function difference(type: string, oldInputs: Properties, news: Properties, ignored: readonly string[]): Difference {
  const kind = kindOf(type);
  const [before, after] = [withoutBooks(oldInputs), withoutBooks(news)];
  const paths = changedPaths(before, after).filter(
    (path) => !ignored.some((skip) => path === skip || path.startsWith(`${skip}.`)),
  );
  const forcing = new Set(kind.replaces);
  // `userData` restarts the host unless the program asks for a new one.
  if (type === "aws:ec2/instance:Instance" && after.userDataReplaceOnChange === true) {
    forcing.add("userData").add("userDataBase64");
  }
  const replaces = paths.filter((path) => forcing.has(path) || forcing.has(path.split(".")[0] ?? ""));
  // A name that the program fixed can not be there twice: the old one goes first.
  const named = kind.autonamed;
  const autonamed = Array.isArray(news[defaultsKey]) && named !== undefined && news[defaultsKey].includes(named);
  const fixedName = named !== undefined && !autonamed && after[named] !== undefined && !paths.includes(named);
  return { paths, replaces, deleteFirst: replaces.length > 0 && fixedName };
}

/** Outputs from inputs: what was secret going in is secret coming out, and so is what the schema calls sensitive. */
function outputs(type: string, inputs: Properties, computed: Properties): Properties {
  const kind = kindOf(type);
  const merged: Properties = { region, ...computed, ...withoutBooks(inputs) };
  return mapValues(merged, (value, key) => {
    if (holdsUnknown(value)) return unknown;
    return kind.secretOutputs?.includes(key) || holdsSecret(value) ? secret(plain(value)) : value;
  });
}

function caseOf(id: string, urn: string, inputs: Properties): Case {
  return {
    id,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    inputs: plain(withoutBooks(inputs)),
    region,
    contents: account.read(),
  };
}

function refuse(type: string, urn: string, reason: string): never {
  account.log({ action: "refuse", type, urn, reason });
  throw new Refusal(reason);
}

function create(type: string, urn: string, inputs: Properties, preview: boolean): { id: string; outputs: Properties } {
  const kind = kindOf(type);
  if (preview)
    return {
      id: "",
      outputs: outputs(
        type,
        inputs,
        mapValues(computedNames(kind), () => unknown),
      ),
    };
  if (holdsUnknown(inputs)) throw new Refusal(`${urn} has an unknown input outside a preview.`);
  const draft = caseOf("", urn, inputs);
  const prefix = draft.inputs[`${kind.autonamed ?? ""}Prefix`];
  const suffixed: Properties =
    kind.autonamed !== undefined && typeof prefix === "string" && draft.inputs[kind.autonamed] === undefined
      ? { [kind.autonamed]: prefix + hex(26) }
      : {};
  const made: Case = { ...draft, inputs: { ...suffixed, ...draft.inputs } };
  const reason = kind.refusesCreate?.(made);
  if (reason !== undefined) refuse(type, urn, reason);
  const id = typeof kind.id === "string" ? made.inputs[kind.id] : kind.id(made);
  if (typeof id !== "string" || id === "") throw new Refusal(`${urn}: the input that makes the id is missing.`);
  const known: Case = { ...made, id };
  const computed = mapValues(computedNames(kind), (_, key) => kind.computed?.[key]?.(known) ?? null);
  const result = outputs(type, inputs, { ...computed, ...suffixed });
  account.put({ type, id, inputs: made.inputs, outputs: plain(result) });
  account.log({ action: "create", type, urn, id });
  return { id, outputs: result };
}

function computedNames(kind: Kind): Properties {
  return Object.fromEntries(Object.keys(kind.computed ?? {}).map((key) => [key, null]));
}

function update(
  type: string,
  urn: string,
  id: string,
  olds: Properties,
  news: Properties,
  preview: boolean,
): Properties {
  const kind = kindOf(type);
  // What AWS decided once stays; what follows from the inputs follows the new ones.
  const kept = Object.fromEntries(Object.keys(computedNames(kind)).map((key) => [key, olds[key] ?? null]));
  const follows = "tagsAll" in kept ? { tagsAll: news.tags ?? {} } : {};
  const result = outputs(type, news, { ...kept, ...follows });
  if (preview) return result;
  if (holdsUnknown(news)) throw new Refusal(`${urn} has an unknown input outside a preview.`);
  account.put({ type, id, inputs: caseOf(id, urn, news).inputs, outputs: plain(result) });
  account.log({ action: "update", type, urn, id });
  return result;
}

function remove(type: string, urn: string, id: string): void {
  const kind = kindOf(type);
  const held = account.find(type, id);
  if (held === undefined) return;
  const gone = caseOf(id, urn, held.inputs);
  const reason = kind.refusesDelete?.(gone);
  if (reason !== undefined) refuse(type, urn, reason);
  account.change((contents) => {
    kind.afterDelete?.({ ...gone, contents });
    contents.held = contents.held.filter((one) => one.type !== type || one.id !== id);
  });
  account.log({ action: "delete", type, urn, id });
}

function typeOf(urn: string): string {
  const chain = urn.split("::")[2] ?? "";
  return chain.slice(chain.lastIndexOf("$") + 1);
}

function unary<Request, Response>(answer: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      const details =
        error instanceof Refusal
          ? error.message
          : error instanceof Error
            ? (error.stack ?? error.message)
            : String(error);
      callback({ code: grpc.status.UNKNOWN, details });
    }
  };
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(ResourceProviderService, {
  getPluginInfo: unary(() => new plugin.PluginInfo().setVersion("7.48.0")),
  attach: unary(() => new Empty()),
  cancel: unary(() => new Empty()),
  getSchema: unary(() => new provider.GetSchemaResponse().setSchema("{}")),
  checkConfig: unary((request: provider.CheckRequest) => new provider.CheckResponse().setInputs(request.getNews())),
  diffConfig: unary((request: provider.DiffRequest) => {
    const changed = changedPaths(properties(request.getOldInputs()), properties(request.getNews()));
    const { NONE, SOME } = changes;
    return new provider.DiffResponse().setChanges(changed.length === 0 ? NONE : SOME).setDiffsList(changed);
  }),
  configure: unary((request: provider.ConfigureRequest) => {
    const configured = plain(properties(request.getArgs())).region;
    region = typeof configured === "string" ? configured : "";
    if (region === "" || region === unknown) throw new Refusal("Missing region configuration: set aws:region.");
    return new provider.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true).setAcceptresources(false);
  }),
  invoke: unary((request: provider.InvokeRequest) => {
    const answer = invokes[request.getTok()];
    if (answer === undefined)
      throw new Refusal(`The provider double does not know the function ${request.getTok()}: add it to invokes.ts.`);
    const args = plain(properties(request.getArgs()));
    return new provider.InvokeResponse().setReturn(struct(answer({ args, region, contents: account.read() })));
  }),
  check: unary((request: provider.CheckRequest) => {
    const name = request.getUrn().slice(request.getUrn().lastIndexOf("::") + 2);
    const inputs = check(typeOf(request.getUrn()), name, properties(request.getNews()), properties(request.getOlds()));
    return new provider.CheckResponse().setInputs(struct(inputs));
  }),
  diff: unary((request: provider.DiffRequest) => {
    const { paths, replaces, deleteFirst } = difference(
      typeOf(request.getUrn()),
      properties(request.getOldInputs()),
      properties(request.getNews()),
      request.getIgnorechangesList(),
    );
    return new provider.DiffResponse()
      .setChanges(paths.length === 0 ? changes.NONE : changes.SOME)
      .setDiffsList(topLevel(paths))
      .setReplacesList(topLevel(replaces))
      .setDeletebeforereplace(deleteFirst);
  }),
  create: unary((request: provider.CreateRequest) => {
    const urn = request.getUrn();
    const made = create(typeOf(urn), urn, properties(request.getProperties()), request.getPreview());
    return new provider.CreateResponse().setId(made.id).setProperties(struct(made.outputs));
  }),
  read: unary((request: provider.ReadRequest) => {
    const held = account.find(typeOf(request.getUrn()), request.getId());
    // An empty id says that there is no such resource.
    if (held === undefined) return new provider.ReadResponse();
    const kind = kindOf(held.type);
    const outs = mapValues(held.outputs, (value, key) => (kind.secretOutputs?.includes(key) ? secret(value) : value));
    const inputs = kind.framework ? held.inputs : { ...mapValues(held.inputs, books), [defaultsKey]: [] };
    return new provider.ReadResponse().setId(request.getId()).setProperties(struct(outs)).setInputs(struct(inputs));
  }),
  update: unary((request: provider.UpdateRequest) => {
    const urn = request.getUrn();
    const news = properties(request.getNews());
    const result = update(typeOf(urn), urn, request.getId(), properties(request.getOlds()), news, request.getPreview());
    return new provider.UpdateResponse().setProperties(struct(result));
  }),
  delete: unary((request: provider.DeleteRequest) => {
    remove(typeOf(request.getUrn()), request.getUrn(), request.getId());
    return new Empty();
  }),
});

function topLevel(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.split(".")[0] ?? path))];
}

server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
