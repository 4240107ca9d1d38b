import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../engine/parts";
import type { DoubledHost } from "../sandbox/ssm-double";

/** What came of a command. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The address by which hosts reach exchanges and AWS. */
export const worldAddress = "10.200.0.1";

let count = 0;

/**
 * A host of a bot: a network namespace with an address of its own, from which every call of the host comes, and a /etc,
 * /usr/local and /run of its own, with the files of infra/host that operators use in their places. No gate: that is what
 * test/sandbox proves.
 */
export class BotHost implements DoubledHost {
  readonly #process: ChildProcess;

  private constructor(
    readonly instanceId: string,
    readonly tags: Readonly<Record<string, string>>,
    readonly address: string,
    process: ChildProcess,
  ) {
    this.#process = process;
  }

  /** Starts a host. `archive`: its files, in base64; `environment` becomes its /etc/bulkhead/host.env. */
  static async start(
    folder: string,
    { instanceId, tags, address }: Pick<BotHost, "instanceId" | "tags" | "address">,
    archive: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<BotHost> {
    const own = join(folder, instanceId);
    mkdirSync(own);
    cpSync("/etc", join(own, "etc"), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    mkdirSync(join(own, "etc/bulkhead"), { recursive: true });
    const lines = Object.entries(environment).map(([name, value]) => `${name}="${value}"\n`);
    writeFileSync(join(own, "etc/bulkhead/host.env"), lines.join(""), { mode: 0o644 });

    writeFileSync(join(own, "files.tar"), Buffer.from(archive, "base64"));

    const words = [join(__dirname, "host.sh"), own, join(root, ".cache/engine/venv/lib")];
    const child = spawn("unshare", ["--net", "--mount", "--propagation", "private", "bash", ...words], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const host = new BotHost(instanceId, tags, address, child);
    const [said] = (await Promise.race([once(child.stdout, "data"), once(child, "exit")])) as [unknown];
    if (String(said).trim() !== "ready") throw new Error(`${instanceId} did not start`);

    const pid = String(child.pid);
    const outside = `w${count++}`;
    must("ip", "link", "add", outside, "type", "veth", "peer", "name", "eth0", "netns", pid);
    must("ip", "address", "add", `${worldAddress}/32`, "dev", outside);
    must("ip", "link", "set", outside, "up");
    must("ip", "route", "add", `${address}/32`, "dev", outside);
    const inside = (...rest: readonly string[]): string => must("nsenter", "--target", pid, "--net", "ip", ...rest);
    inside("address", "add", `${address}/32`, "dev", "eth0");
    inside("link", "set", "eth0", "up");
    inside("route", "add", `${worldAddress}/32`, "dev", "eth0");
    inside("route", "add", "default", "via", worldAddress, "dev", "eth0", "onlink");
    return host;
  }

  /** Runs a shell script as root, as the agent of Systems Manager does: from a file, with an environment of its own. */
  async run(command: string): Promise<Ran> {
    const shell =
      "script=$(mktemp /run/command.XXXXXX) && cat >$script && sh $script </dev/null; status=$?; rm -f $script; exit $status";
    const child = spawn(
      "nsenter",
      ["--target", String(this.#process.pid), "--net", "--mount", "--wd=/", "sh", "-c", shell],
      { env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", LANG: "C.UTF-8" } },
    );
    let out = "";
    let err = "";
    child.stdout.on("data", (part: Buffer) => (out += part.toString()));
    child.stderr.on("data", (part: Buffer) => (err += part.toString()));
    child.stdin.on("error", () => undefined).end(command);
    const [status] = (await once(child, "close")) as [number | null];
    return { status: status ?? -1, out, err };
  }

  /** Lets the host's interface out, or not: connections that stand break too. Run Command still reaches it. */
  plug(isOpen: boolean): void {
    const words = isOpen ? [`${worldAddress}/32`, "dev", "eth0"] : ["unreachable", `${worldAddress}/32`];
    const inside = ["--target", String(this.#process.pid), "--net", "ip", "route"];
    must("nsenter", ...inside, "flush", `${worldAddress}/32`);
    must("nsenter", ...inside, "add", ...words);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
  }
}

/** Runs a command of the machine, or throws what it said. */
export function must(command: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${words.join(" ")} ended with ${String(status)}: ${stderr}`);
  return stdout;
}
