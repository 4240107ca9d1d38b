import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Lists, type Report, World, edgeAddress, listText, resolverAddress, until } from "./world";

const hostFiles = join(__dirname, "../../infra/host/gate");
const test = "testnet.binance.vision";
const stream = "stream.testnet.binance.vision";
const account = "account.testnet.binance.vision";
const live = "api.binance.com";

const lists: Lists = {
  bot: [
    { name: test, ports: [443] },
    { name: stream, ports: [443, 9443] },
  ],
  platform: [
    { name: "logs.eu-west-1.amazonaws.com", ports: [443] },
    { name: "ssm.eu-west-1.amazonaws.com", ports: [443] },
  ],
  operator: [
    { name: test, ports: [443] },
    { name: stream, ports: [443, 9443] },
    { name: account, ports: [443] },
  ],
};
const listed = [...new Set(Object.values(lists).flatMap((list) => list.map(({ name }) => name)))].sort();

/** The live exchange has the test exchange's address, and one more. */
const otherAddress = "203.0.113.11";
const liveHosts = `${live} 443 ${edgeAddress},${otherAddress}\nstream.binance.com 443,9443 ${edgeAddress}\n`;

/** Refused ways that went through. */
function through({ results }: Report): string[] {
  return results
    .filter(({ expected, ok }) => expected === "refused" && !ok)
    .map(({ way, as, target, got }) => `${way} as ${as} to ${target}: ${got}`);
}

/** What should have answered and did not. */
function silent({ results }: Report): string[] {
  return results
    .filter(({ expected, ok }) => expected === "answers" && !ok)
    .map(({ way, as, target, got }) => `${way} as ${as} to ${target}: ${got}`);
}

/** Names that the edge was greeted with, save the listed ones. */
async function strangers(world: World): Promise<readonly string[]> {
  const { names, plain } = await world.seen();
  const others = Object.keys(names).filter((name) => !listed.includes(name));
  return plain === 0 ? others : [...others, `${plain} times something other than TLS`];
}

const fetchByNode = `
  require("https").get("https://${test}/", { ca: require("fs").readFileSync(process.argv[1]) }, (answer) =>
    answer.on("data", (text) => process.stdout.write(text))).on("error", (error) => { console.log(error.code); });`;
const fetchByPython = `
import ssl, sys, urllib.request
print(urllib.request.urlopen("https://${test}/", context=ssl.create_default_context(cafile=sys.argv[1])).read().decode())`;

describe("a host without the gate", () => {
  let world: World;
  let report: Report;

  beforeAll(async () => {
    world = await World.make(lists);
    world.linkUp();
    writeFileSync(join(world.folder, "resolv.conf"), `nameserver ${resolverAddress}\n`);
    world.in("host", "cp", "--no-preserve=mode", join(world.folder, "resolv.conf"), "/etc/resolv.conf");
    report = await world.verify(liveHosts);
  }, 120_000);
  afterAll(async () => world.end());

  it("can be left by every way that its kernel and its uids allow", () => {
    const open = new Set(report.results.filter(({ ok }) => !ok).map(({ way }) => way));
    const shut = report.results.filter(({ expected, ok, way }) => expected === "refused" && ok && !open.has(way));
    expect([...new Set(shut.map(({ way }) => way))].sort()).toEqual(
      [
        // No gate and no resolver listens there, and no unprivileged process may do so.
        ...["bot", "platform", "operator"].flatMap((kind) => [`take-${kind}-door`]),
        ...doors(report),
        ...["a", "any", "exfiltration", "ns", "reverse", "root", "tcp", "txt"].map((kind) => `local-resolver-${kind}`),
        // A packet of its own making takes a capability.
        ...["esp", "gre", "icmp", "ip-in-ip", "own-header", "sctp", "tcp"].map((kind) => `raw-${kind}`),
        ...["gate-raw", "link-layer", "network-namespace", "icmp-echo", "marked", "foreign-source"],
        // Ports below 1024 and broadcast addresses are not for it, source routes are off by default, and an address of
        // the loopback interface goes nowhere else.
        ...["low-source-port", "dhcp-port", "loopback-source", "source-routed", "source-routed-by-loopback"],
        // Answers to an address that it does not have go elsewhere.
        "unassigned-source",
        // Not in this kernel, or nobody there.
        ...["sctp", "dccp", "smc", "rds", "tipc", "vsock"],
        // The edge itself waits for the rest of it.
        "tls-listed-in-an-ignored-record",
        "dtls-greeting",
        "ipv6-ff02::1",
      ].sort(),
    );
  });

  it("reaches the live exchange under the address of the test exchange, by name alone", async () => {
    expect((await world.seen()).names[live]).toBeGreaterThan(10);
    expect(report.results.find(({ way }) => way === "tls-name")).toMatchObject({ got: "answers", ok: false });
    expect(world.left().strays).toBeGreaterThan(50);
    expect(world.lookedUp()).toContain(live);
  });
});

