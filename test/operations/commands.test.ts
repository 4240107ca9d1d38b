import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readJournal } from "../../ops/journal/read-journal";
import type { Key } from "./exchanges/exchange-double";
import { type Bot, makeBot } from "./make-bot";
import { standInForSystemd } from "./systemd";
import { type Done, World } from "./world";

jest.setTimeout(300_000);

let world: World;
let kms: KMSClient;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  world = await World.start();
  const settings = {
    region: World.region,
    endpoint: world.ministack.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  kms = new KMSClient(settings);
  secrets = new SecretsManagerClient(settings);
});

afterAll(() => world.stop());

afterEach(() => {
  world.exchanges.behave();
  world.aws.behave();
  world.aws.onCall = () => undefined;
});

const made: Key[] = [];

/** A bot with a key of its exchange that is bound to its address. */
async function botWithKey(
  exchange: "bybit" | "deribit" | "binance",
  network: "mainnet" | "testnet" = "mainnet",
): Promise<{ bot: Bot; key: Key }> {
  const bot = await makeBot(world, { exchange, network });
  const key = issued(bot);
  if (bot.host !== undefined) await standInForSystemd(bot.host);
  const put = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
    input: JSON.stringify(key.credential),
  });
  expect([put.status, put.err]).toEqual([0, expect.stringContaining("✓ Verify on the host")]);
  return { bot, key };
}

function issued(bot: Bot): Key {
  const key = world.exchanges
    .double(bot.exchange)
    .issue({ network: bot.network, addresses: [bot.address], account: bot.stack });
  made.push(key);
  return key;
}

const versions = async (bot: Bot): Promise<Readonly<Record<string, readonly string[]>>> =>
  (await secrets.send(new DescribeSecretCommand({ SecretId: bot.secretArn }))).VersionIdsToStages ?? {};
const current = async (bot: Bot): Promise<string | undefined> =>
  Object.entries(await versions(bot)).find(([, labels]) => labels.includes("AWSCURRENT"))?.[0];

/** Nothing that a command wrote or printed repeats eight characters of a secret half. */
function expectNoEcho(...done: readonly Done[]): void {
  const halves = made.flatMap(({ credential }) =>
    Object.entries(credential)
      .filter(([name]) => name !== "apiKey")
      .map(([, value]) => value),
  );
  const folder = join(world.project, ".bulkhead");
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    : [];
  const text = [...done.flatMap(({ out, err }) => [out, err]), ...files].join("\n");
  for (const half of halves) {
    for (let at = 0; at + 8 <= half.length; at++) {
      if (half.slice(at, at + 8).startsWith("-----")) continue;
      expect(text.includes(half.slice(at, at + 8))).toBe(false);
    }
  }
}

