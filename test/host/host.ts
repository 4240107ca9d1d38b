import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { userData, type UserDataArgs } from "../../infra/user-data";
import { root } from "../engine/parts";

/** What run.sh put into .cache/host, and what test/engine/prepare.sh put into .cache/engine. */
export const parts = {
  debian: join(root, ".cache/host/root"),
  bots: join(root, ".cache/host/venv/lib"),
  hummingbot: join(root, ".cache/host/hummingbot"),
  aws: join(root, ".cache/engine/venv/lib"),
} as const;

const port = 4566;
const exchangePort = 8099;
/** The stack's registry, and the address that stands for it. */
export const ecr = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const ecrAddress = "127.0.53.1";
/** MiniStack checks no signature; nothing real is named. */
export const environment = {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${String(port)}`,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_DEFAULT_REGION: "eu-west-1",
  AWS_EC2_METADATA_DISABLED: "true",
} as const;

interface Done {
  readonly code: number | null;
  readonly text: string;
}

/** The value of an image of a disk that stands for an EBS volume. */
export class Volume {
  readonly image: string;
  readonly device: string;

  constructor(folder: string, content?: string) {
    this.image = join(mkdtempSync(join(folder, "volume-")), "image");
    if (content === undefined) must("truncate", ["--size=400M", this.image]);
    else cpSync(content, this.image);
    this.device = must("losetup", ["--find", "--show", this.image]).trim();
  }

  detach(): void {
    spawnSync("losetup", ["--detach", this.device]);
  }
}

/** A Debian root under its own systemd, in the place of an EC2 instance, with MiniStack and an exchange beside it. */
export class Host {
  readonly #folder: string;
  readonly #machine: ChildProcess;
  readonly #helpers: ChildProcess[] = [];
  #init = 0;

  private constructor(folder: string, machine: ChildProcess) {
    this.#folder = folder;
    this.#machine = machine;
  }

  static async boot(name: string): Promise<Host> {
    const folder = mkdtempSync(join(tmpdir(), `bulkhead-host-${name}-`));
    const binds = [
      ...[parts.bots, "/opt/test/bots"],
      ...[parts.aws, "/opt/test/aws"],
      ...[parts.hummingbot, "/opt/test/hummingbot"],
    ];
    const machine = spawn(
      "unshare",
      [
        ...["--mount", "--pid", "--fork", "--net", "--ipc", "--uts", "--cgroup", "--kill-child"],
        ...["bash", join(__dirname, "boot.sh"), parts.debian, folder, ...binds],
      ],
      { stdio: ["ignore", openSync(join(folder, "console"), "w"), openSync(join(folder, "errors"), "w")] },
    );
    const host = new Host(folder, machine);
    for (let attempt = 0; attempt < 600; attempt++) {
      await sleep(100);
      const child = readFileSync(`/proc/${String(machine.pid)}/task/${String(machine.pid)}/children`, "utf8").trim();
      if (child === "") continue;
      host.#init = Number(child);
      if (!readFileSync(`/proc/${child}/comm`, "utf8").startsWith("systemd")) continue;
      const { text } = host.run("systemctl", "is-system-running");
      if (/^(?:running|degraded)/u.test(text)) {
        await host.#begin();
        return host;
      }
    }
    throw new Error(`the host did not boot: ${readFileSync(join(folder, "errors"), "utf8")}`);
  }

  /** AWS and the exchange, on the host's own loopback. */
  async #begin(): Promise<void> {
    const inside = ["--target", String(this.#init), "--net", "--"];
    const helper = (command: string, words: readonly string[], env = {}): void => {
      this.#helpers.push(
        spawn("nsenter", [...inside, command, ...words], { env: { ...process.env, ...env }, stdio: "ignore" }),
      );
    };
    helper(join(root, ".cache/engine/venv/bin/ministack"), [], {
      HOME: this.#folder,
      TMPDIR: this.#folder,
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      MINISTACK_ACCOUNT_ID: "111122223333",
      MINISTACK_REGION: "eu-west-1",
      IOT_MTLS_ENABLED: "0",
      LOG_LEVEL: "WARNING",
    });
    helper("/usr/bin/python3", [join(__dirname, "exchange-double.py"), String(exchangePort)]);
    this.write(
      "/usr/local/bin/aws",
      '#!/bin/sh\nPYTHONPATH=$(echo /opt/test/aws/python3*/site-packages) exec /usr/bin/python3 -m awscli "$@"\n',
      0o755,
    );
    // Stand-ins for what only Amazon Linux has.
    this.write("/usr/local/bin/dnf", '#!/bin/sh\necho "$*" >>/var/log/dnf-calls\n', 0o755);
    this.write("/etc/dnf/vars/.keep", "");
    this.write(
      "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl",
      '#!/bin/sh\necho "$*" >>/var/log/agent-calls\n',
      0o755,
    );
    this.write("/etc/systemd/system/chronyd.service", "[Service]\nType=oneshot\nExecStart=/bin/true\n");
    const settings = Object.entries(environment).map(([key, value]) => `Environment=${key}=${value}\n`);
    for (const unit of ["artifact", "credential"]) {
      this.write(
        `/etc/systemd/system/bulkhead-${unit}.service.d/test.conf`,
        `[Service]\n${settings.join("")}Environment=BULKHEAD_PAUSE_SECONDS=1\n`,
      );
    }
    for (let attempt = 0; attempt < 300; attempt++) {
      if (this.run("curl", "--silent", "--fail", `${environment.AWS_ENDPOINT_URL}/_ministack/health`).code === 0)
        return;
      await sleep(200);
    }
    throw new Error("MiniStack did not answer.");
  }

  /**
   * Makes MiniStack this host's ECR: its own name leads there, by TLS. Answers how a command is started where the name
   * leads there too.
   */
  async images(folder: string): Promise<{ readonly certificate: string; readonly within: readonly string[] }> {
    const [certificate, key, hosts] = ["ecr.crt", "ecr.key", "hosts"].map((name) => join(folder, name));
    if (certificate === undefined || key === undefined || hosts === undefined) throw new Error("no names");
    must("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"],
      ...["-subj", "/CN=ecr", "-addext", `subjectAltName=DNS:${ecr}`, "-keyout", key, "-out", certificate],
    ]);
    writeFileSync(hosts, `127.0.0.1 localhost\n${ecrAddress} ${ecr}\n`);
    this.write("/etc/hosts", readFileSync(hosts, "utf8"));
    this.write("/etc/bulkhead-test/ecr.crt", readFileSync(certificate, "utf8"));
    this.write(
      "/etc/systemd/system/bulkhead-artifact.service.d/ecr.conf",
      "[Service]\nEnvironment=SSL_CERT_FILE=/etc/bulkhead-test/ecr.crt\n",
    );
    const net = ["nsenter", "--target", String(this.#init), "--net", "--"];
    const words = [process.execPath, join(__dirname, "edge.mjs"), ecrAddress, "443", String(port), certificate, key];
    const edge = spawn("nsenter", [...net.slice(1), ...words], { stdio: ["ignore", "pipe", "inherit"] });
    this.#helpers.push(edge);
    await once(edge.stdout, "data");
    const named = `mount --bind ${hosts} /etc/hosts && exec "$@"`;
    return { certificate, within: [...net, "unshare", "--mount", "sh", "-c", named, "sh"] };
  }

  /** What cloud-init does with the user data that a stack would give the instance. */
  cloudInit(args: UserDataArgs, device: string): Done {
    this.attach(device);
    const config = parse(userData(args)) as {
      write_files: { path: string; permissions: string; content: string }[];
      runcmd: string[][];
    };
    for (const { path, permissions, content } of config.write_files) {
      const named = content.replace(/^BULKHEAD_DATA_DEVICE=.*$/mu, `BULKHEAD_DATA_DEVICE="${device}"`);
      this.write(path, named, Number.parseInt(permissions, 8));
    }
    const done = config.runcmd.map(([command = "", ...words]) => this.#enter(command, words, { ...environment }));
    return { code: done.at(-1)?.code ?? null, text: done.map(({ text }) => text).join("") };
  }

  write(path: string, content: string, mode = 0o644): void {
    this.run("mkdir", "--parents", dirname(path));
    this.#enter("sh", ["-c", 'cat >"$1" && chmod "$2" "$1"', "sh", path, mode.toString(8)], {}, content);
  }

  /** A loop device that was made after the host booted. */
  attach(device: string): void {
    const number = /\d+$/u.exec(device)?.[0] ?? "";
    this.run("sh", "-c", `[ -b ${device} ] || mknod ${device} b 7 ${number}`);
  }

  run(command: string, ...words: readonly string[]): Done {
    return this.#enter(command, words, {});
  }

  as(user: string, ...words: readonly string[]): Done {
    return this.run(
      "setpriv",
      `--reuid=${user}`,
      `--regid=${user === "nobody" ? "nogroup" : user}`,
      "--clear-groups",
      ...words,
    );
  }

  /** The AWS command line of an operator, outside of the host's firewall rules for its users. */
  aws(...words: readonly string[]): Done {
    const done = spawnSync(
      "nsenter",
      ["--target", String(this.#init), "--net", "--", join(root, ".cache/engine/venv/bin/aws"), ...words],
      { env: { PATH: process.env.PATH, HOME: this.#folder, ...environment }, encoding: "utf8" },
    );
    return { code: done.status, text: done.stdout + done.stderr };
  }

  journal(unit: string): string {
    return this.run("journalctl", "--no-pager", "--output=cat", `--unit=${unit}`).text;
  }

  async until(what: string, test: () => boolean, seconds = 60): Promise<void> {
    const begin = Date.now();
    while (Date.now() - begin < seconds * 1000) {
      if (test()) return;
      await sleep(250);
    }
    const state = this.run("systemctl", "list-units", "--no-pager", "--all", "bulkhead-*").text;
    throw new Error(`not within ${String(seconds)} s: ${what}\n${state}${this.journal("bulkhead-*")}`);
  }

  /** Stops the host as EC2 does before it takes a volume away, and forgets its root disk. */
  async stop(): Promise<void> {
    for (const helper of this.#helpers) helper.kill();
    const gone = once(this.#machine, "exit");
    // SIGRTMIN+4 powers off: https://www.freedesktop.org/software/systemd/man/252/systemd.html#Signals
    spawnSync("kill", ["--signal", "RTMIN+4", String(this.#init)]);
    const inTime = await Promise.race([gone.then(() => true), sleep(60_000).then(() => false)]);
    if (!inTime) this.#machine.kill("SIGKILL");
    await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #enter(command: string, words: readonly string[], env: Record<string, string>, input = ""): Done {
    const done = spawnSync(
      "nsenter",
      ["--target", String(this.#init), "--all", "--root", "--", "env", "--chdir=/", command, ...words],
      {
        env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", ...env },
        input,
        encoding: "utf8",
      },
    );
    return { code: done.status, text: done.stdout + done.stderr };
  }
}

export function must(command: string, words: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8", input });
  if (status !== 0) throw new Error(`${command} ${words.join(" ")} ended with ${String(status)}: ${stderr}`);
  return stdout;
}

/** A tar archive of these files; programs are told by their first line. */
export function archive(folder: string, files: Readonly<Record<string, string>>): string {
  const at = mkdtempSync(join(folder, "artifact-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), content, { mode: content.startsWith("#!") ? 0o755 : 0o644 });
  }
  const file = `${at}.tar`;
  must("tar", ["--create", "--file", file, "--directory", at, "."]);
  return file;
}
