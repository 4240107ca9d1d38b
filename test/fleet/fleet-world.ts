import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { MiniStack } from "../engine/ministack";
import { parts, root } from "../engine/parts";
import { AwsFront } from "../operations/aws-front";

/** What a command said and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A call at which the command is killed: so many calls in, before AWS hears of it or after it has done it. */
export interface Kill {
  readonly call: number;
  readonly phase: "before" | "after";
}

/** Before and after each of a command's calls. */
export function killsAt(calls: readonly string[]): readonly Kill[] {
  return calls.flatMap((_, index) => (["before", "after"] as const).map((phase) => ({ call: index + 1, phase })));
}

export const region = "eu-west-1";

/** The program that a project has: the shipped one, or one that makes nothing and is judged in a moment. */
export type Program = "shipped" | "empty";

/** Of KMS keys and EventBridge rules; of all others that are asked for it is 5. */
const defaultQuotas: Readonly<Record<string, number>> = { "L-C2F1777E": 100_000, "L-244521F2": 300 };

/** MiniStack behind a front that counts calls and kills the command at one of them, and the quotas that MiniStack has not. */
export class FleetWorld {
  /** Calls of the command that runs, such as `kms CreateKey`. */
  calls: string[] = [];
  /** Applied quotas by code; one that is missing is answered by AWS's default. */
  quotas: Readonly<Record<string, number>> = {};
  /** What the quotas' server answers where Secrets Manager's list is asked of it. */
  emptySecrets: readonly unknown[] = [];
  #kill: Kill | undefined;
  #child: ChildProcess | undefined;

