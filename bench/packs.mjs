// Policy packs as the engine starts and asks them.
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { require, root } from "./measure.mjs";

/** A pack as the engine starts it; resolves when it answers. */
export function startPack(folder, project) {
  return new Promise((resolve, reject) => {
    const command = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [command, "127.0.0.1:1", folder], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        BULKHEAD_PROJECT_DIR: project,
        PULUMI_NODEJS_PROJECT: "bulkhead",
        PULUMI_NODEJS_STACK: "grid-testnet",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = (code) => reject(new Error(`the pack in ${folder} ended with ${code}`));
    child.once("exit", ended);
    const stop = () => {
      child.off("exit", ended);
      child.kill("SIGKILL");
    };
    child.stdout.once("data", (port) => resolve({ pid: child.pid, port: Number(port), stop }));
  });
}

/** Writes a pack: the text of its module, and where it finds its packages. */
export function writePack(directory, program, packages = join(root, "node_modules")) {
  mkdirSync(directory);
  writeFileSync(join(directory, "PulumiPolicy.yaml"), "runtime:\n  name: nodejs\n  options: { typescript: false }\n");
  writeFileSync(join(directory, "package.json"), '{ "name": "written", "version": "0.0.1", "main": "index.js" }\n');
  writeFileSync(join(directory, "index.js"), `${program}\n`);
  symlinkSync(packages, join(directory, "node_modules"));
  return directory;
}

/** A pack of the policies in this text. */
export const packOf = (directory, policies) =>
  writePack(
    directory,
    `const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("written", { policies: ${policies} });`,
  );

/** What a stack's resources ask of a pack, one after another as the engine does: remediate, analyze, and at the end the stack. */
export async function judgeOf({ port }, stack) {
  const grpc = require("@grpc/grpc-js");
  const { AnalyzerClient } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");
  const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
  const bound = 400 * 1024 * 1024;
  const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": bound,
    "grpc.max_send_message_length": bound,
  });
  const ask = (method, request) =>
    new Promise((resolve, reject) =>
      client[method](request, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  const configure = new analyzer.AnalyzerStackConfigureRequest();
  configure.setStack(stack.name).setProject("bulkhead").setOrganization("organization").setDryRun(false);
  for (const [key, value] of Object.entries(stack.config)) configure.getConfigMap().set(key, value);
  const reset = () => ask("configureStack", configure);
  await reset();
  const each = async (requests) => {
    for (const request of requests) {
      await ask("remediate", request);
      await ask("analyze", request);
    }
  };
  const whole = async (requests) => {
    const all = new analyzer.AnalyzeStackRequest();
    all.setResourcesList(
      requests.map((request) =>
        new analyzer.AnalyzerResource()
          .setType(request.getType())
          .setUrn(request.getUrn())
          .setName(request.getName())
          .setProperties(request.getProperties())
          .setOptions(request.getOptions()),
      ),
    );
    return ask("analyzeStack", all);
  };
  return { reset, each, whole };
}

/** State keeps secrets encrypted; to a pack they come with their values. */
function opened(value) {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const { ciphertext, ...rest } = value;
  if (ciphertext !== undefined) return { ...rest, value: "a secret" };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, opened(part)]));
}

/** The requests of a state's resources. */
export function requestsFrom(state) {
  const analyzer = require("@pulumi/pulumi/proto/analyzer_pb");
  const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
  return state.map((resource) => {
    const options = new analyzer.AnalyzerResourceOptions();
    options.setProtect(resource.protect === true);
    const request = new analyzer.AnalyzeRequest();
    return request
      .setType(resource.type)
      .setUrn(resource.urn)
      .setName(resource.name)
      .setProperties(Struct.fromJavaScript(opened(resource.inputs ?? {})))
      .setOptions(options);
  });
}
