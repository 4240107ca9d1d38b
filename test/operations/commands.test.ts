import { DescribeAddressesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DeleteResourcePolicyCommand,
  GetResourcePolicyCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJournal } from "../../ops/journal/read-journal";
import { makeBot } from "./make-bot";
import { Trial } from "./trial";
import { type Done, World } from "./world";

jest.setTimeout(300_000);

let world: World;
let trial: Trial;
let kms: KMSClient;

beforeAll(async () => {
  world = await World.start();
  trial = new Trial(world);
  kms = new KMSClient({
    region: World.region,
    endpoint: world.ministack.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});

afterAll(() => world.stop());

afterEach(() => {
  world.exchanges.behave();
  world.aws.behave();
  world.aws.onCall = () => undefined;
});

describe("doctor", () => {
  test("finds nothing wrong with a bot that works, and says which it is where one does not", async () => {
    const { bot, key } = await trial.botWithKey("binance");
    const double = world.exchanges.double("binance");
    const ask = (): Promise<Done> => world.bulkhead(["doctor", "--stack", bot.stack]);

    const healthy = await ask();
    expect([healthy.status, healthy.out]).toEqual([
      0,
      expect.stringContaining("The key works from the stack's own address."),
    ]);

    double.clockAhead = 20_000;
    const late = await ask();
    expect([late.status, late.out]).toEqual([1, expect.stringContaining("The host's clock is 20.")]);
    double.clockAhead = 0;

    key.state = "deleted";
    const gone = await ask();
    expect(gone.status).toBe(1);
    expect(gone.out).toMatch(/does not say whether key, address or permission is wrong|does not know the key/u);
    key.state = "enabled";

    world.exchanges.misbehave({ exchange: "binance", times: 50, fault: { kind: "html" } });
    const html = await ask();
    expect([html.status, html.out]).toEqual([1, expect.stringContaining("Something other than the exchange answered")]);
    trial.expectNoEcho(healthy, late, gone, html);
  });

  test("says that the secret is empty", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const done = await world.bulkhead(["doctor", "--stack", bot.stack]);
    expect([done.status, done.out]).toEqual([1, expect.stringMatching(/The secret is empty|can't read the secret/u)]);
  });
});

describe("audit", () => {
  test("passes a key as it should be, and names what is not", async () => {
    const { bot, key } = await trial.botWithKey("bybit");
    const good = await world.bulkhead(["audit", "--stack", bot.stack, "--json"]);
    const { findings } = JSON.parse(good.out) as { findings: { rule: string; kind: string; message: string }[] };
    expect(findings.filter(({ kind }) => kind === "violated" || kind === "unknown")).toEqual([]);

    Object.assign(key.can, { withdraw: true });
    const bad = await world.bulkhead(["audit", "--stack", bot.stack]);
    expect([bad.status, bad.out]).toEqual([1, expect.stringContaining("THE KEY CAN WITHDRAW.")]);
    trial.expectNoEcho(good, bad);
  });

  test("does not pass a key that it could not ask for", async () => {
    const { bot } = await trial.botWithKey("bybit");
    world.exchanges.misbehave({ exchange: "bybit", times: 50, fault: { kind: "html" } });
    const done = await world.bulkhead(["audit", "--stack", bot.stack]);
    expect([done.status, done.out]).toEqual([2, expect.stringContaining("answers:")]);
  });
});

describe("contain", () => {
  test("cancels, locks and cuts off, says what is not revoked, and is undone by release", async () => {
    const { bot, key } = await trial.botWithKey("bybit", "testnet");
    const double = world.exchanges.double("bybit");
    for (const symbol of ["BTCUSDT", "ETHUSDT"])
      double.open({ account: key.account, kind: "spot Order", symbol, network: "testnet" });
    const done = await world.bulkhead(["contain", "--stack", bot.stack, "--yes", "--json"]);
    const report = JSON.parse(done.out) as {
      seconds: number;
      steps: { id: string; kind: string; milliseconds?: number }[];
      notRevoked: string[];
      journal: string;
    };
    const times = report.steps.map(({ id, milliseconds = NaN }) => `${id} ${(milliseconds / 1000).toFixed(2)}`);
    console.log(`contain: ${report.seconds.toFixed(1)} s (${times.join(", ")})`);
    const kinds = Object.fromEntries(report.steps.map(({ id, kind }) => [id, kind]));
    expect(kinds).toMatchObject({
      "stop-bot": "done",
      "cancel-orders": "done",
      "disable-custody-key": "done",
      "deny-secret": "done",
      "deny-role": "done",
      "prove-locked": "done",
      "isolate-host": "done",
      "deny-role-wholly": "done",
    });
    expect(double.state.orders.filter(({ account }) => account === key.account)).toEqual([]);
    expect((await kms.send(new DescribeKeyCommand({ KeyId: bot.custodyKeyId }))).KeyMetadata?.Enabled).toBe(false);
    expect((await kms.send(new DescribeKeyCommand({ KeyId: bot.recordsKeyId }))).KeyMetadata?.Enabled).toBe(true);
    if (kinds["revoke-key"] !== "done") {
      expect(report.notRevoked[0]).toContain("AT THE EXCHANGE");
      expect(done.status).toBe(1);
    }
    expect(readJournal(report.journal).length).toBeGreaterThan(10);
    // Through a group that lets all pass, so that no connection is tracked, into one without any rule.
    const { interfaces } = world.aws;
    expect(interfaces.changes.get(bot.networkInterfaceId)).toEqual([[expect.any(String)], [expect.any(String)]]);
    const reach = "curl --silent --show-error --fail --max-time 5 https://api-testnet.bybit.com/v5/market/time";
    expect((await bot.host?.run(reach))?.status).not.toBe(0);

    const released = await world.bulkhead(["release", "--stack", bot.stack, "--yes"]);
    expect([released.status, released.err]).toEqual([0, expect.stringContaining("✓ Start the bot")]);
    expect((await kms.send(new DescribeKeyCommand({ KeyId: bot.custodyKeyId }))).KeyMetadata?.Enabled).toBe(true);
    expect(interfaces.changes.get(bot.networkInterfaceId)?.at(-1)).toEqual([bot.securityGroupId]);
    expect((await bot.host?.run(reach))?.status).toBe(0);
    const works = await world.bulkhead(["doctor", "--stack", bot.stack]);
    if (key.state === "enabled") expect(works.out).toContain("The key works");
    const review = await world.bulkhead(["review", "--stack", bot.stack]);
    expect([review.status, review.out]).toEqual([0, expect.stringContaining("## Containment")]);
    trial.expectNoEcho(done, released, review);
  });

  test("revokes the key of a sub-account with the master key, and proves every step", async () => {
    const double = world.exchanges.double("bybit");
    const master = double.issue({ account: "main", master: true, can: { transfer: true, manage: true } });
    trial.also(master);
    const operator = await makeBot(world, { kind: "operator", exchange: "bybit", credential: master.credential });
    master.addresses.push(operator.address);
    const { bot, key } = await trial.botWithKey("bybit");
    double.state.parents[bot.stack] = "main";
    const words = ["--operator-stack", operator.stack, "--sub-account", bot.stack, "--yes"];
    const done = await world.bulkhead(["contain", "--stack", bot.stack, ...words]);
    console.log(`contain, revoked with the master key: ${/in [\d.]+ s/u.exec(done.out)?.[0] ?? ""}`);
    expect([done.status, key.state]).toEqual([0, "deleted"]);
    expect(done.out).toContain("is contained: 13 of 13 steps done and shown");
    expect(done.out).not.toContain("STILL OPEN");
    // Once more, the host can't be asked: that it is cut off is the proof.
    const again = await world.bulkhead(["contain", "--stack", bot.stack, ...words]);
    expect(again.err).toContain("✓ Prove that the host can't read the credential");
    trial.expectNoEcho(done, again);
  });

  test("revokes the keys of the secret's other versions too, and says which is left to a person", async () => {
    const { bot, key } = await trial.botWithKey("bybit");
    const next = trial.issued(bot);
    const put = ["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"];
    await world.bulkhead(put, { input: JSON.stringify(next.credential) });
    expect([key.state, next.state]).toEqual(["enabled", "enabled"]);
    const done = await world.bulkhead(["contain", "--stack", bot.stack, "--yes", "--revoked-by", "Ann"]);
    if (key.state === "enabled") {
      expect([done.status, done.out]).toEqual([1, expect.stringMatching(/STILL OPEN[\s\S]*that of AWSPREVIOUS/u)]);
    }
    trial.expectNoEcho(done);
  });

  test("takes a person's word where it says so, and not while the key works", async () => {
    const { bot, key } = await trial.botWithKey("binance", "mainnet");
    const words = ["contain", "--stack", bot.stack, "--yes", "--revoked-by", "Ann"];
    const works = await world.bulkhead(words);
    expect([works.status, works.out]).toEqual([1, expect.stringContaining("Ann's word is not taken")]);
    expect(key.state).toBe("enabled");
  });

  test("and release keep out of each other's way, and a drill out of what is contained in earnest", async () => {
    const { bot } = await trial.botWithKey("bybit", "testnet");
    await world.bulkhead(["contain", "--stack", bot.stack, "--yes"]);
    const drill = await world.bulkhead(["drill", "--stack", bot.stack, "--yes"]);
    expect([drill.status, drill.err]).toEqual([
      2,
      expect.stringContaining("is contained, and a drill would release it"),
    ]);
    const folder = join(world.project, ".bulkhead", "journal", bot.stack);
    writeFileSync(join(folder, "contain.lock"), `${process.pid} contain`);
    const release = await world.bulkhead(["release", "--stack", bot.stack, "--yes"]);
    expect([release.status, release.err]).toEqual([2, expect.stringContaining("bulkhead contain is at this stack")]);
    const seen = await world.bulkhead(["doctor", "--stack", bot.stack]);
    expect(seen.out).toContain("The host is cut off: a containment does that.");
    rmSync(join(folder, "contain.lock"));
    const back = await world.bulkhead(["release", "--stack", bot.stack, "--yes"]);
    expect([back.status, back.err]).toEqual([0, expect.stringContaining("Nothing shows that the key was revoked")]);
  });

  test("goes on where no journal can be written in its folder, and where one before was changed", async () => {
    const { bot } = await trial.botWithKey("bybit");
    const words = ["contain", "--stack", bot.stack, "--yes"];
    const elsewhere = await world.bulkhead([...words, "--journal", "/proc/nowhere/below"]);
    expect(elsewhere.err).toMatch(
      /warning: \/proc\/nowhere\/below\/\S+ can't be written: ENOENT. The journal is written to /u,
    );
    expect(elsewhere.err).toContain("✓ Deny the secret to everybody");
    await world.bulkhead(words);
    const folder = join(world.project, ".bulkhead", "journal", bot.stack);
    const [name = ""] = readdirSync(folder).filter((each) => each.startsWith("contain-"));
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), text.replace('"command":"contain"', '"command":"drill"'));
    const again = await world.bulkhead(words);
    expect(again.err).toContain("has another content than its hash says");
    expect(again.err).toContain("✓ Deny the secret to everybody");
  });

  test("begins anew where what it did was undone from elsewhere", async () => {
    const { bot } = await trial.botWithKey("bybit");
    const words = ["contain", "--stack", bot.stack, "--yes"];
    await world.bulkhead(words);
    const elsewhere = join(world.folder, "another-computer");
    await world.bulkhead(["release", "--stack", bot.stack, "--yes", "--journal", elsewhere]);
    const again = await world.bulkhead(words);
    expect(again.err).toContain("What the run before did was undone since: this one begins anew.");
    expect(again.err).not.toContain("done before");
    expect(again.err).toContain("✓ Cut the host off, open connections too");
  });

  test("that was done counts as done when it is run again, but for the locks, which are put again", async () => {
    const { bot, key } = await trial.botWithKey("bybit");
    key.state = "deleted";
    const words = ["contain", "--stack", bot.stack, "--yes", "--revoked-by", "Ann"];
    const first = await world.bulkhead(words);
    // Somebody takes a lock off.
    const secrets = new SecretsManagerClient(trial.settings);
    await secrets.send(new DeleteResourcePolicyCommand({ SecretId: bot.secretArn }));
    const again = await world.bulkhead(words);
    expect([again.status, again.err]).toEqual([
      first.status,
      expect.stringContaining("✓ Take evidence on the host (done before)"),
    ]);
    expect(again.err).toMatch(/✓ Deny the secret to everybody \(\d/u);
    const { ResourcePolicy } = await secrets.send(new GetResourcePolicyCommand({ SecretId: bot.secretArn }));
    expect(ResourcePolicy).toContain('"Deny"');
  });

  test("does all the rest where the exchange is down, and says so", async () => {
    const { bot } = await trial.botWithKey("bybit");
    world.exchanges.misbehave({ exchange: "bybit", times: 10_000, fault: { kind: "cut", when: "before" } });
    const done = await world.bulkhead(["contain", "--stack", bot.stack, "--yes", "--json"]);
    expect(done.status).toBe(1);
    const { steps, notRevoked } = JSON.parse(done.out) as {
      steps: { id: string; kind: string }[];
      notRevoked: string[];
    };
    const kinds = Object.fromEntries(steps.map(({ id, kind }) => [id, kind]));
    expect(kinds["cancel-orders"]).toBe("failed");
    expect(kinds["revoke-key"]).not.toBe("done");
    for (const id of ["disable-custody-key", "deny-secret", "deny-role", "prove-locked", "deny-role-wholly"])
      expect([id, kinds[id]]).toEqual([id, "done"]);
    expect(notRevoked.join(" ")).toContain("AT THE EXCHANGE");
    expect(notRevoked.join(" ")).toContain("may still be filled");
  });

  test("never says that a key is revoked that still works, whatever the exchange answers", async () => {
    const { bot, key } = await trial.botWithKey("deribit");
    for (const kind of ["no-effect", "html"] as const) {
      world.exchanges.misbehave({ exchange: "deribit", route: "private/remove_api_key", times: 100, fault: { kind } });
      world.exchanges.misbehave({ exchange: "deribit", route: "private/disable_api_key", times: 100, fault: { kind } });
      const done = await world.bulkhead(["contain", "--stack", bot.stack, "--yes", "--json", "--new-run"]);
      const { steps } = JSON.parse(done.out) as { steps: { id: string; kind: string; facts?: { proven: unknown } }[] };
      const revoking = steps.find(({ id }) => id === "revoke-key");
      if (key.state === "enabled") expect([kind, revoking?.kind]).toEqual([kind, "left to a person"]);
      await world.bulkhead(["release", "--stack", bot.stack, "--yes"]);
      world.exchanges.behave();
    }
  });

  test("of all bots needs no stack file", async () => {
    const { bot } = await trial.botWithKey("bybit");
    const elsewhere = join(world.folder, "clean-device");
    rmSync(elsewhere, { recursive: true, force: true });
    mkdirSync(elsewhere);
    const plan = await world.bulkhead(["contain", "--all-bots", "--region", World.region], { folder: elsewhere });
    expect([plan.status, plan.out]).toEqual([0, expect.stringContaining("Nothing was done. Add --yes to act.")]);
    expect(plan.out).toContain("Disable the custody key");
    const json = await world.bulkhead(["contain", "--all-bots", "--region", World.region, "--json"], {
      folder: elsewhere,
    });
    expect((JSON.parse(json.out) as { plan: { id: string }[] }).plan.map(({ id }) => id)).toContain(
      `${bot.stack}-mainnet/deny-role`,
    );
  });
});

describe("a bot that leaves by the gateway of another", () => {
  test("is known by the gateway's address: a key for it is put, judged, rotated and ended, and the address stays", async () => {
    const { bot, key } = await trial.botHolding("bybit", { joins: "grid-owner" });
    const doctor = await world.bulkhead(["doctor", "--stack", bot.stack]);
    expect([doctor.status, doctor.out]).toEqual([0, expect.stringContaining("(the stack's own)")]);

    const audit = await world.bulkhead(["audit", "--stack", bot.stack, "--format", "json"]);
    const { findings } = JSON.parse(audit.out) as { findings: { rule: string; kind: string }[] };
    expect(findings.find(({ rule }) => rule === "bound")?.kind).toBe("passed");

    for (const command of ["rotate", "contain", "retire"]) {
      const plan = await world.bulkhead([command, "--stack", bot.stack]);
      expect([plan.status, plan.out]).toEqual([0, expect.stringContaining(`from ${bot.address}, the bot's host`)]);
    }

    key.state = "deleted";
    const words = ["--yes", "--revoked-by", "Ann", "--cancelled-by", "Ann"];
    const retired = await world.bulkhead(["retire", "--stack", bot.stack, ...words]);
    expect([retired.status, retired.err]).toEqual([0, expect.stringContaining("✓ Release the address")]);
    const { Addresses: left = [] } = await new EC2Client(trial.settings).send(new DescribeAddressesCommand({}));
    expect(left.map(({ AllocationId: id }) => id)).toContain(bot.allocationId);
  });

  test("keeps its owner: the owner's address is not released while it stands", async () => {
    const owner = await makeBot(world, { exchange: "bybit", stack: "first-owner", host: false });
    const { bot } = await trial.botHolding("bybit", { joins: owner.stack });
    const refused = await world.bulkhead(["retire", "--stack", owner.stack, "--yes"]);
    expect([refused.status, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain(`${bot.stack} leaves by the address of ${owner.stack}`);
  });
});

describe("retire", () => {
  test("releases the address last, and only when a person saw that no list names it", async () => {
    const { bot, key } = await trial.botWithKey("bybit");
    const first = await world.bulkhead(["retire", "--stack", bot.stack, "--yes"]);
    expect(first.status).toBe(1);
    expect(first.err).not.toContain("✓ Release the address");
    key.state = "deleted";
    // Whoever deleted the key has not said that no order is open.
    const half = await world.bulkhead(["retire", "--stack", bot.stack, "--yes", "--revoked-by", "Ann", "--new-run"]);
    expect([half.status, half.err]).toEqual([1, expect.stringContaining("! Cancel all open orders")]);
    expect(half.out).toContain("secret and custody key: not both scheduled for deletion");
    const words = ["--yes", "--revoked-by", "Ann", "--cancelled-by", "Ann"];
    const second = await world.bulkhead(["retire", "--stack", bot.stack, ...words]);
    expect([second.status, second.err]).toEqual([0, expect.stringContaining("✓ Release the address")]);
    expect((await kms.send(new DescribeKeyCommand({ KeyId: bot.custodyKeyId }))).KeyMetadata?.KeyState).toBe(
      "PendingDeletion",
    );
  });
});
