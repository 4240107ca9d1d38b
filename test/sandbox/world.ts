import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

const gate = join(__dirname, "../../infra/host/gate");

/** What a command did. */
export interface Done {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** What the internet was asked for since the last look. */
export interface Seen {
  /** TLS greetings by the name in them. */
  readonly names: Readonly<Record<string, number>>;
  /** Connections to an exchange's port that said something other than TLS. */
  readonly plain: number;
  /** Connections to an exchange's port that closed without a word. */
  readonly silent: number;
}

/** Packets that left the host since the last look. */
export interface Left {
  /** TCP to the exchange's ports. */
  readonly exchange: number;
  /** Questions to the VPC's resolver. */
  readonly dns: number;
  readonly metadata: number;
  readonly clock: number;
  /** Anything else. */
  readonly strays: number;
}

/** One line of a host list. */
export interface ListedHost {
  readonly name: string;
  readonly ports: readonly number[];
}

/** The lists of a host, as `infra` puts them into its archive. */
export type Lists = Readonly<Record<"bot" | "platform" | "operator", readonly ListedHost[]>>;

/** The edge that live and test exchange share. */
export const edgeAddress = "203.0.113.10";
export const resolverAddress = "169.254.169.253";
const [metadataAddress, timeAddress, router, hostAddress] = [
  "169.254.169.254",
  "169.254.169.123",
  "10.0.0.1",
  "10.0.0.5",
];

/**
 * Three network namespaces: a bot's host, the VPC around it (router, resolver, metadata service) and the internet, where
 * every address answers. The host has a file system of its own over that of this machine, so that the files of
 * `infra/host` for gate and operators are installed by their own scripts, at their own paths. Needs root.
 */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), "bulkhead-sandbox-"));
  readonly #anchors: Record<"host" | "vpc" | "edge", ChildProcess>;
  readonly #services = new Map<string, ChildProcess>();
  readonly #others: ChildProcess[] = [];
  readonly #logs = new Map<string, string>();

  private constructor(private readonly lists: Lists) {
    const anchor = (...more: string[]): ChildProcess =>
      spawn("unshare", ["--net", ...more, "sleep", "infinity"], { stdio: "ignore" });
    this.#anchors = { host: anchor("--mount", "--propagation", "private"), vpc: anchor(), edge: anchor() };
  }

  /** A host with the gate's files in their places and nothing of it in force yet; its link is down. */
  static async make(lists: Lists): Promise<World> {
    const world = new World(lists);
    try {
      await until("the namespaces exist", () =>
        (["host", "vpc", "edge"] as const).every(
          (place) => world.in(place, "readlink", "/proc/self/ns/net").out !== hostNamespace,
        ),
      );
      world.#lay();
      await world.#fill();
      world.#install();
      return world;
    } catch (error) {
      await world.end();
      throw error;
    }
  }

  /** Runs a command in one of the namespaces, as root unless `as` names another user. */
  in(place: "host" | "vpc" | "edge", ...command: readonly string[]): Done {
    return run(...this.#entered(place, command));
  }

  /** Runs a command on the host as one of its users, without any capability. */
  as(user: string, ...command: readonly string[]): Done {
    return run(...this.#entered("host", became(user, command)));
  }

  /** Starts a command on the host as one of its users. */
  start(user: string, ...command: readonly string[]): ChildProcess {
    const [program, ...args] = this.#entered("host", became(user, command));
    const child = spawn(program ?? "", args, { stdio: ["pipe", "pipe", "pipe"] });
    this.#others.push(child);
    return child;
  }

  /** Runs a shell command on the host as root, without waiting for it here. */
  async shell(line: string): Promise<Done> {
    const child = this.start("root", "sh", "-c", line);
    let [out, err] = ["", ""];
    child.stdout?.on("data", (text: Buffer) => (out += text.toString()));
    child.stderr?.on("data", (text: Buffer) => (err += text.toString()));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status: status ?? 128, out, err };
  }

  /** What `sandbox-verify` finds on the host. */
  async verify(live: string, ...flags: readonly string[]): Promise<Report> {
    const child = this.start("root", "/usr/local/lib/bulkhead/gate/sandbox-verify", ...flags);
    let [out, err] = ["", ""];
    child.stdout?.on("data", (text: Buffer) => (out += text.toString()));
    child.stderr?.on("data", (text: Buffer) => (err += text.toString()));
    child.stdin?.end(live);
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    if (status !== 0 && status !== 1) throw new Error(`sandbox-verify ended with ${String(status)}: ${err}`);
    if (err !== "") throw new Error(`sandbox-verify complained: ${err}`);
    return JSON.parse(out) as Report;
  }

  /** The network comes up, as after `network-pre.target`. */
  linkUp(): void {
    this.#must("host", "ip", "link", "set", "eth0", "up");
    this.#must("host", "ip", "route", "add", "default", "via", router);
    this.in("host", "ip", "-6", "route", "add", "default", "via", "fd00:1::1");
  }

  linkDown(): void {
    this.#must("host", "ip", "link", "set", "eth0", "down");
  }

  /** Everything of the gate, in the order of its units. */
  async boot(): Promise<void> {
    this.firewall();
    this.linkUp();
    await this.startService("resolver");
    await this.startService("gate");
  }

  /** Runs what the firewall's unit runs, at start and at reload alike. */
  firewall(): void {
    const [start, reload] = [this.setting("firewall", "ExecStart"), this.setting("firewall", "ExecReload")];
    if (start !== reload) throw new Error("the firewall's unit reloads by other means than it starts");
    mkdirSync(join(this.folder, "run/bulkhead-gate"), { recursive: true });
    this.#must("host", "mkdir", "-p", "/run/bulkhead-gate");
    this.#must("host", ...start.split(" "));
  }

  /** Starts a service as its unit says: command, user and capabilities. */
  async startService(name: "gate" | "resolver"): Promise<void> {
    const capability = this.setting(name, "AmbientCapabilities").replace(/^CAP_/u, "").toLowerCase();
    const user = this.setting(name, "User");
    const command = this.#entered("host", [
      "setpriv",
      ...[`--reuid=${user}`, `--regid=${this.setting(name, "Group")}`, "--clear-groups", "--no-new-privs"],
      ...["--inh-caps", "--ambient-caps", "--bounding-set"].map((set) => `${set}=-all,+${capability}`),
      ...["--", ...this.setting(name, "ExecStart").split(" ")],
    ]);
    const [program, ...args] = command;
    // A group of its own, to be killed as systemd kills a unit.
    const child = spawn(program ?? "", args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
    for (const stream of [child.stdout, child.stderr]) this.#keep(name, stream);
    this.#services.set(name, child);
    const port = name === "gate" ? 903 : 53;
    await until(`the ${name} listens`, () => {
      if (child.exitCode !== null) throw new Error(`the ${name} ended: ${this.log(name)}`);
      return this.in("host", "ss", "-Hltn", `src 127.0.0.1:${port}`).out !== "";
    });
  }

  /** Kills every process of a service, as the kernel or an attacker would. */
  async killService(name: "gate" | "resolver"): Promise<void> {
    const child = this.#services.get(name);
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }

  /** Has the gate read its lists again, as its unit does. */
  reloadGate(): void {
    // A worker that ends just now may be the oldest of them for a moment.
    for (let attempt = 1; ; attempt++) {
      const master = this.in("host", "pgrep", "--oldest", "--uid", "bulkhead-gate", "haproxy").out.trim();
      if (master !== "" && this.in("host", "kill", "-USR2", master).status === 0) return;
      if (attempt === 5) throw new Error("the gate is not running");
    }
  }

  /** The certificate of every name at the edge, as a file that each user can read. */
  readonly certificate = "/etc/bulkhead/edge.crt";

  /** What a service has written to its log. */
  log(name: "gate" | "resolver" | "vpc-resolver"): string {
    return this.#logs.get(name) ?? "";
  }

  /** One setting of a unit of the gate. */
  setting(unit: string, key: string): string {
    const text = readFileSync(join(gate, `bulkhead-${unit}.service`), "utf8");
    const found = text.split("\n").find((line) => line.startsWith(`${key}=`));
    if (found === undefined) throw new Error(`bulkhead-${unit}.service has no ${key}=`);
    return found.slice(key.length + 1);
  }

  /** What the internet was asked for since the last look. */
  async seen(): Promise<Seen> {
    return new Promise((resolve, reject) => {
      request({ socketPath: join(this.folder, "edge.sock"), path: "/" }, (response) => {
        let text = "";
        response.on("data", (part: Buffer) => (text += part.toString()));
        response.on("end", () => {
          resolve(JSON.parse(text) as Seen);
        });
      })
        .on("error", reject)
        .end();
    });
  }

  /** What left the host since the last look. */
  left(): Left {
    const said = JSON.parse(this.#must("vpc", "nft", "-j", "reset", "counters", "table", "inet", "seen")) as {
      nftables: readonly { counter?: { name: keyof Left; packets: number } }[];
    };
    const counters = said.nftables.flatMap(({ counter }) => (counter === undefined ? [] : [counter]));
    return Object.fromEntries(counters.map(({ name, packets }) => [name, packets])) as unknown as Left;
  }

  /** Every name that the VPC's resolver was ever asked for. */
  lookedUp(): readonly string[] {
    const asked = this.log("vpc-resolver").matchAll(/query\[[^\]]*\] (\S+) from/gu);
    return [...new Set([...asked].map(([, name]) => name ?? ""))].sort();
  }

  /** Writes the lists and nothing else: what is in force changes at the next reload. */
  write(lists: Partial<Record<keyof Lists, string>>): void {
    for (const [list, text] of Object.entries(lists)) {
      writeFileSync(join(this.folder, "list"), text);
      this.#must("host", "cp", "--no-preserve=mode", join(this.folder, "list"), `/etc/bulkhead/hosts/${list}`);
    }
  }

  /** Has the VPC's resolver answer a name with another address. */
  async resolve(name: string, address: string): Promise<void> {
    await this.#vpcResolver([`--address=/${name}/${address}`]);
  }

  async end(): Promise<void> {
    for (const name of ["gate", "resolver"] as const) await this.killService(name);
    const ended = [...this.#others, ...Object.values(this.#anchors)].map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await closed;
    });
    await Promise.all(ended);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #entered(place: "host" | "vpc" | "edge", command: readonly string[]): string[] {
    const target = String(this.#anchors[place].pid);
    return ["nsenter", `--target=${target}`, "--net", ...(place === "host" ? ["--mount"] : []), "--", ...command];
  }

  #keep(name: string, stream: Readable): void {
    stream.on("data", (text: Buffer) => {
      this.#logs.set(name, (this.#logs.get(name) ?? "") + text.toString());
    });
  }

  #must(place: "host" | "vpc" | "edge", ...command: readonly string[]): string {
    const { status, out, err } = this.in(place, ...command);
    if (status !== 0) throw new Error(`${command.join(" ")} in ${place}: ${err}${out}`);
    return out;
  }

  /** Interfaces, addresses and routes. */
  #lay(): void {
    const pid = (place: "host" | "vpc" | "edge"): string => String(this.#anchors[place].pid);
    const link = (name: string, place: "vpc" | "edge", far: string, peer: "host" | "vpc"): void => {
      run("ip", "link", "add", name, "netns", pid(place), "type", "veth", "peer", "name", far, "netns", pid(peer));
    };
    link("to-host", "vpc", "eth0", "host");
    link("to-vpc", "edge", "to-edge", "vpc");
    for (const place of ["host", "vpc", "edge"] as const) this.#must(place, "ip", "link", "set", "lo", "up");
    const addresses: readonly (readonly ["host" | "vpc" | "edge", string, ...string[]])[] = [
      ["host", "eth0", `${hostAddress}/28`, "fd00:1::5/64"],
      ["vpc", "to-host", `${router}/28`, "fd00:1::1/64"],
      ["vpc", "to-edge", "192.0.2.1/30", "fd00:2::1/64"],
      ["vpc", "lo", `${resolverAddress}/32`, `${metadataAddress}/32`, `${timeAddress}/32`],
      ["edge", "to-vpc", "192.0.2.2/30", "fd00:2::2/64"],
    ];
    for (const [place, device, ...all] of addresses) {
      for (const one of all) {
        this.#must(place, "ip", "address", "add", one, "dev", device, ...(one.includes(":") ? ["nodad"] : []));
      }
    }
    for (const [place, device] of [
      ["vpc", "to-host"],
      ["vpc", "to-edge"],
      ["edge", "to-vpc"],
    ] as const) {
      this.#must(place, "ip", "link", "set", device, "up");
    }
    this.#must("vpc", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    this.#must("vpc", "ip", "route", "add", "default", "via", "192.0.2.2");
    this.#must("vpc", "ip", "-6", "route", "add", "default", "via", "fd00:2::2");
    // Every address there is.
    this.#must("edge", "ip", "route", "add", "10.0.0.0/28", "via", "192.0.2.1");
    this.#must("edge", "ip", "-6", "route", "add", "fd00:1::/64", "via", "fd00:2::1");
    this.#must("edge", "ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo");
    for (const range of ["2001:db8::/32", "64:ff9b::/96", "fd00:ec2::/32"]) {
      this.#must("edge", "ip", "-6", "route", "add", "local", range, "dev", "lo");
    }
    this.#rules(
      "edge",
      `
      table inet any {
        chain lead {
          type nat hook prerouting priority dstnat;
          tcp dport != { 443, 9443 } redirect to :7
          meta l4proto udp redirect to :7
        }
      }`,
    );
    this.#rules(
      "vpc",
      `
      table inet seen {
        counter exchange { }
        counter dns { }
        counter metadata { }
        counter clock { }
        counter strays { }
        set stray { typeof ip daddr . meta l4proto . meta length; flags dynamic; }
        chain left {
          type filter hook prerouting priority raw; policy accept;
          iifname != "to-host" accept
          icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report } accept
          ip daddr ${resolverAddress} udp dport 53 counter name dns accept
          ip daddr ${metadataAddress} tcp dport 80 counter name metadata accept
          ip daddr ${timeAddress} udp dport 123 counter name clock accept
          ip daddr != 169.254.0.0/16 tcp dport { 443, 9443 } counter name exchange accept
          counter name strays
          update @stray { ip daddr . meta l4proto . meta length }
        }
        chain lead {
          type nat hook prerouting priority dstnat;
          ip daddr { ${metadataAddress}, ${timeAddress} } meta l4proto { tcp, udp } redirect to :7
          ip daddr ${resolverAddress} tcp dport != 53 redirect to :7
        }
      }`,
    );
  }

  #rules(place: "vpc" | "edge", rules: string): void {
    const file = join(this.folder, "rules.nft");
    writeFileSync(file, rules);
    this.#must(place, "nft", "--file", file);
  }

  /** The internet, the metadata service and the VPC's resolver. */
  async #fill(): Promise<void> {
    const names = [...new Set(Object.values(this.lists).flatMap((list) => list.map(({ name }) => name)))];
    const self = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const files = ["-keyout", join(this.folder, "edge.key"), "-out", join(this.folder, "edge.crt")];
    const alternatives = names.map((name) => `DNS:${name}`).join(",");
    execFileSync(
      "openssl",
      ["req", ...self, ...files, "-subj", "/CN=edge", "-addext", `subjectAltName=${alternatives}`],
      { stdio: "ignore" },
    );
    for (const place of ["edge", "vpc"] as const) {
      const folder = place === "edge" ? this.folder : join(this.folder, "vpc");
      if (place === "vpc") {
        mkdirSync(folder);
        for (const file of ["edge.key", "edge.crt"]) {
          writeFileSync(join(folder, file), readFileSync(join(this.folder, file)));
        }
      }
      const [program, ...args] = this.#entered(place, [process.execPath, join(__dirname, "edge.mjs"), folder]);
      const child = spawn(program ?? "", args, { stdio: ["ignore", "pipe", "inherit"] });
      this.#others.push(child);
      await new Promise((resolve, reject) => {
        child.stdout.once("data", resolve);
        child.once("exit", () => {
          reject(new Error(`nothing answers in ${place}`));
        });
      });
    }
    await this.#vpcResolver([]);
  }

  #resolving: ChildProcess | undefined;

  async #vpcResolver(first: readonly string[]): Promise<void> {
    if (this.#resolving !== undefined) {
      const ended = new Promise((resolve) => this.#resolving?.once("exit", resolve));
      this.#resolving.kill("SIGKILL");
      await ended;
    }
    const [program, ...args] = this.#entered("vpc", [
      ...["dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--no-daemon", "--log-queries"],
      ...[`--listen-address=${resolverAddress}`, "--bind-interfaces", "--cache-size=0", "--pid-file"],
      ...first,
      `--address=/#/${edgeAddress}`,
    ]);
    const child = spawn(program ?? "", args, { stdio: ["ignore", "ignore", "pipe"] });
    this.#keep("vpc-resolver", child.stderr);
    this.#others.push(child);
    this.#resolving = child;
    await until(
      "the VPC's resolver listens",
      () => this.in("vpc", "ss", "-Hltn", `src ${resolverAddress}:53`).out !== "",
    );
  }

  /** The host's own layer over /etc, /usr/local and /run, then the real install script. */
  #install(): void {
    const layer = join(this.folder, "host");
    mkdirSync(layer);
    this.#must("host", "mount", "-t", "tmpfs", "tmpfs", layer);
    for (const [index, path] of ["/etc", "/usr/local"].entries()) {
      const [upper, work] = [join(layer, `upper${index}`), join(layer, `work${index}`)];
      this.#must("host", "mkdir", upper, work);
      const options = `lowerdir=${path},upperdir=${upper},workdir=${work}`;
      this.#must("host", "mount", "-t", "overlay", "overlay", "-o", options, path);
    }
    this.#must("host", "mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", "/run");
    this.#must("host", "mkdir", "-p", "/etc/bulkhead/hosts");
    this.#must("host", "bash", join(gate, "install"));
    this.#must("host", "bash", join(gate, "../operator/install"));
    this.#must("host", "systemd-sysusers", join(gate, "../sysusers.conf"));
    this.#must("host", "cp", "--no-preserve=mode", join(this.folder, "edge.crt"), this.certificate);
    this.write(Object.fromEntries(Object.entries(this.lists).map(([list, hosts]) => [list, listText(hosts)])));
  }
}

