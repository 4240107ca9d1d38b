import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exchangeIds } from "../../exchanges/exchange";
import { exchanges } from "../../exchanges/exchanges";
import { MiniStack } from "../engine/ministack";
import { parts, root } from "../engine/parts";
import { AwsFront } from "./aws-front";
import { BotHost, must, type Ran, worldAddress } from "./bot-host";
import { CertificateAuthority } from "./certificates";
import { doubles } from "./exchanges/doubles";
import { ExchangeServers } from "./exchanges/exchange-servers";
import { InstanceMetadata } from "./instance-metadata";

/** A command that ran, and how long. */
export interface Done extends Ran {
  readonly milliseconds: number;
  /** The signal that ended it. */
  readonly signal: NodeJS.Signals | null;
}

/** How a command is run. */
export interface Running {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - the world's project */
  readonly folder?: string;
  /** Gets the process as soon as it runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/**
 * Everything around the operators' commands, in the namespaces that run.sh made: MiniStack behind a front, every exchange on port
 * 443 under a test authority, the metadata service, hosts, and a project folder with stack files.
 */
export class World {
  static readonly region = "eu-west-1";
  static readonly account = "111122223333";

  /** Folder with Pulumi.yaml and the stack files of the bots. */
  readonly project: string;
  readonly hosts: BotHost[] = [];

  private constructor(
    /** Ends with the world. */
    readonly folder: string,
    readonly authority: CertificateAuthority,
    readonly ministack: MiniStack,
    readonly aws: AwsFront,
    /** What is given as AWS_ENDPOINT_URL. */
    readonly endpoint: string,
    readonly exchanges: ExchangeServers,
    readonly metadata: InstanceMetadata,
  ) {
    this.project = join(folder, "project");
    mkdirSync(this.project);
    copyFileSync(join(root, "Pulumi.yaml"), join(this.project, "Pulumi.yaml"));
  }

  /** With `evaluatesIam`, AWS asks every caller for permission. */
  static async start({ evaluatesIam = false } = {}): Promise<World> {
    if (process.env.BULKHEAD_OPERATIONS !== "1") {
      throw new Error("A world needs namespaces of its own: run the suite by npm run test:ops.");
    }
    const folder = mkdtempSync(join(tmpdir(), "bulkhead-operations-"));
    const authority = new CertificateAuthority(folder, "Test authority");
    const stranger = new CertificateAuthority(folder, "Strange authority");
    ownEtc(folder, authority);

    const names = exchangeHosts();
    const servers = new ExchangeServers(
      doubles(),
      authority.issue("exchanges", [...names, ...awsNames]),
      stranger.issue("impostor", names),
    );
    const ministack = await MiniStack.start({ evaluatesIam, recordsCalls: true });
    const aws = new AwsFront(ministack.endpoint);
    const metadata = new InstanceMetadata();
    servers.other = (request, response, host) => {
      if (!host.endsWith(".amazonaws.com")) return false;
      aws.serve(request, response);
      return true;
    };
    await servers.start();
    await metadata.start();
    const endpoint = await aws.start(worldAddress, 4566);
    return new World(folder, authority, ministack, aws, endpoint, servers, metadata);
  }

  async stop(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.stop()));
    await Promise.all([this.exchanges.stop(), this.metadata.stop(), this.aws.stop()]);
    await this.ministack.stop();
    must("umount", "--lazy", "/etc");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What a command of an operator finds in its environment. */
  get environment(): Record<string, string> {
    return {
      PATH: process.env.PATH ?? "",
      HOME: this.folder,
      TMPDIR: this.folder,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: World.region,
      AWS_DEFAULT_REGION: World.region,
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
      NODE_EXTRA_CA_CERTS: this.authority.certificateFile,
    };
  }

  /** Runs `bulkhead` with these words. */
  bulkhead(words: readonly string[], running: Running = {}): Promise<Done> {
    return this.run(process.execPath, [join(root, "dist/ops/bulkhead.js"), ...words], running);
  }