function doors({ results }: Report): string[] {
  return [...new Set(results.map(({ way }) => way))]
    .filter((way) => /-door(?:-|$)/u.test(way) && !way.startsWith("take"))
    .concat("own-door-listed-name", "gate-loopback")
    .filter((way, index, all) => all.indexOf(way) === index);
}

describe("a host with the gate", () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make(lists);
    await world.boot();
  }, 60_000);
  afterAll(async () => world.end());

  it.each([
    ["curl", ["curl", "-sS", "--cacert", "CERTIFICATE", `https://${test}/`]],
    ["Node", [process.execPath, "-e", fetchByNode, "CERTIFICATE"]],
    ["Python", ["/usr/bin/python3", "-c", fetchByPython, "CERTIFICATE"]],
  ])("lets %s reach the test exchange, unchanged and with its certificate checked", (_, command) => {
    const done = world.as("bulkhead-bot", ...command.map((word) => word.replace("CERTIFICATE", world.certificate)));
    expect(done.err).toBe("");
    expect(JSON.parse(done.out)).toEqual({ site: test, address: edgeAddress });
  });

  it("connects to the address that the name has, whatever address the process chose", () => {
    const curl = ["curl", "-sS", "--cacert", world.certificate, "--resolve", `${test}:443:${otherAddress}`];
    expect(JSON.parse(world.as("bulkhead-bot", ...curl, `https://${test}/`).out)).toEqual({
      site: test,
      address: edgeAddress,
    });
  });

  it("lets no way out, a thousand connections each, while rules are reloaded and gate and resolver are killed", async () => {
    await world.seen();
    world.left();
    const disturbed = { reloads: 0, gateReloads: 0, gateKills: 0, resolverKills: 0 };
    let over = false;
    const disturb = async (): Promise<void> => {
      for (let round = 1; !over; round++) {
        world.firewall();
        disturbed.reloads += 1;
        if (round % 4 === 1) {
          world.reloadGate();
          disturbed.gateReloads += 1;
        } else if (round % 4 === 3) {
          await world.killService("gate");
          disturbed.gateKills += 1;
          await pause(200);
          await world.startService("gate");
        } else if (round % 8 === 0) {
          await world.killService("resolver");
          disturbed.resolverKills += 1;
          await world.startService("resolver");
        }
        await pause(400);
      }
    };
    const disturbing = disturb();
    const report = await world.verify(liveHosts, "--connections", "1000").finally(() => (over = true));
    await disturbing;

    const tried = report.results.filter(({ expected }) => expected === "refused");
    process.stdout.write(
      `sandbox: ${report.ways} ways out, ${tried.reduce((sum, { connections }) => sum + connections, 0)} connections, ` +
        `${through(report).length} went through, in ${report.seconds} s with ${disturbed.reloads} reloads of the rules, ` +
        `${disturbed.gateReloads} of the gate, ${disturbed.gateKills} kills of the gate, ` +
        `${disturbed.resolverKills} of the resolver\n`,
    );
    expect(through(report)).toEqual([]);
    expect(report.ways).toBeGreaterThanOrEqual(30);
    expect(Math.min(...tried.map(({ connections }) => connections))).toBe(1000);
    expect(Math.min(...Object.values(disturbed))).toBeGreaterThanOrEqual(3);
    expect(await strangers(world)).toEqual([]);
    expect(world.left().strays).toBe(0);
    expect(world.lookedUp().filter((name) => !listed.includes(name))).toEqual([]);
  }, 240_000);

  it("answers as before after all of that", async () => {
    const report = await world.verify(liveHosts, "--only", "^(bot|platform|operator)-list$|^metadata-");
    expect(silent(report)).toEqual([]);
    expect(report.results.filter(({ expected }) => expected === "answers")).toHaveLength(12);
  });

  it("writes no name to its log that is not listed", () => {
    const log = world.log("gate");
    expect(log).toContain('"refused":"not-listed"');
    expect(log).toContain(`"name":"${test}"`);
    expect(log).not.toContain("binance.com");
  });

  it("keeps a connection of the bot open across a reload of the rules", async () => {
    const child = world.start("bulkhead-bot", "/usr/bin/python3", "-u", "-c", keepAlive, world.certificate, test);
    const lines = linesOf(child);
    expect(await lines.next()).toContain(test);
    world.firewall();
    child.stdin?.write("again\n");
    expect(await lines.next()).toContain(test);
    child.kill();
  });

  it("refuses a listed name that resolves to the metadata service, to the host itself or to nothing", async () => {
    for (const address of ["169.254.169.254", "127.0.0.1", "10.0.0.5", "198.18.0.1", ""]) {
      await world.resolve(stream, address);
      // The gate keeps an answer for ten seconds.
      await until(
        `the gate forgets the last address`,
        () => {
          const curl = ["curl", "-sSk", "--max-time", "8", "--output", "/dev/null", "--write-out", "%{http_code}"];
          return world.as("bulkhead-bot", ...curl, `https://${stream}/`).out === "000";
        },
        15_000,
      );
    }
    expect(world.left().strays).toBe(0);
    await world.resolve(stream, edgeAddress);
  }, 90_000);

  it("refuses a socket that takes over the port of a connection of the gate that has vanished", () => {
    // How many packets reach the edge's port when the bot connects from there.
    const packets = (): number => {
      const opened = world.in("host", "/usr/bin/python3", "-c", openAndVanish, edgeAddress);
      expect(opened.err).toBe("");
      const port = opened.out.trim();
      world.left();
      world.as("bulkhead-bot", "/usr/bin/python3", "-c", takeOver, edgeAddress, port);
      return world.left().exchange;
    };
    expect(packets()).toBe(0);
    // The neighbour one step away: a firewall that trusts the state of connections lets it out.
    world.in("host", "nft", "insert", "rule", "inet", "bulkhead", "output", "ct", "state", "established", "accept");
    expect(packets()).toBeGreaterThan(0);
    world.firewall();
    expect(packets()).toBe(0);
  }, 60_000);

  it("refuses IPv6 by its rules alone, should it be switched on again", async () => {
    const on = ["all", "default", "eth0"].map((each) => `net.ipv6.conf.${each}.disable_ipv6=0`);
    expect(world.in("host", "sysctl", "-qw", ...on).err).toBe("");
    world.in("host", "ip", "address", "add", "fd00:1::5/64", "dev", "eth0", "nodad");
    world.in("host", "ip", "-6", "route", "add", "default", "via", "fd00:1::1");
    const report = await world.verify(liveHosts, "--only", "^ipv6", "--connections", "100");
    expect(report.ways).toBe(10);
    expect(through(report)).toEqual([]);
    expect(world.left().strays).toBe(0);
  }, 60_000);

  it("lets no group's membership out, whose address a process could write a secret into", () => {
    world.left();
    const joined = world.as("bulkhead-bot", "/usr/bin/python3", "-c", joinGroup);
    expect(joined.err).toBe("");
    expect(world.left().strays).toBe(0);
    world.in("host", "nft", "insert", "rule", "inet", "bulkhead", "output", "ip", "protocol", "igmp", "accept");
    world.as("bulkhead-bot", "/usr/bin/python3", "-c", joinGroup);
    expect(world.left().strays).toBeGreaterThan(0);
    world.firewall();
  });

  it("keeps the rules and lists in force when the disk that they are rendered to is full", () => {
    const state = (): string =>
      world.in("host", "nft", "list", "table", "inet", "bulkhead").out +
      world.in("host", "sh", "-c", "cat /run/bulkhead-gate/*").out;
    const before = state();
    expect(world.in("host", "sh", "-c", "cat /dev/zero >/run/full").status).not.toBe(0);
    expect(() => {
      world.firewall();
    }).toThrow("No space left on device");
    world.in("host", "rm", "/run/full");
    expect(state()).toBe(before);
    world.firewall();
  });

  it("keeps the rules in force when a list that it cannot read is loaded", () => {
    const before = world.in("host", "nft", "list", "table", "inet", "bulkhead").out;
    world.write({ bot: "*.binance.com 443\n" });
    expect(() => {
      world.firewall();
    }).toThrow("/etc/bulkhead/hosts/bot:1: expected NAME PORT[,PORT]");
    expect(world.in("host", "nft", "list", "table", "inet", "bulkhead").out).toBe(before);
    world.write({ bot: listText(lists.bot) });
    world.firewall();
  });

  it.each([
    ["a wildcard", "*.binance.vision 443\n", ":1: expected NAME PORT[,PORT]"],
    ["an upper-case letter", "Testnet.binance.vision 443\n", ":1: expected NAME PORT[,PORT]"],
    ["an address", "203.0.113.10 443\n", ":1: not an exact host name"],
    ["a final dot", "testnet.binance.vision. 443\n", ":1: not an exact host name"],
    ["an empty label", "testnet..vision 443\n", ":1: not an exact host name"],
    ["a name without a dot", "localhost 443\n", ":1: not an exact host name"],
    ["no port", "testnet.binance.vision\n", ":1: expected NAME PORT[,PORT]"],
    ["port 0", "testnet.binance.vision 0\n", ":1: expected ports"],
    ["port 65536", "testnet.binance.vision 65536\n", ":1: no port is greater than 65535"],
    ["a range of ports", "testnet.binance.vision 1-65535\n", ":1: expected NAME PORT[,PORT]"],
    ["a comment", "testnet.binance.vision 443 # all\n", ":1: expected NAME PORT[,PORT]"],
    ["a name twice", "a.example.com 443\na.example.com 80\n", ":2: expected the names sorted, each of them once"],
    ["another order", "b.example.com 443\na.example.com 443\n", ":2: expected the names sorted, each of them once"],
    ["an empty line", "\na.example.com 443\n", ":1: expected NAME PORT[,PORT]"],
    ["a carriage return", "a.example.com 443\r\n", ":1: expected NAME PORT[,PORT]"],
    ["an end of line missing", "a.example.com 443", ": the last line does not end"],
    ["a NUL byte", "a.example.com\0 443\n", ": holds a NUL byte"],
    ["nothing", "", ": empty, expected at least one host"],
  ])("refuses a list with %s", (_, text, message) => {
    world.write({ bot: text });
    const done = world.in("host", "/usr/local/lib/bulkhead/gate/render", "/run/bulkhead-gate/tried");
    world.write({ bot: listText(lists.bot) });
    expect(done).toMatchObject({ status: 1 });
    expect(done.err).toContain(`render: /etc/bulkhead/hosts/bot${message}`);
  });
});

