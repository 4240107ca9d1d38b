import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { oneLine, type Severity } from "../../policies/verdict";
import { UserError } from "../user-error";
import { Child } from "./child";
import type { Configuration } from "./configuration";
import { isMap, readJson, type Project } from "./project";
import { readYaml } from "./yaml-file";

/** What a policy says of itself. */
export interface PolicyFacts {
  readonly level: proto.EnforcementLevel;
  readonly severity: Severity;
  readonly remedy: string;
}

/** A policy pack on disk. */
export interface PackFolder {
  readonly folder: string;
  /** Whether one process may judge stack after stack: ours takes all it knows of a stack from ConfigureStack. */
  readonly reusable: boolean;
}

const messageBound = 400 * 1024 * 1024;
const answerDeadline = 60_000;

/** Finds a pack and sees that it can start. Throws UserError. */
export function findPack(folder: string, reusable: boolean): PackFolder {
  const manifest = join(folder, "PulumiPolicy.yaml");
  if (!existsSync(manifest)) {
    throw new UserError(`${folder} holds no PulumiPolicy.yaml. Name the folder of a policy pack with --pack DIR.`);
  }
  const content: unknown = readYaml(manifest).document.toJS();
  const { main, runtime } = isMap(content) ? content : {};
  const name = isMap(runtime) ? runtime.name : runtime;
  if (name !== "nodejs")
    throw new UserError(
      `${manifest}: runtime is ${JSON.stringify(String(name))}; bulkhead check runs nodejs packs only.`,
    );
  const start = resolve(folder, typeof main === "string" ? main : ".");
  const entry = readJson(join(start, "package.json"))?.main;
  const file = resolve(start, typeof entry === "string" ? entry : ".");
  const candidates = [file, `${file}.js`, `${file}.ts`, join(file, "index.js"), join(file, "index.ts")];
  if (typeof entry === "string" ? !candidates.some((path) => path !== start && existsSync(path)) : !existsSync(start)) {
    throw new UserError(`The policy pack in ${folder} is not built: ${file} does not exist. Run npm run build.`);
  }
  return { folder, reusable };
}

/** A running policy pack, asked over the protocol that the engine speaks. */
export class Pack {
  readonly #child: Child;
  readonly #client: Promise<AnalyzerClient>;
  #facts: ReadonlyMap<string, PolicyFacts> | undefined;

  private constructor(child: Child, client: Promise<AnalyzerClient>) {
    this.#child = child;
    this.#client = client;
    client.catch(() => undefined);
  }

  /** Starts the pack as the engine does: by the SDK's own cmd/run-policy-pack, in the pack's folder. */
  static start(
    pack: PackFolder,
    project: Project,
    stack: string,
    configuration: Configuration,
    environment: NodeJS.ProcessEnv,
  ): Pack {
    let command: string;
    try {
      command = createRequire(join(pack.folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    } catch {
      throw new UserError(`The policy pack in ${pack.folder} can't find @pulumi/pulumi. Run npm install.`);
    }
    const child = new Child(
      ["--require", join(__dirname, "preload", "start.js"), command, "127.0.0.1:1", pack.folder],
      {
        cwd: pack.folder,
        env: {
          ...environment,
          PWD: project.folder,
          BULKHEAD_PROJECT_DIR: project.folder,
          PULUMI_CONFIG: JSON.stringify(Object.fromEntries(configuration.values)),
          PULUMI_NODEJS_ORGANIZATION: "organization",
          PULUMI_NODEJS_PROJECT: project.name,
          PULUMI_NODEJS_STACK: stack,
          PULUMI_NODEJS_DRY_RUN: "true",
          PULUMI_ORGANIZATION: "organization",
          PULUMI_PROJECT: project.name,
          PULUMI_STACK: stack,
          PULUMI_DRY_RUN: "true",
        },
      },
    );
    return new Pack(child, connect(child));
  }

  /** Tells the pack about a stack; a pack that served another one forgets it. */
  async configure(project: Project, stack: string, configuration: Configuration): Promise<void> {
    const client = await this.#client;
    const request = new proto.AnalyzerStackConfigureRequest();
    request.setStack(stack);
    request.setProject(project.name);
    request.setOrganization("organization");
    request.setDryRun(true);
    request.setConfigSecretKeysList([...configuration.secretKeys].sort());
    for (const [key, value] of configuration.values) request.getConfigMap().set(key, value);
    await this.#ask("configureStack", (done) =>
      client.configureStack(request, new grpc.Metadata(), { deadline: Date.now() + answerDeadline }, done),
    );
    if (this.#facts !== undefined) return;

    const info = await this.#ask<proto.AnalyzerInfo>("getAnalyzerInfo", (done) =>
      client.getAnalyzerInfo(new Empty(), new grpc.Metadata(), { deadline: Date.now() + answerDeadline }, done),
    );
    const levels = new proto.ConfigureAnalyzerRequest();
    const facts = new Map<string, PolicyFacts>();
    for (const policy of info.getPoliciesList()) {
      facts.set(policy.getName(), {
        level: policy.getEnforcementlevel(),
        severity: severityOf(policy.getSeverity()) ?? "medium",
        remedy: policy.getRemediationSteps(),
      });
      const own = new proto.PolicyConfig();
      own.setEnforcementlevel(policy.getEnforcementlevel());
      own.setProperties(Struct.fromJavaScript({}));
      levels.getPolicyconfigMap().set(policy.getName(), own);
    }
    await this.#ask("configure", (done) =>
      client.configure(levels, new grpc.Metadata(), { deadline: Date.now() + answerDeadline }, done),
    );
    this.#facts = facts;
  }

