import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binance } from "../../exchanges/binance";
import { platformHosts } from "../../infra/platform-hosts";
import type { SandboxReport } from "../../ops/sandbox/report";
import { CompiledCommand } from "../ops/compiled-command";
import { SsmDouble } from "./ssm-double";
import { type Lists, World } from "./world";

const platform = platformHosts({ region: "eu-west-1", bucket: "artefacts" }).map((name) => ({ name, ports: [443] }));
const lists: Lists = {
  bot: binance.hosts.testnet,
  platform,
  operator: [...binance.hosts.testnet],
};

describe("bulkhead sandbox verify, against the shipped testnet stack's lists on a host with the gate", () => {
  let world: World;
  let command: CompiledCommand;
  let ssm: SsmDouble;
  let environment: Readonly<Record<string, string>>;
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-project-"));
  const file = join(folder, "report.json");
  const verify = (): ReturnType<CompiledCommand["run"]> =>
    command.run(folder, ["sandbox", "verify", "--stack", "grid-testnet", "--report", file], "", environment);

  beforeAll(async () => {
    world = await World.make(lists);
    await world.boot();
    command = new CompiledCommand();
    ssm = new SsmDouble([
      {
        instanceId: "i-0123456789abcdef0",
        tags: { "bulkhead:bot": "grid-testnet", "bulkhead:network": "testnet" },
        run: (line) => world.shell(line),
      },
    ]);
    environment = { AWS_ENDPOINT_URL_SSM: await ssm.start(), AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
    for (const name of ["Pulumi.yaml", "Pulumi.grid-testnet.yaml", "package.json"]) {
      writeFileSync(join(folder, name), readFileSync(join(__dirname, "../..", name)));
    }
    writeFileSync(join(folder, "package.json"), "{}");
    const yaml = readFileSync(join(folder, "Pulumi.yaml"), "utf8").replace(/^main:.*\n/mu, "");
    writeFileSync(join(folder, "Pulumi.yaml"), yaml);
  }, 60_000);
  afterAll(async () => {
    await ssm.stop();
    await world.end();
    command.remove();
    rmSync(folder, { recursive: true });
  });

  it("exits 0 and writes a report with every live host of the exchange, each refused, and every listed one reached", async () => {
    const done = await verify();
    expect(done.stderr).toMatch(/^Trying the ways out of grid-testnet's host in eu-west-1/u);
    expect(done.stdout).toMatch(/^The sandbox holds: \d+ ways out of grid-testnet's host/u);
    expect(done.code).toBe(0);
    const report = JSON.parse(readFileSync(file, "utf8")) as SandboxReport & Record<string, unknown>;
    expect(report).toMatchObject({
      stack: "grid-testnet",
      bot: "grid-testnet",
      exchange: "binance",
      network: "testnet",
      region: "eu-west-1",
      instanceId: "i-0123456789abcdef0",
      failed: 0,
    });
    const targets = report.results.filter(({ expected }) => expected === "refused").map(({ target }) => target);
    for (const { name } of binance.hosts.mainnet) {
      expect([name, targets.some((target) => target.startsWith(name))]).toEqual([name, true]);
    }
    const answered = report.results.filter(({ got }) => got === "answers").map(({ target }) => target);
    for (const { name, ports } of binance.hosts.testnet) {
      for (const port of ports) expect(answered).toContain(`${name}:${port}`);
    }
  }, 180_000);

  it("sends the list along with the command and leaves no file on the host", () => {
    expect(ssm.sent).toHaveLength(1);
    expect(Buffer.from(ssm.sent[0]?.input?.[0] ?? "", "base64").toString()).toContain("api.binance.com 443");
    expect(
      world.in(
        "host",
        "grep",
        "--recursive",
        "--files-with-matches",
        "api.binance.com 443",
        "/etc/bulkhead",
        "/run",
        "/usr/local/lib/bulkhead",
      ).out,
    ).toBe("");
  });

  it("exits 1 and names the ways when the firewall is gone", async () => {
    world.in("host", "nft", "delete", "table", "inet", "bulkhead");
    const done = await verify();
    world.firewall();
    expect(done.code).toBe(1);
    expect(done.stdout).toContain("THE SANDBOX DOES NOT HOLD");
    expect(done.stdout).toContain("  tls-name-own-address as bulkhead-bot to api.binance.com");
  }, 180_000);

  it("exits 2 where the host is none of Bulkhead's", async () => {
    world.in("host", "mv", "/etc/bulkhead/hosts", "/etc/bulkhead/away");
    const done = await verify();
    world.in("host", "mv", "/etc/bulkhead/away", "/etc/bulkhead/hosts");
    expect(done.code).toBe(2);
    expect(done.stderr).toContain("exit code 2: sandbox-verify: this is no host of Bulkhead's");
  }, 60_000);
});