describe("a host that boots", () => {
  const racer = (world: World): { readonly ended: () => Promise<string> } => {
    const child = world.start("bulkhead-bot", "/usr/bin/python3", "-u", "-c", race, live, edgeAddress);
    let out = "";
    child.stdout?.on("data", (text: Buffer) => (out += text.toString()));
    return {
      ended: async () => {
        const closed = new Promise((resolve) => child.once("close", resolve));
        child.stdin?.end();
        await closed;
        return out;
      },
    };
  };

  it("gives a process that races it no moment in which the live exchange answers", async () => {
    const world = await World.make(lists);
    try {
      const racing = racer(world);
      await pause(300);
      world.firewall();
      await pause(300);
      world.linkUp();
      await pause(700);
      await world.startService("resolver");
      await world.startService("gate");
      await pause(700);
      const [attempts = 0, answers = -1] = (await racing.ended()).trim().split(" ").map(Number);
      expect(attempts).toBeGreaterThan(1000);
      expect(answers).toBe(0);
      expect(await world.seen()).toMatchObject({ names: {}, plain: 0, silent: 0 });
      expect(world.left()).toMatchObject({ exchange: 0, strays: 0 });
    } finally {
      await world.end();
    }
  }, 60_000);

  it("would give it one if the network came up before the firewall", async () => {
    const world = await World.make(lists);
    try {
      const racing = racer(world);
      world.linkUp();
      await pause(700);
      world.firewall();
      const [, answers = 0] = (await racing.ended()).trim().split(" ").map(Number);
      expect(answers).toBeGreaterThan(0);
    } finally {
      await world.end();
    }
  }, 60_000);

  it("ends a connection that was open before the firewall was in force", async () => {
    const world = await World.make(lists);
    try {
      world.linkUp();
      const child = world.start("bulkhead-bot", "/usr/bin/python3", "-u", "-c", openBefore, live, edgeAddress);
      const lines = linesOf(child);
      expect(await lines.next()).toBe("open");
      world.firewall();
      child.stdin?.write("greet\n");
      expect(await lines.next()).toBe("refused");
      expect((await world.seen()).names).toEqual({});
    } finally {
      await world.end();
    }
  }, 60_000);

  it.each([
    ["a list is missing", "rm /etc/bulkhead/hosts/operator", "/etc/bulkhead/hosts/operator: missing"],
    ["a list holds a wildcard", "echo '*.com 443' > /etc/bulkhead/hosts/platform", "platform:1: expected NAME PORT"],
    ["a user is missing", "sed -i /^bulkhead-bot:/d /etc/passwd", "the user bulkhead-bot is missing"],
    [
      "the bot is root",
      "sed -i 's/^bulkhead-bot:x:[0-9]*/bulkhead-bot:x:0/' /etc/passwd",
      "two of the users have the same uid",
    ],
    ["the rules are spoilt", "echo 'table {' >> /usr/local/lib/bulkhead/gate/firewall.nft", "syntax error"],
  ])(
    "stays closed when %s",
    async (_, spoil, message) => {
      const world = await World.make(lists);
      try {
        expect(world.in("host", "bash", "-c", spoil).err).toBe("");
        expect(() => {
          world.firewall();
        }).toThrow(message);
        world.linkUp();
        const python = ["/usr/bin/python3", "-c", tryOnce, live, edgeAddress];
        for (const user of ["root", "nobody", "bulkhead-gate"]) expect(world.as(user, ...python).out).toBe("refused\n");
        expect(world.left()).toEqual({ exchange: 0, dns: 0, metadata: 0, clock: 0, strays: 0 });
      } finally {
        await world.end();
      }
    },
    60_000,
  );
});

