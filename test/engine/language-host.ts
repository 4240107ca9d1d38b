import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

// The language host of Node.js for the engine suite. Pulumi's own is a Go module that no proxy serves; this one starts
// the same processes of the SDK with the same arguments, folders and environment
// (pulumi/pulumi sdk/nodejs/cmd/pulumi-language-nodejs/main.go, and sdk/policy_proxy.go for packs).

// The engine's address comes first, among flags for tracing.
const [engineAddress = ""] = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));

/** The exit code by which the SDK says that it has told the user of the failure already. */
const bailed = 32;

const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** Programs and packs are TypeScript unless Pulumi.yaml says otherwise. */
function runtimeOptions(info: language.ProgramInfo | undefined): Record<string, string> {
  const options = info?.getOptions()?.toJavaScript() ?? {};
  const { typescript = true, tsconfig } = options;
  return {
    ...(typescript === true ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

/** The SDK's own starter, from the program's packages or from a folder above. */
function starter(name: string, directory: string): string {
  return require.resolve(`@pulumi/pulumi/cmd/${name}`, { paths: [directory] });
}

/** `name` or `namespace:name`, in the long form that programs have been given since the first SDK. */
function longKey(key: string): string {
  return key.replace(/^([^:]+):(?:config:)?/u, "$1:config:");
}

function run(request: language.RunRequest, reply: (response: language.RunResponse) => void): void {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? "";
  const flags = Object.entries({
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: directory,
  }).flatMap(([flag, value]) => (value === "" ? [] : [`--${flag}`, value]));
  const config = [...request.getConfigMap().toArray()] as [string, string][];
  const child = spawn(
    process.execPath,
    [
      starter("run", directory),
      ...flags,
      ...(request.getDryrun() ? ["--dry-run"] : []),
      "--parallel",
      String(request.getParallel()),
      info?.getEntryPoint() ?? ".",
      ...request.getArgsList(),
    ],
    {
      cwd: existsSync(join(directory, ".")) ? directory : process.cwd(),
      env: {
        ...process.env,
        ...runtimeOptions(info),
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config.map(([key, value]) => [longKey(key), value]))),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const response = new language.RunResponse();
  child.on("error", (error) => {
    reply(response.setError(`Problem executing program: ${error.message}`));
  });
  child.on("exit", (code, signal) => {
    if (code === bailed) response.setBail(true);
    else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${String(code ?? signal)}`);
    reply(response);
  });
}

type Bytes = (value: Buffer) => Buffer;
const asIs: Bytes = (bytes) => bytes;

/**
 * Stands before a pack: takes the stack's configuration, lets the pack start with it in its environment, hands it on as
 * the pack's first request, and from then on passes every request through unread.
 */
class PackDoor {
  readonly configured: Promise<analyzer.AnalyzerStackConfigureRequest | undefined>;
  #configure: (bytes: Buffer | undefined) => void = () => undefined;
  readonly #client: Promise<grpc.Client>;
  #open: (client: grpc.Client) => void = () => undefined;
  #refuse: (error: Error) => void = () => undefined;
  #configuration: Buffer | undefined;
  readonly #server = new grpc.Server(unlimited);

  constructor() {
    this.configured = new Promise<Buffer | undefined>((resolve) => (this.#configure = resolve)).then((bytes) => {
      this.#configuration = bytes;
      return bytes && analyzer.AnalyzerStackConfigureRequest.deserializeBinary(bytes);
    });
    this.#client = new Promise((resolve, reject) => {
      this.#open = resolve;
      this.#refuse = reject;
    });
    this.#client.catch(() => undefined);
    const methods = Object.entries(AnalyzerService as unknown as grpc.ServiceDefinition);
    const raw = Object.fromEntries(
      methods.map(([name, method]) => [
        name,
        {
          ...method,
          requestSerialize: asIs,
          requestDeserialize: asIs,
          responseSerialize: asIs,
          responseDeserialize: asIs,
        },
      ]),
    );
    const handlers = Object.fromEntries(methods.map(([name, method]) => [name, this.#handler(name, method.path)]));
    this.#server.addService(raw, handlers);
  }

  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) reject(error);
        else resolve(port);
      });
    });
  }

  /** The pack answers on this port. */
  async attach(port: number): Promise<void> {
    const client = new grpc.Client(`127.0.0.1:${String(port)}`, grpc.credentials.createInsecure(), unlimited);
    if (this.#configuration !== undefined) {
      await this.#ask(client, AnalyzerService.configureStack.path, this.#configuration);
    }
    this.#open(client);
  }

  close(error: Error): void {
    this.#refuse(error);
    this.#server.forceShutdown();
  }

  #ask(client: grpc.Client, path: string, bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(path, asIs, asIs, bytes, (error, answer) => {
        if (error) reject(error);
        else resolve(answer ?? Buffer.alloc(0));
      });
    });
  }

  #handler(name: string, path: string): grpc.handleUnaryCall<Buffer, Buffer> {
    const nothing = Buffer.alloc(0);
    return (call, callback) => {
      if (name === "handshake") {
        callback(null, nothing);
        return;
      }
      if (name === "configureStack") {
        this.#configure(call.request);
        callback(null, nothing);
        return;
      }
      // Asked for something else first: the pack starts without a configuration.
      this.#configure(undefined);
      this.#client
        .then((client) => this.#ask(client, path, call.request))
        .then(
          (answer) => {
            callback(null, answer);
          },
          (error: unknown) => {
            callback(error as grpc.ServiceError);
          },
        );
    };
  }
}

type PluginCall = grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

function send(call: PluginCall, fill: (response: language.RunPluginResponse) => void): void {
  const response = new language.RunPluginResponse();
  fill(response);
  call.write(response);
}

async function runPack(call: PluginCall): Promise<void> {
  const { request } = call;
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() ?? "";
  const door = new PackDoor();
  const port = await door.listen();
  send(call, (response) => response.setStdout(Buffer.from(`${String(port)}\n`)));
  const stack = await door.configured;
  const settings = Object.entries({
    PULUMI_NODEJS_ORGANIZATION: stack?.getOrganization() ?? "",
    PULUMI_NODEJS_PROJECT: stack?.getProject() ?? "",
    PULUMI_NODEJS_STACK: stack?.getStack() ?? "",
    PULUMI_NODEJS_DRY_RUN: stack ? String(stack.getDryRun()) : "",
    PULUMI_CONFIG: stack ? JSON.stringify(Object.fromEntries(stack.getConfigMap().toArray())) : "",
  }).filter(([, value]) => value !== "");
  const child = spawn(process.execPath, [starter("run-policy-pack", directory), ...request.getArgsList(), directory], {
    cwd: directory,
    env: { ...assignments(request.getEnvList()), ...runtimeOptions(info), ...Object.fromEntries(settings) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.on("cancelled", () => child.kill());
  let start: string | undefined = "";
  child.stdout.on("data", (bytes: Buffer) => {
    if (start === undefined) {
      send(call, (response) => response.setStdout(bytes));
      return;
    }
    start += bytes.toString("utf8");
    const [, first, rest = ""] = /^(\d+)\n(.*)$/su.exec(start) ?? [];
    if (first === undefined) return;
    start = undefined;
    if (rest !== "") send(call, (response) => response.setStdout(Buffer.from(rest)));
    door.attach(Number(first)).catch((error: unknown) => {
      door.close(new Error(`policy pack configuration failed: ${String(error)}`));
    });
  });
  child.stderr.on("data", (bytes: Buffer) => {
    send(call, (response) => response.setStderr(bytes));
  });
  child.on("close", (code) => {
    door.close(new Error(`policy pack not started: exit code ${String(code)}`));
    if (code === 0) call.end();
    else
      call.emit("error", {
        code: grpc.status.UNKNOWN,
        details: `Program exited with non-zero exit code: ${String(code)}`,
      });
  });
}

function assignments(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

function unary<Request, Response>(answer: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    callback(null, answer(call.request));
  };
}

const server = new grpc.Server(unlimited);
server.addService(LanguageRuntimeService, {
  handshake: unary(() => new language.LanguageHandshakeResponse()),
  getRequiredPlugins: unary(() => new language.GetRequiredPluginsResponse()),
  getRequiredPackages: unary(() => new language.GetRequiredPackagesResponse()),
  getPluginInfo: unary(() => new plugin.PluginInfo()),
  about: unary(() => new language.AboutResponse()),
  getProgramDependencies: unary(() => new language.GetProgramDependenciesResponse()),
  runtimeOptionsPrompts: unary(() => new language.RuntimeOptionsResponse()),
  cancel: unary(() => new Empty()),
  installDependencies: (call: grpc.ServerWritableStream<unknown, unknown>) => {
    call.end();
  },
  run: (
    call: grpc.ServerUnaryCall<language.RunRequest, language.RunResponse>,
    callback: grpc.sendUnaryData<language.RunResponse>,
  ) => {
    run(call.request, (response) => {
      callback(null, response);
    });
  },
  runPlugin: (call: PluginCall) => {
    if (call.request.getKind() === "analyzer") {
      void runPack(call);
      return;
    }
    // A provider written in Node.js: none of ours is.
    call.emit("error", {
      code: grpc.status.UNIMPLEMENTED,
      details: "The suite's language host runs programs and packs alone.",
    });
  },
});

server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