describe("secret put", () => {
  test("puts a credential, and the host reads that very version", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const key = issued(bot);
    const plan = await world.bulkhead(["secret", "put", "--stack", bot.stack]);
    expect([plan.status, plan.out]).toEqual([0, expect.stringContaining("Nothing was done. Add --yes to act.")]);
    // MiniStack makes a version for a secret without a value; AWS makes none.
    const before = await current(bot);
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes", "--json"], {
      input: JSON.stringify(key.credential),
    });
    expect(done.status).toBe(0);
    const { steps } = JSON.parse(done.out) as { steps: { id: string; kind: string; facts: Record<string, unknown> }[] };
    expect(steps.find(({ id }) => id === "verify")?.facts).toMatchObject({
      verifiedBy: "a call of the host to the exchange",
      version: await current(bot),
    });
    expect(await current(bot)).not.toBe(before);
    expectNoEcho(plan, done);
  });

  test("puts nothing that is no credential of the exchange, and repeats nothing of it", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const before = await current(bot);
    const other = issued(await makeBot(world, { exchange: "binance", host: false }));
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
      input: JSON.stringify(other.credential),
    });
    expect([done.status, done.err]).toEqual([2, expect.stringContaining("credential of Bybit")]);
    expect(await current(bot)).toBe(before);
    expectNoEcho(done);
  });

  test("says that the exchange refuses what it put, where it does", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const key = world.exchanges.double("bybit").issue({ addresses: ["198.51.100.77"] });
    made.push(key);
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
      input: JSON.stringify(key.credential),
    });
    expect([done.status, done.err]).toEqual([1, expect.stringContaining("not on the key's list")]);
    expectNoEcho(done);
  });

  test("verifies by the policies in force where there is no host", async () => {
    const bot = await makeBot(world, { exchange: "bybit", host: false });
    const key = issued(bot);
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes", "--json"], {
      input: JSON.stringify(key.credential),
    });
    expectNoEcho(done);
    // The instance stands in AWS and answers no command: what can be shown is said, never that it was read.
    expect(done.status).toBe(1);
    expect(done.err).toContain("No host with the tags");
  });

  test("killed at any call and run again leaves one current version that works", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const key = issued(bot);
    const words = ["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"];
    let runs = 0;
    for (let nth = 1; ; nth += 7) {
      const { status } = await killedAt(nth, words, JSON.stringify(key.credential));
      runs++;
      if (status === 0) break;
      const again = await world.bulkhead(words, { input: JSON.stringify(key.credential) });
      expect([nth, again.status]).toEqual([nth, 0]);
      expect(await current(bot)).toBeDefined();
    }
    console.log(`secret put: ${runs} runs killed`);
    expect(runs).toBeGreaterThan(1);
    expectNoEcho();
  });
});

/** Runs a command that is killed when its nth call of AWS has been done, or runs to its end where it makes fewer. */
async function killedAt(nth: number, words: readonly string[], input = ""): Promise<Done> {
  let seen = 0;
  let victim: { kill: (signal: "SIGKILL") => boolean } | undefined;
  world.aws.onCall = (name, phase) => {
    if (phase === "after" && !/secretsmanager GetSecretValue$/u.test(name) && ++seen === nth) victim?.kill("SIGKILL");
  };
  const done = await world.bulkhead(words, { input, onStart: (child) => (victim = child) });
  world.aws.onCall = () => undefined;
  return done;
}