describe("a mainnet host", () => {
  it("has the same gate: its live list is reached, and neither test exchange nor another exchange is", async () => {
    const world = await World.make({
      bot: [{ name: live, ports: [443] }],
      platform: lists.platform,
      operator: [{ name: live, ports: [443] }],
    });
    try {
      await world.boot();
      const report = await world.verify(`api.kraken.com 443 ${otherAddress}\n${test} 443 ${edgeAddress}\n`);
      expect([...through(report), ...silent(report)]).toEqual([]);
      const { names } = await world.seen();
      expect(Object.keys(names).sort()).toEqual([live, ...lists.platform.map(({ name }) => name)].sort());
    } finally {
      await world.end();
    }
  }, 120_000);
});

describe("the host's files", () => {
  const scripts = ["install", "load-firewall", "render"];
  const units = readdirSync(hostFiles).filter((file) => file.endsWith(".service"));

  it("pass shellcheck", () => {
    expect(() => execFileSync("shellcheck", scripts, { cwd: hostFiles, encoding: "utf8" })).not.toThrow();
  });

  it("are units that systemd takes, each with an exposure of 2.5 or less", async () => {
    expect(units).toHaveLength(3);
    const world = await World.make(lists);
    try {
      const paths = units.map((unit) => `/etc/systemd/system/${unit}`);
      expect(world.in("host", "systemd-analyze", "verify", "--man=no", ...paths)).toEqual({
        status: 0,
        out: "",
        err: "",
      });
      for (const path of paths) {
        const done = world.in("host", "systemd-analyze", "security", "--offline=yes", "--threshold=25", path);
        expect([path, done.status]).toEqual([path, 0]);
      }
    } finally {
      await world.end();
    }
  }, 60_000);

  it("put the firewall before the network, and gate and resolver behind the firewall", () => {
    const unit = (name: string): string =>
      execFileSync("cat", [join(hostFiles, `bulkhead-${name}.service`)], { encoding: "utf8" });
    expect(unit("firewall")).toMatch(/^Before=network-pre\.target /mu);
    expect(unit("firewall")).toMatch(/^DefaultDependencies=no$/mu);
    expect(unit("firewall")).not.toMatch(/^Exec(?:Stop|StopPost)=/mu);
    for (const name of ["gate", "resolver"]) {
      expect(unit(name)).toMatch(/^Requires=bulkhead-firewall\.service$/mu);
      expect(unit(name)).toMatch(/^After=bulkhead-firewall\.service/mu);
      expect(unit(name)).toMatch(/^Restart=always$/mu);
    }
  });
});

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The lines that a process prints, one at a time. */
function linesOf(child: ReturnType<World["start"]>): { readonly next: () => Promise<string> } {
  const waiting: ((line: string) => void)[] = [];
  const lines: string[] = [];
  let rest = "";
  child.stdout?.on("data", (text: Buffer) => {
    const parts = (rest + text.toString()).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) {
      const first = waiting.shift();
      if (first === undefined) lines.push(line);
      else first(line);
    }
  });
  return {
    next: () =>
      new Promise((resolve) => {
        const line = lines.shift();
        if (line === undefined) waiting.push(resolve);
        else resolve(line);
      }),
  };
}