  facts(policy: string): PolicyFacts | undefined {
    return this.#facts?.get(policy);
  }

  /** Whether any policy may change inputs: then a resource's answer has to wait for the pack. */
  get remediates(): boolean {
    return [...(this.#facts?.values() ?? [])].some(({ level }) => level === proto.EnforcementLevel.REMEDIATE);
  }

  async remediate(request: proto.AnalyzeRequest): Promise<proto.RemediateResponse> {
    const client = await this.#client;
    return this.#ask("remediate", (done) =>
      client.remediate(request, new grpc.Metadata(), { deadline: Date.now() + answerDeadline }, done),
    );
  }

  async analyze(request: proto.AnalyzeRequest): Promise<proto.AnalyzeResponse> {
    const client = await this.#client;
    return this.#ask("analyze", (done) =>
      client.analyze(request, new grpc.Metadata(), { deadline: Date.now() + answerDeadline }, done),
    );
  }

  async analyzeStack(request: proto.AnalyzeStackRequest): Promise<proto.AnalyzeResponse> {
    const client = await this.#client;
    return this.#ask("analyzeStack", (done) =>
      client.analyzeStack(request, new grpc.Metadata(), { deadline: Date.now() + answerDeadline }, done),
    );
  }

  stop(): void {
    this.#child.kill();
    this.#client.then(
      (client) => {
        client.close();
      },
      () => undefined,
    );
  }

  #ask<Answer>(
    what: string,
    call: (done: (error: grpc.ServiceError | null, answer: Answer) => void) => unknown,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      call((error, answer) => {
        if (error === null) resolve(answer);
        else
          reject(
            new UserError(
              `The policy pack failed in ${what}: ${gist(error.details || this.#child.stderr.text || error.message)}`,
            ),
          );
      });
    });
  }
}

function connect(child: Child): Promise<AnalyzerClient> {
  return new Promise((resolve, reject) => {
    let printed = "";
    let open = false;
    child.stdout.listen((text) => {
      if (open) return;
      printed += text;
      const port = /^(\d{1,5})\r?$/mu.exec(printed)?.[1];
      if (port === undefined || !printed.includes("\n")) return;
      open = true;
      resolve(
        new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
          "grpc.max_receive_message_length": messageBound,
          "grpc.max_send_message_length": messageBound,
        }),
      );
    });
    child.ended.then(
      () => {
        reject(new UserError(`The policy pack did not start: ${gist(child.stderr.text)}`));
      },
      (error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** The severity of the protocol's number; undefined where the pack gives none. */
export function severityOf(severity: proto.PolicySeverity): Severity | undefined {
  switch (severity) {
    case proto.PolicySeverity.POLICY_SEVERITY_LOW:
      return "low";
    case proto.PolicySeverity.POLICY_SEVERITY_MEDIUM:
      return "medium";
    case proto.PolicySeverity.POLICY_SEVERITY_HIGH:
      return "high";
    case proto.PolicySeverity.POLICY_SEVERITY_CRITICAL:
      return "critical";
    default:
      return undefined;
  }
}

/** The first lines of an error, on one line, without its stack trace. */
function gist(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => oneLine(line.trim()))
    .filter((line) => line !== "" && !/^at |^node:|^Node\.js v/u.test(line));
  return lines.slice(0, 3).join(" ").slice(0, 600) || "it gave no reason";
}
