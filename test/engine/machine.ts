import { randomInt } from "node:crypto";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Account, type Contents } from "./aws-double/account";
import { parse, type Verdict } from "../../policies/verdict";
import { parts, root } from "./parts";

/** One line of the engine's event log. Only what the suite reads. */
export interface EngineEvent {
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly policyPackName: string;
    readonly enforcementLevel: string;
    readonly severity?: string;
  };
  readonly diagnosticEvent?: { readonly message: string; readonly severity: string; readonly urn?: string };
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
  readonly policyRemediationEvent?: { readonly policyName: string };
}

export interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
}

/** What one run of a command did. */
export interface Run {
  readonly code: number;
  /** Standard output and standard error as they came. */
  readonly console: string;
  readonly events: readonly EngineEvent[];
  /** Violations of mandatory policies, once each, though preview and update both say them. */
  readonly violations: readonly Verdict[];
  readonly advisories: readonly Verdict[];
  readonly milliseconds: number;
}

/** A message of the event log without its colours and the line break behind it. */
function bare(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/gu, "").trimEnd();
}

function verdicts(events: readonly EngineEvent[]): Verdict[] {
  const all = events.flatMap(({ policyEvent }) =>
    policyEvent === undefined
      ? []
      : [
          {
            policy: policyEvent.policyName,
            level: policyEvent.enforcementLevel as Verdict["level"],
            severity: (policyEvent.severity ?? "") as Verdict["severity"],
            urn: policyEvent.resourceUrn ?? "",
            remedy: "",
            ...parse(bare(policyEvent.message)),
          },
        ],
  );
  return [...new Map(all.map((verdict) => [JSON.stringify(verdict), verdict])).values()];
}

/** One resource in a stack's state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** The last part of the URN. */
  readonly name: string;
  readonly id?: string;
}

/** The run itself; a run that failed throws with what it said. */
export function succeeded(run: Run): Run {
  if (run.code !== 0) throw new Error(`exit code ${String(run.code)}\n${run.console}`);
  return run;
}

/** One person's computer: a Pulumi home, a file backend, AWS credentials that are good for MiniStack and the double alone. */
export class Machine {
  readonly directory = mkdtempSync(join(tmpdir(), "bulkhead-engine-"));
  readonly account: Account;
  readonly accessKey = String(randomInt(10 ** 11, 10 ** 12));
  readonly env: Readonly<Record<string, string>>;

  constructor(contents: Partial<Contents> = {}, endpoint = process.env.BULKHEAD_MINISTACK ?? "") {
    this.account = Account.open(join(this.directory, "account.json"), contents);
    const home = join(this.directory, "home");
    const backend = join(this.directory, "backend");
    const plugin = join(home, "plugins", `resource-aws-v${awsVersion()}`);
    mkdirSync(plugin, { recursive: true });
    mkdirSync(backend);
    symlinkSync(parts.provider, join(plugin, basename(parts.provider)));
    this.env = {
      PATH: [parts.bin, dirname(parts.aws), dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
      HOME: this.directory,
      LANG: "C.UTF-8",
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // The hidden flag --event-log.
      PULUMI_DEBUG_COMMANDS: "true",
      // tsc checks the types apart.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      AWS_ENDPOINT_URL: endpoint,
      // MiniStack takes twelve digits for the account: aliases of one machine are not those of another.
      AWS_ACCESS_KEY_ID: this.accessKey,
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_EC2_METADATA_DISABLED: "true",
      BULKHEAD_DOUBLE_ACCOUNT: this.account.file,
    };
  }

  /** A copy of the shipped project: stack files change at `stack init`. */
  clone(): Project {
    const directory = join(this.directory, "bulkhead");
    mkdirSync(directory);
    const names = [
      "Pulumi.yaml",
      "Pulumi.grid-testnet.yaml",
      "Pulumi.grid-mainnet.yaml",
      "Pulumi.account.yaml",
      "Pulumi.operator.yaml",
      "package.json",
      "tsconfig.json",
      "README.md",
      "exchanges",
      "infra",
      "policies",
      "dist",
    ];
    for (const name of names) cpSync(join(root, name), join(directory, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    return new Project(this, directory);
  }

  /** A program of its own from files. */
  project(name: string, files: Readonly<Record<string, string>>): Project {
    const directory = join(this.directory, name);
    const all = {
      "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
      "package.json": `${JSON.stringify({ name, version: "0.0.0", main: "index.ts" })}\n`,
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    return new Project(this, directory);
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A Pulumi project on a machine. */
export class Project {
  #runs = 0;

  constructor(
    readonly machine: Machine,
    readonly directory: string,
  ) {}

  read(path: string): string {
    return readFileSync(join(this.directory, path), "utf8");
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.directory, path), text);
  }

  /** Runs a command line by a shell in the project's folder. */
  shell(line: string, env: Readonly<Record<string, string>> = {}): Promise<Run> {
    return this.#run("bash", ["-euo", "pipefail", "-c", line], env);
  }

  /** Runs `pulumi` with these arguments, never interactively. */
  async pulumi(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
    const log = join(this.machine.directory, `${basename(this.directory)}-events-${String(++this.#runs)}.json`);
    const deploys = ["up", "preview", "destroy", "refresh", "import"].includes(args[0] ?? "");
    const run = await this.#run(
      "pulumi",
      [...args, "--non-interactive", ...(deploys ? [`--event-log=${log}`] : [])],
      env,
    );
    const events = existsSync(log)
      ? readFileSync(log, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as EngineEvent)
      : [];
    const said = verdicts(events);
    return {
      ...run,
      events,
      violations: said.filter(({ level }) => level !== "advisory"),
      advisories: said.filter(({ level }) => level === "advisory"),
    };
  }

  /** The state of a stack as the backend keeps it on disk. */
  stateText(stack: string): string {
    const name = /^name: (.*)$/mu.exec(this.read("Pulumi.yaml"))?.[1] ?? "";
    return readFileSync(join(this.machine.directory, "backend", ".pulumi", "stacks", name, `${stack}.json`), "utf8");
  }

  /** The resources in the state of a stack, by type and name. */
  state(stack: string): StateResource[] {
    const { checkpoint } = JSON.parse(this.stateText(stack)) as {
      checkpoint: { latest: { resources?: StateResource[] } };
    };
    const key = ({ type, name }: StateResource): string => `${type} ${name}`;
    return (checkpoint.latest.resources ?? [])
      .map((resource) => ({ ...resource, name: resource.urn.slice(resource.urn.lastIndexOf("::") + 2) }))
      .sort((left, right) => (key(left) < key(right) ? -1 : 1));
  }

  #run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> {
    const begin = performance.now();
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd: this.directory,
        // A shell sets PWD; `spawn` does not.
        env: { ...this.machine.env, PWD: this.directory, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const chunks: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
      child.on("error", reject);
      child.on("close", (code) => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({
          code: code ?? -1,
          console: text,
          events: [],
          violations: [],
          advisories: [],
          milliseconds: performance.now() - begin,
        });
      });
    });
  }
}

function awsVersion(): string {
  const manifest = readFileSync(join(root, "node_modules", "@pulumi", "aws", "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