/** The ways' own TLS greeting, for the scripts below. */
const greet = `
import socket, ssl, sys, time
def greeting(name):
    out = ssl.MemoryBIO()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).wrap_bio(ssl.MemoryBIO(), out, server_hostname=name)
    try: tls.do_handshake()
    except ssl.SSLWantReadError: pass
    return out.read()
def answer(tcp, name):
    try:
        tcp.sendall(greeting(name))
        return "answers" if tcp.recv(1) else "refused"
    except OSError: return "refused"
`;

/** The kernel itself tells the neighbours of it: twice within a second, and not at once. */
const joinGroup = `
import socket, time
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
    group = socket.inet_aton("239.115.101.99") + socket.inet_aton("10.0.0.5")
    udp.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
    time.sleep(1.5)
`;

const tryOnce = `${greet}
try:
    with socket.create_connection((sys.argv[2], 443), 0.5) as tcp: print(answer(tcp, sys.argv[1]))
except OSError: print("refused")
`;

const keepAlive = `
import http.client, ssl, sys
site = http.client.HTTPSConnection(sys.argv[2], context=ssl.create_default_context(cafile=sys.argv[1]))
while True:
    site.request("GET", "/")
    print(site.getresponse().read().decode())
    if not sys.stdin.readline(): break
`;

