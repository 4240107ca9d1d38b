import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { PolicyConfig, ConfigureAnalyzerRequest, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { build } from "esbuild";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { policies } from "../../policies/pack";
import { parse } from "../../policies/verdict";
import { analyzeRequest, analyzeStackRequest, configureStackRequest, secret, unknown } from "./engine-messages";
import { madeUp } from "./samples";

const root = join(__dirname, "../..");
const resolve = createRequire(__filename).resolve;
const type = "aws:ec2/instance:Instance";

let folder: string;
let pack: ChildProcess;
let client: AnalyzerClient;

function call<Response>(
  method: "analyze" | "remediate" | "analyzeStack" | "configure" | "configureStack" | "getAnalyzerInfo",
  request: unknown,
) {
  return new Promise<Response>((done, fail) => {
    const invoke = client[method].bind(client) as unknown as (
      request: unknown,
      answer: (error: Error | null, response: Response) => void,
    ) => void;
    invoke(request, (error, response) => {
      if (error) fail(error);
      else done(response);
    });
  });
}

const messages = (response: AnalyzeResponse, policy: string) =>
  response
    .getDiagnosticsList()
    .filter((diagnostic) => diagnostic.getPolicyname() === policy)
    .map((diagnostic) => parse(diagnostic.getMessage()).message);

// Nothing of the repository beside it: the folder alone, with the policy SDK as an installation would put it there.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "bulkhead-pack-"));
  for (const file of ["PulumiPolicy.yaml", "package.json"]) cpSync(join(root, "policies", file), join(folder, file));
  await build({
    absWorkingDir: root,
    entryPoints: ["policies/index.ts"],
    outfile: join(folder, "dist/index.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["@pulumi/*", "@grpc/grpc-js", "google-protobuf", "google-protobuf/*"],
  });
  mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
  symlinkSync(join(root, "node_modules/@pulumi/policy"), join(folder, "node_modules/@pulumi/policy"));
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "Pulumi.yaml"), "name: bots\nruntime: nodejs\n");
  writeFileSync(join(project, "Pulumi.grid.yaml"), "config:\n  bot:password: tulip\n");
  pack = spawn(process.execPath, [resolve("@pulumi/pulumi/cmd/run-policy-pack"), "127.0.0.1:1", folder], {
    cwd: folder,
    env: { PATH: process.env.PATH, BULKHEAD_PROJECT_DIR: project },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (pack.stdout === null) throw new Error("no output");
  const [port] = (await once(pack.stdout, "data")) as [Buffer];
  client = new AnalyzerClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
}, 60_000);

afterAll(() => {
  client.close();
  pack.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("the pack's folder alone starts and says which policies it has", async () => {
  const info = await call<{ getPoliciesList(): { getName(): string }[] }>("getAnalyzerInfo", new Empty());
  expect(info.getPoliciesList().map((policy) => policy.getName())).toEqual([
    ...policies.map(({ name }) => name),
    "bulkhead-waived",
    "bulkhead-undecided",
  ]);
});

test("before it knows the stack it refuses everything", async () => {
  const response = await call<AnalyzeResponse>("analyze", analyzeRequest({ type, props: {} }));
  expect(messages(response, "bot-marks-read")).toEqual([
    "bot-marks-read refuses, because marks and values could not be read: the engine has not said which stack this is (no ConfigureStack request).",
  ]);
});

describe("once it knows the stack", () => {
  const key = madeUp("alone");
  const config = { "bot:password": "tulip", "bot:key": key };

  beforeAll(async () => {
    await call("configureStack", configureStackRequest({ dryRun: true, config, secretKeys: ["bot:key"] }));
  });

  test("it judges inputs, marks, unknowns and configured secrets", async () => {
    const props = {
      metadataOptions: { httpTokens: "optional" },
      tags: { note: Buffer.from(key).toString("base64") },
      keyName: secret(key),
      subnetId: unknown,
    };
    const response = await call<AnalyzeResponse>("analyze", analyzeRequest({ type, props }));
    expect(messages(response, "compute-imdsv2")).toEqual([
      'metadataOptions.httpTokens is "optional", expected "required".',
    ]);
    expect(messages(response, "secrets-no-tag-or-name-leak")).toEqual([
      // A mark does not hide a name: AWS shows it to whoever may list hosts.
      "keyName holds the secret configuration value bot:key.",
      "tags.note holds the secret configuration value bot:key, inside base64.",
    ]);
    expect(Buffer.from(response.serializeBinary()).includes(key)).toBe(false);
  });

  test("it mends what it can", async () => {
    const props = { metadataOptions: { httpTokens: "optional" }, userData: secret("x") };
    const response = await call<{
      getRemediationsList(): { getPolicyname(): string; getProperties(): { toJavaScript(): unknown } | undefined }[];
    }>("remediate", analyzeRequest({ type, props }));
    const mended = response.getRemediationsList().find((one) => one.getPolicyname() === "compute-imdsv2");
    expect(mended?.getProperties()?.toJavaScript()).toMatchObject({
      metadataOptions: { httpTokens: "required" },
      userData: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "x" },
    });
  });

  test("it reads the stack file and says that it is not the one in use", async () => {
    const stack = "pulumi:pulumi:Stack";
    const response = await call<AnalyzeResponse>(
      "analyze",
      analyzeRequest({ type: stack, name: "bots-grid", props: {} }),
    );
    expect(messages(response, "config-kms-secrets-provider")).toEqual([
      "Pulumi.grid.yaml is not the stack file in use: it has no bot:key, which the engine has.",
    ]);
  });

  test("it sums up what is decided at `up`", async () => {
    const props = { metadataOptions: unknown };
    await call("analyze", analyzeRequest({ type, props }));
    const response = await call<AnalyzeResponse>("analyzeStack", analyzeStackRequest([]));
    const said = messages(response, "bulkhead-undecided");
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^Decided at `up`, for what is not known yet: /u);
    expect(said[0]).toContain("compute-imdsv2 (metadataOptions of bot)");
  });

  test("another stack after it is judged by its own configuration", async () => {
    await call("configureStack", configureStackRequest({ stack: "arb" }));
    const response = await call<AnalyzeResponse>("analyze", analyzeRequest({ type, props: { tags: { note: key } } }));
    expect(messages(response, "secrets-no-tag-or-name-leak").join()).not.toContain("bot:key");
  });

  test("Pulumi's own policy configuration turns a policy off", async () => {
    const request = new ConfigureAnalyzerRequest();
    const off = new PolicyConfig();
    off.setEnforcementlevel(EnforcementLevel.DISABLED);
    off.setProperties(new (analyzeRequest({ type, props: {} }).getProperties()?.constructor as new () => never)());
    request.getPolicyconfigMap().set("compute-imdsv2", off);
    await call("configure", request);
    const response = await call<AnalyzeResponse>("analyze", analyzeRequest({ type, props: {} }));
    expect(messages(response, "compute-imdsv2")).toEqual([]);
  });
});