  private constructor(
    readonly ministack: MiniStack,
    readonly endpoint: string,
    readonly quotasEndpoint: string,
    readonly front: AwsFront,
    readonly quotaServer: Server,
  ) {
    front.onCall = (name, phase) => {
      if (phase === "before") this.calls.push(name.replace(/^aws /u, ""));
      if (this.#kill?.call !== this.calls.length || this.#kill.phase !== phase) return;
      this.#child?.kill("SIGKILL");
      throw new Error("killed");
    };
  }

  static async start(): Promise<FleetWorld> {
    const ministack = await MiniStack.start();
    const front = new AwsFront(ministack.endpoint);
    const port = await freePort();
    const endpoint = await front.start("127.0.0.1", port);
    const quotaServer = createServer();
    await new Promise<void>((done) => quotaServer.listen(0, "127.0.0.1", done));
    const quotas = `http://127.0.0.1:${String((quotaServer.address() as AddressInfo).port)}`;
    const world = new FleetWorld(ministack, endpoint, quotas, front, quotaServer);
    quotaServer.on("request", (request, response) => {
      const body: Buffer[] = [];
      request.on("data", (part: Buffer) => body.push(part));
      request.on("end", () => {
        const { QuotaCode: code = "" } = JSON.parse(Buffer.concat(body).toString()) as { QuotaCode?: string };
        const target = String(request.headers["x-amz-target"]);
        if (target === "secretsmanager.ListSecrets") {
          response
            .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
            .end(JSON.stringify({ SecretList: world.emptySecrets }));
          return;
        }
        const isDefault = target.endsWith("GetAWSDefaultServiceQuota");
        const value = isDefault ? (defaultQuotas[code] ?? 5) : world.quotas[code];
        response
          .writeHead(value === undefined ? 400 : 200, { "content-type": "application/x-amz-json-1.1" })
          .end(
            JSON.stringify(
              value === undefined
                ? { __type: "NoSuchResourceException" }
                : { Quota: { QuotaCode: code, Value: value } },
            ),
          );
      });
    });
    return world;
  }

  async stop(): Promise<void> {
    this.quotaServer.closeAllConnections();
    this.quotaServer.close();
    await this.front.stop();
    await this.ministack.stop();
  }

  /** An account of its own with a deployer's session in it, and a project whose stacks name its roles. */
  async account(stacks: readonly string[] = ["grid-testnet"], program: Program = "shipped"): Promise<Account> {
    const id = String(randomInt(10 ** 11, 10 ** 12));
    const settings = {
      endpoint: this.ministack.endpoint,
      region,
      // MiniStack takes twelve digits for the account.
      credentials: { accessKeyId: id, secretAccessKey: "test" },
    };
    const iam = new IAMClient(settings);
    const sts = new STSClient(settings);
    const everybody = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
    };
    await iam.send(
      new CreateRoleCommand({ RoleName: "bulkhead-deployer", AssumeRolePolicyDocument: JSON.stringify(everybody) }),
    );
    const { Credentials: session } = await sts.send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${id}:role/bulkhead-deployer`, RoleSessionName: "test" }),
    );
    return new Account(this, id, settings, stacks, program, {
      AWS_ACCESS_KEY_ID: session?.AccessKeyId ?? "",
      AWS_SECRET_ACCESS_KEY: session?.SecretAccessKey ?? "",
      AWS_SESSION_TOKEN: session?.SessionToken ?? "",
    });
  }

  /** Runs a command to its end, or to its death. */
  run(
    command: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
    kill?: Kill,
  ): Promise<Ended> {
    this.calls = [];
    this.#kill = kill;
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
      this.#child = child;
      let [out, err] = ["", ""];
      child.stdout.on("data", (text: Buffer) => (out += text.toString()));
      child.stderr.on("data", (text: Buffer) => (err += text.toString()));
      child.once("error", reject);
      child.once("close", (code, signal) => {
        resolve({ code, signal, out, err });
      });
    });
  }
}

/** One account of AWS with a project. */
export class Account {
  readonly project = mkdtempSync(join(tmpdir(), "bulkhead-fleet-"));
  readonly kms: KMSClient;
  readonly s3: S3Client;

  constructor(
    readonly world: FleetWorld,
    /** Twelve digits. */
    readonly id: string,
    /** For clients of the test's own, past the front. */
    readonly settings: {
      endpoint: string;
      region: string;
      credentials: { accessKeyId: string; secretAccessKey: string };
    },
    stacks: readonly string[],
    program: Program,
    readonly session: Readonly<Record<string, string>>,
  ) {
    this.kms = new KMSClient(settings);
    this.s3 = new S3Client({ ...settings, forcePathStyle: true });
    const names = program === "shipped" ? ["infra", "exchanges", "policies", "package.json", "tsconfig.json"] : [];
    for (const name of [...names, "node_modules"]) symlinkSync(join(root, name), join(this.project, name));
    if (program === "empty") {
      this.write("package.json", '{ "name": "empty", "main": "index.js" }\n');
      this.write("index.js", "module.exports = {};\n");
    }
    writeFileSync(join(this.project, "Pulumi.yaml"), readFileSync(join(root, "Pulumi.yaml")));
    for (const stack of stacks) {
      const text = readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8");
      this.write(`Pulumi.${stack}.yaml`, text.replaceAll("111122223333", id));
    }
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.project, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.project, name), "utf8");
  }

  /** Names of the stack files, and of anything else that was left beside them. */
  stackFiles(): string[] {
    return readdirSync(this.project)
      .filter((name) => name.includes("Pulumi."))
      .sort();
  }

  get environment(): NodeJS.ProcessEnv {
    const home = join(this.project, ".home");
    mkdirSync(home, { recursive: true });
    return {
      PATH: [parts.bin, process.env.PATH].join(":"),
      HOME: home,
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: this.world.endpoint,
      AWS_ENDPOINT_URL_SERVICE_QUOTAS: this.world.quotasEndpoint,
      ...this.session,
    };
  }

  /** Runs `bulkhead ARGS` in the project. */
  bulkhead(args: readonly string[], kill?: Kill, environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const command = join(root, "dist/ops/bulkhead.js");
    return this.world.run(
      process.execPath,
      [command, ...args],
      { cwd: this.project, env: { ...this.environment, ...environment } },
      kill,
    );
  }

  remove(): void {
    rmSync(this.project, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