  /** Runs the AWS command line. */
  awsCli(...words: readonly string[]): Promise<Done> {
    return this.run(parts.aws, words);
  }

  /** Runs a program as an operator does. */
  async run(program: string, words: readonly string[], running: Running = {}): Promise<Done> {
    const begin = Date.now();
    const child = spawn(program, words, {
      cwd: running.folder ?? this.project,
      env: { ...this.environment, ...running.environment },
    });
    running.onStart?.(child);
    let out = "";
    let err = "";
    child.stdout.on("data", (part: Buffer) => (out += part.toString()));
    child.stderr.on("data", (part: Buffer) => (err += part.toString()));
    child.stdin.on("error", () => undefined).end(running.input ?? "");
    const [status, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    return { status: status ?? -1, signal, out, err, milliseconds: Date.now() - begin };
  }

  /** Starts a host that Systems Manager knows; the rest is as `BotHost.start` takes it. */
  async startHost(
    about: Pick<BotHost, "instanceId" | "tags" | "address">,
    archive: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<BotHost> {
    const host = await BotHost.start(this.folder, about, archive, environment);
    this.hosts.push(host);
    this.aws.ssm.hosts = this.hosts;
    return host;
  }
}

const services = [
  "cloudtrail",
  "ec2",
  "kms",
  "logs",
  "monitoring",
  "s3",
  "secretsmanager",
  "servicequotas",
  "sns",
  "ssm",
  "sts",
  "tagging",
];
/** Names in the certificate, beside the exchanges'. */
const awsNames = ["*.amazonaws.com", `*.${World.region}.amazonaws.com`, `*.s3.${World.region}.amazonaws.com`];

/** Every host of every exchange, of both networks. */
export function exchangeHosts(): readonly string[] {
  const names = exchangeIds.flatMap((id) => {
    const { hosts, accountHosts, otherLiveHosts, otherTestHosts } = exchanges[id];
    return [
      ...[...hosts.mainnet, ...hosts.testnet].map(({ name }) => name),
      ...accountHosts.mainnet,
      ...accountHosts.testnet,
      ...otherLiveHosts,
      ...otherTestHosts,
    ];
  });
  return [...new Set(names)].sort();
}

/** Puts a copy of /etc in its place, with the names of our servers, the authority among those trusted, and the host's users. */
function ownEtc(folder: string, authority: CertificateAuthority): void {
  const etc = join(folder, "etc");
  cpSync("/etc", etc, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  must("mount", "--bind", etc, "/etc");
  must("ip", "address", "replace", `${worldAddress}/32`, "dev", "lo");
  must("ip", "address", "replace", "169.254.169.254/32", "dev", "lo");
  const aws = ["iam.amazonaws.com", ...services.map((service) => `${service}.${World.region}.amazonaws.com`)];
  const lines = [...exchangeHosts(), ...aws].map((name) => `${worldAddress} ${name}\n`);
  writeFileSync("/etc/hosts", `127.0.0.1 localhost\n${lines.join("")}`);
  writeFileSync("/etc/nsswitch.conf", "passwd: files\ngroup: files\nshadow: files\nhosts: files\n");
  writeFileSync("/etc/resolv.conf", "");

  const list = "/etc/ssl/certs/ca-certificates.crt";
  appendFileSync(list, must("cat", authority.certificateFile));
  const hash = must("openssl", "x509", "-hash", "-noout", "-in", authority.certificateFile).trim();
  copyFileSync(authority.certificateFile, `/etc/ssl/certs/${hash}.0`);
  // Where Amazon Linux keeps the list.
  mkdirSync("/etc/pki/tls/certs", { recursive: true });
  copyFileSync(list, "/etc/pki/tls/certs/ca-bundle.crt");
  must("systemd-sysusers", join(root, "infra/host/sysusers.conf"));
}
