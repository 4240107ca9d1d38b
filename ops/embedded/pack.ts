import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { oneLine, type Severity } from "../../policies/verdict";
import { UserError } from "../user-error";
import type { Child } from "./child";
import type { Configuration } from "./configuration";
import { levels as levelNames, settle, type PolicyConfig, type PolicyLevel } from "./policy-config";
import type { Project } from "./project";

/** What a policy says of itself. */
export interface PolicyFacts {
  readonly name: string;
  readonly description: string;
  /** Of a resource, or of the stack as a whole. */
  readonly about: "resource" | "stack";
  readonly level: proto.EnforcementLevel;
  readonly severity: Severity;
  readonly remedy: string;
  /** Empty where the policy names none. */
  readonly url: string;
  readonly tags: readonly string[];
}

const messageBound = 400 * 1024 * 1024;
const answerDeadline = 60_000;

/** A running policy pack, asked over the protocol that the engine speaks. */
export class Pack {
  readonly #child: Child;
  readonly #client: Promise<AnalyzerClient>;
  #facts: ReadonlyMap<string, PolicyFacts> | undefined;
  /** All policies of the pack, in its own order; none before `configure`. */
  policies: readonly PolicyFacts[] = [];

  readonly #configs: readonly ReadonlyMap<string, PolicyConfig>[];

  /** `configs`: levels and options in files, the last one's weigh most. */
  constructor(child: Child, configs: readonly ReadonlyMap<string, PolicyConfig>[] = []) {
    this.#child = child;
    this.#configs = configs;
    this.#client = connect(child);
    this.#client.catch(() => undefined);
  }

  /** Tells the pack about a stack; a pack that served another one forgets it. */
  async configure(project: Pick<Project, "name">, stack: string, configuration: Configuration): Promise<void> {
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
    const policies = info.getPoliciesList();
    const settled = settle(
      policies.map((policy) => ({
        name: policy.getName(),
        level: levelOf(policy.getEnforcementlevel()),
        options: (policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {}) as Record<string, object>,
        required: policy.getConfigschema()?.getRequiredList() ?? [],
      })),
      started(info),
      ...this.#configs,
    );
    const levels = new proto.ConfigureAnalyzerRequest();
    const facts = new Map<string, PolicyFacts>();
    for (const policy of policies) {
      const name = policy.getName();
      const { level = "advisory", properties = {} } = settled.get(name) ?? {};
      facts.set(name, {
        name,
        description: policy.getDescription(),
        about: policy.getPolicyType() === proto.PolicyType.POLICY_TYPE_STACK ? "stack" : "resource",
        level: protocolLevels[level],
        severity: severityOf(policy.getSeverity()) ?? "medium",
        remedy: policy.getRemediationSteps(),
        url: policy.getUrl(),
        tags: policy.getTagsList(),
      });
      const own = new proto.PolicyConfig();
      own.setEnforcementlevel(protocolLevels[level]);
      own.setProperties(Struct.fromJavaScript(properties as Record<string, JavaScriptValue>));
      levels.getPolicyconfigMap().set(name, own);
    }
    await this.#ask("configure", (done) =>
      client.configure(levels, new grpc.Metadata(), { deadline: Date.now() + answerDeadline }, done),
    );
    this.#facts = facts;
    this.policies = [...facts.values()];
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

const protocolLevels: Readonly<Record<PolicyLevel, proto.EnforcementLevel>> = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  remediate: proto.EnforcementLevel.REMEDIATE,
  disabled: proto.EnforcementLevel.DISABLED,
};

function levelOf(level: proto.EnforcementLevel): PolicyLevel {
  return levelNames.find((name) => protocolLevels[name] === level) ?? "mandatory";
}

/** What the pack was started with. One that gives options alone says "advisory" by that, to the engine as well. */
function started(info: proto.AnalyzerInfo): ReadonlyMap<string, PolicyConfig> {
  return new Map(
    Array.from(info.getInitialconfigMap().entries(), ([name, config]) => [
      name,
      { level: levelOf(config.getEnforcementlevel()), properties: config.getProperties()?.toJavaScript() ?? {} },
    ]),
  );
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