/** What `sandbox-verify` prints. */
export interface Report {
  readonly at: string;
  readonly seconds: number;
  readonly ways: number;
  readonly connections: number;
  readonly failed: number;
  readonly results: readonly {
    readonly way: string;
    readonly as: string;
    readonly target: string;
    readonly expected: "refused" | "answers";
    readonly got: string;
    readonly connections: number;
    readonly ok: boolean;
  }[];
}

/** A host list as text: sorted by bytes, one host a line. */
export function listText(hosts: readonly ListedHost[]): string {
  return hosts
    .map(({ name, ports }) => `${name} ${ports.join(",")}\n`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join("");
}

const hostNamespace = execFileSync("readlink", ["/proc/self/ns/net"], { encoding: "utf8" });

function run(program = "", ...args: readonly string[]): Done {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", timeout: 120_000 });
  if (error !== undefined) throw error;
  return { status: status ?? 128, out: stdout, err: stderr };
}

function became(user: string, command: readonly string[]): readonly string[] {
  if (user === "root") return command;
  return [
    "setpriv",
    `--reuid=${user}`,
    `--regid=${user === "nobody" ? "nogroup" : user}`,
    "--clear-groups",
    "--bounding-set=-all",
    "--inh-caps=-all",
    "--",
    ...command,
  ];
}

/** Waits until something is so. */
export async function until(what: string, isSo: () => boolean, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