/** Tries until standard input ends; prints how often it tried and how often it was answered. */
const race = `${greet}
import threading
tries, answers, over = [0] * 8, [0] * 8, threading.Event()
def run(index):
    while not over.is_set():
        tries[index] += 1
        try:
            with socket.create_connection((sys.argv[2], 443), 0.3) as tcp:
                answers[index] += answer(tcp, sys.argv[1]) == "answers"
        except OSError: time.sleep(0.001)
threads = [threading.Thread(target=run, args=(index,)) for index in range(8)]
for one in threads: one.start()
sys.stdin.read()
over.set()
for one in threads: one.join()
print(sum(tries), sum(answers))
`;

const openBefore = `${greet}
tcp = socket.create_connection((sys.argv[2], 443), 3)
print("open")
sys.stdin.readline()
print(answer(tcp, sys.argv[1]))
`;

/** As root: opens a connection as the gate does, and drops it without a word to either side. Prints its port. */
const openAndVanish = `
import os, pwd, socket, sys
gate = pwd.getpwnam("bulkhead-gate").pw_uid
os.setresuid(gate, gate, 0)
tcp = socket.create_connection((sys.argv[1], 443), 3)
os.setresuid(0, 0, 0)
print(tcp.getsockname()[1])
tcp.setsockopt(socket.IPPROTO_TCP, 19, 1)  # TCP_REPAIR: closing sends nothing
tcp.close()
`;

const takeOver = `
import socket, sys
tcp = socket.socket()
tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
tcp.settimeout(0.7)
tcp.bind(("10.0.0.5", int(sys.argv[2])))
try: tcp.connect((sys.argv[1], 443)); print("answers")
except OSError: print("no answer")
`;