describe("doctor", () => {
  test("finds nothing wrong with a bot that works, and says which it is where one does not", async () => {
    const { bot, key } = await botWithKey("binance");
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
    expectNoEcho(healthy, late, gone, html);
  });

  test("says that the secret is empty", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const done = await world.bulkhead(["doctor", "--stack", bot.stack]);
    expect([done.status, done.out]).toEqual([1, expect.stringMatching(/The secret is empty|can't read the secret/u)]);
  });
});

describe("audit", () => {
  test("passes a key as it should be, and names what is not", async () => {
    const { bot, key } = await botWithKey("bybit");
    const good = await world.bulkhead(["audit", "--stack", bot.stack, "--json"]);
    const { findings } = JSON.parse(good.out) as { findings: { rule: string; kind: string; message: string }[] };
    expect(findings.filter(({ kind }) => kind === "violated" || kind === "unknown")).toEqual([]);

    Object.assign(key.can, { withdraw: true });
    const bad = await world.bulkhead(["audit", "--stack", bot.stack]);
    expect([bad.status, bad.out]).toEqual([1, expect.stringContaining("THE KEY CAN WITHDRAW.")]);
    expectNoEcho(good, bad);
  });

  test("does not pass a key that it could not ask for", async () => {
    const { bot } = await botWithKey("bybit");
    world.exchanges.misbehave({ exchange: "bybit", times: 50, fault: { kind: "html" } });
    const done = await world.bulkhead(["audit", "--stack", bot.stack]);
    expect([done.status, done.out]).toEqual([1, expect.stringContaining("answers:")]);
  });
});

describe("rotate", () => {
  test("switches the bot to a proven key, and goes on until the old one is proven dead", async () => {
    const { bot, key } = await botWithKey("bybit");
    const before = await current(bot);
    const fresh = issued(bot);
    const words = ["rotate", "--stack", bot.stack, "--fd", "0", "--yes"];
    const first = await world.bulkhead(words, { input: JSON.stringify(fresh.credential) });
    const after = await current(bot);
    expect(after).not.toBe(before);
    if (first.status !== 0) {
      // A trade-only key of Bybit cannot delete itself: a person does, and the same command goes on.
      expect(first.err).toContain("Delete the old key");
      key.state = "deleted";
      const second = await world.bulkhead(words, { input: "" });
      expect([second.status, second.err]).toEqual([
        0,
        expect.stringContaining("✓ Revoke the old key at the exchange, and prove it dead"),
      ]);
    }
    expect(
      Object.values(await versions(bot))
        .flat()
        .sort(),
    ).toEqual(["AWSCURRENT"]);
    expectNoEcho(first);
  });

  test("keeps the old key where the new one is refused, or can withdraw", async () => {
    const { bot } = await botWithKey("bybit");
    const before = await current(bot);
    const elsewhere = world.exchanges.double("bybit").issue({ addresses: ["198.51.100.77"] });
    const powerful = world.exchanges.double("bybit").issue({ addresses: [bot.address], can: { withdraw: true } });
    made.push(elsewhere, powerful);
    for (const [key, why] of [
      [elsewhere, "not on the key's list"],
      [powerful, "The new key can withdraw."],
    ] as const) {
      const done = await world.bulkhead(["rotate", "--stack", bot.stack, "--fd", "0", "--yes", "--new-run"], {
        input: JSON.stringify(key.credential),
      });
      expect([done.status, done.err]).toEqual([1, expect.stringContaining(why)]);
      expect(await current(bot)).toBe(before);
      expect(Object.values(await versions(bot)).flat()).not.toContain("AWSPENDING");
    }
  });

  test("goes back to the old key where the bot does not live on the new one", async () => {
    const { bot } = await botWithKey("bybit");
    const before = await current(bot);
    await bot.host?.run("touch /run/bot-broken\n");
    const done = await world.bulkhead(["rotate", "--stack", bot.stack, "--fd", "0", "--yes"], {
      input: JSON.stringify(issued(bot).credential),
    });
    expect(done.status).toBe(1);
    expect(await current(bot)).toBe(before);
  });

  test("killed at any call never leaves the bot without a working key, and goes on", async () => {
    let runs = 0;
    const { bot, key: first } = await botWithKey("bybit");
    let old = first;
    const words = ["rotate", "--stack", bot.stack, "--fd", "0", "--yes"];
    for (let nth = 3; nth < 60; nth += 12) {
      const fresh = issued(bot);
      const { signal } = await killedAt(nth, words, JSON.stringify(fresh.credential));
      if (signal !== null) runs++;
      const works = await world.bulkhead(["doctor", "--stack", bot.stack]);
      expect([nth, works.out]).toEqual([nth, expect.stringContaining("The key works from the stack's own address.")]);
      const inUse = await current(bot);
      await world.bulkhead(words, { input: JSON.stringify(fresh.credential) });
      old.state = "deleted";
      const end = await world.bulkhead(words, { input: JSON.stringify(fresh.credential) });
      expect([nth, end.status, end.err]).toEqual([nth, 0, expect.any(String)]);
      expect(inUse).toBeDefined();
      old = fresh;
      if (signal === null) break;
    }
    console.log(`rotate: ${runs} runs killed`);
    expect(runs).toBeGreaterThan(1);
    expectNoEcho();
  });
});

/** MiniStack reads a secret whose key is disabled; AWS does not. */
function readsNothingUnderADisabledKey(): void {
  world.aws.onCall = (name, phase) => {
    if (phase === "after" && name === "aws kms DisableKey") {
      world.aws.misbehave({ call: "secretsmanager GetSecretValue", times: 10_000, fault: "denied" });
    }
    if (phase === "after" && name === "aws kms EnableKey") world.aws.behave();
  };
}

describe("contain", () => {
  beforeEach(readsNothingUnderADisabledKey);

  test("cancels, locks and cuts off, says what is not revoked, and is undone by release", async () => {
    const { bot, key } = await botWithKey("bybit", "testnet");
    const double = world.exchanges.double("bybit");
    for (const symbol of ["BTCUSDT", "ETHUSDT"])
      double.open({ account: key.account, kind: "spot", symbol, network: "testnet" });
    const done = await world.bulkhead(["contain", "--stack", bot.stack, "--yes", "--json"]);
    const report = JSON.parse(done.out) as {
      seconds: number;
      steps: { id: string; kind: string; why?: string }[];
      notRevoked: string[];
      journal: string;
    };
    const kinds = Object.fromEntries(report.steps.map(({ id, kind }) => [id, kind]));
    expect(kinds).toMatchObject({
      "stop-bot": "done",
      "cancel-orders": "done",
      "disable-custody-key": "done",
      "deny-secret": "done",
      "deny-role": "done",
      "prove-locked": "done",
      // MiniStack has no call that changes the groups of an interface: what can't be done is said, and the rest goes on.
      "isolate-host": "failed",
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
    console.log(`contain: ${report.seconds.toFixed(1)} s`);

    const released = await world.bulkhead(["release", "--stack", bot.stack, "--yes"]);
    expect([released.status, released.err]).toEqual([0, expect.stringContaining("✓ Start the bot")]);
    expect((await kms.send(new DescribeKeyCommand({ KeyId: bot.custodyKeyId }))).KeyMetadata?.Enabled).toBe(true);
    const works = await world.bulkhead(["doctor", "--stack", bot.stack]);
    if (key.state === "enabled") expect(works.out).toContain("The key works");
    const review = await world.bulkhead(["review", "--stack", bot.stack]);
    expect([review.status, review.out]).toEqual([0, expect.stringContaining("## Containment")]);
    expectNoEcho(done, released, review);
  });

  test("does all the rest where the exchange is down, and says so", async () => {
    const { bot } = await botWithKey("bybit");
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
    const { bot, key } = await botWithKey("deribit");
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
    const { bot } = await botWithKey("bybit");
    const elsewhere = join(world.folder, "clean-device");
    rmSync(elsewhere, { recursive: true, force: true });
    const { mkdirSync } = await import("node:fs");
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

describe("drill", () => {
  beforeEach(readsNothingUnderADisabledKey);

  test("contains and releases a testnet bot, and keeps the times; refuses a mainnet one", async () => {
    const { bot } = await botWithKey("bybit", "testnet");
    const done = await world.bulkhead(["drill", "--stack", bot.stack, "--yes"]);
    // One step of eleven can't be done at MiniStack: cutting off the host.
    expect([done.status, done.out]).toEqual([1, expect.stringMatching(/Contained in:\n.*\d\/10/u)]);
    const refused = await world.bulkhead([
      "drill",
      "--stack",
      (await makeBot(world, { exchange: "bybit", host: false })).stack,
      "--yes",
    ]);
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining("trades real funds")]);
  });
});

describe("watch", () => {
  test("says where counts come from, and what it could not see", async () => {
    const { bot } = await botWithKey("bybit");
    const done = await world.bulkhead(["watch", "--stack", bot.stack, "--json"]);
    expect(JSON.parse(done.out)).toMatchObject({ stack: bot.stack, source: "none: the adapter has no hook" });
    expectNoEcho(done);
  });
});

describe("retire", () => {
  test("releases the address last, and only when a person saw that no list names it", async () => {
    const { bot, key } = await botWithKey("bybit");
    const first = await world.bulkhead(["retire", "--stack", bot.stack, "--yes"]);
    expect(first.status).toBe(1);
    expect(first.err).not.toContain("✓ Release the address");
    key.state = "deleted";
    const second = await world.bulkhead(["retire", "--stack", bot.stack, "--yes", "--revoked-by", "Ann"]);
    expect([second.status, second.err]).toEqual([0, expect.stringContaining("✓ Release the address")]);
    expect((await kms.send(new DescribeKeyCommand({ KeyId: bot.custodyKeyId }))).KeyMetadata?.KeyState).toBe(
      "PendingDeletion",
    );
  });
});
