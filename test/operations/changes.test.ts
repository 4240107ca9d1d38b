import { makeBot } from "./make-bot";
import { Trial } from "./trial";
import { type Done, World } from "./world";

jest.setTimeout(300_000);

let world: World;
let trial: Trial;

beforeAll(async () => {
  world = await World.start();
  trial = new Trial(world);
});

afterAll(() => world.stop());

afterEach(() => {
  world.exchanges.behave();
  world.aws.behave();
  world.aws.onCall = () => undefined;
});

describe("secret put", () => {
  test("puts a credential, and the host reads that very version", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const key = trial.issued(bot);
    const plan = await world.bulkhead(["secret", "put", "--stack", bot.stack]);
    expect([plan.status, plan.out]).toEqual([0, expect.stringContaining("Nothing was done. Add --yes to act.")]);
    // MiniStack makes a version for a secret without a value; AWS makes none.
    const before = await trial.current(bot);
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes", "--json"], {
      input: JSON.stringify(key.credential),
    });
    expect(done.status).toBe(0);
    const { steps } = JSON.parse(done.out) as { steps: { id: string; kind: string; facts: Record<string, unknown> }[] };
    expect(steps.find(({ id }) => id === "verify")?.facts).toMatchObject({
      verifiedBy: "a call of the host to the exchange",
      version: await trial.current(bot),
    });
    expect(await trial.current(bot)).not.toBe(before);
    trial.expectNoEcho(plan, done);
  });

  test("puts nothing that is no credential of the exchange, and repeats nothing of it", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const before = await trial.current(bot);
    const other = trial.issued(await makeBot(world, { exchange: "binance", host: false }));
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
      input: JSON.stringify(other.credential),
    });
    expect([done.status, done.err]).toEqual([2, expect.stringContaining("credential of Bybit")]);
    expect(await trial.current(bot)).toBe(before);
    trial.expectNoEcho(done);
  });

  test("says that the exchange refuses what it put, where it does", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const key = world.exchanges.double("bybit").issue({ addresses: ["198.51.100.77"] });
    trial.also(key);
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
      input: JSON.stringify(key.credential),
    });
    expect([done.status, done.err]).toEqual([1, expect.stringContaining("not on the key's list")]);
    trial.expectNoEcho(done);
  });

  test("verifies by the policies in force where there is no host", async () => {
    const bot = await makeBot(world, { exchange: "bybit", host: false });
    const key = trial.issued(bot);
    const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes", "--json"], {
      input: JSON.stringify(key.credential),
    });
    trial.expectNoEcho(done);
    // The instance stands in AWS and answers no command: what can be shown is said, never that it was read.
    expect(done.status).toBe(1);
    expect(done.err).toContain("No host with the tags");
  });

  test("killed at any call and run again leaves one current version that works", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const key = trial.issued(bot);
    const words = ["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"];
    let runs = 0;
    for (let nth = 1; ; nth += 7) {
      const { status } = await killedAt(nth, words, JSON.stringify(key.credential));
      runs++;
      if (status === 0) break;
      const again = await world.bulkhead(words, { input: JSON.stringify(key.credential) });
      expect([nth, again.status]).toEqual([nth, 0]);
      expect(await trial.current(bot)).toBeDefined();
    }
    console.log(`secret put: ${runs} runs killed`);
    expect(runs).toBeGreaterThan(1);
    trial.expectNoEcho();
  });
});

/** Runs a command that is killed when its nth call of AWS has been done, or runs to its end where it makes fewer. */
async function killedAt(nth: number, words: readonly string[], input = ""): Promise<Done> {
  let seen = 0;
  let victim: { kill: (signal: "SIGKILL") => boolean } | undefined;
  world.aws.onCall = (name, phase) => {
    if (phase === "after" && !name.endsWith("secretsmanager GetSecretValue") && ++seen === nth) victim?.kill("SIGKILL");
  };
  const done = await world.bulkhead(words, { input, onStart: (child) => (victim = child) });
  world.aws.onCall = () => undefined;
  return done;
}

describe("rotate", () => {
  test("switches the bot to a proven key, and goes on until the old one is proven dead", async () => {
    const { bot, key } = await trial.botWithKey("bybit");
    const before = await trial.current(bot);
    const fresh = trial.issued(bot);
    const words = ["rotate", "--stack", bot.stack, "--fd", "0", "--yes"];
    const first = await world.bulkhead(words, { input: JSON.stringify(fresh.credential) });
    const after = await trial.current(bot);
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
      Object.values(await trial.versions(bot))
        .flat()
        .sort(),
    ).toEqual(["AWSCURRENT"]);
    trial.expectNoEcho(first);
  });

  test("keeps the old key where the new one is refused, or can withdraw", async () => {
    const { bot } = await trial.botWithKey("bybit");
    const before = await trial.current(bot);
    const elsewhere = world.exchanges.double("bybit").issue({ addresses: ["198.51.100.77"] });
    const powerful = world.exchanges.double("bybit").issue({ addresses: [bot.address], can: { withdraw: true } });
    trial.also(elsewhere, powerful);
    for (const [key, why] of [
      [elsewhere, "not on the key's list"],
      [powerful, "The new key can withdraw."],
    ] as const) {
      const done = await world.bulkhead(["rotate", "--stack", bot.stack, "--fd", "0", "--yes", "--new-run"], {
        input: JSON.stringify(key.credential),
      });
      expect([done.status, done.err]).toEqual([1, expect.stringContaining(why)]);
      expect(await trial.current(bot)).toBe(before);
      expect(Object.values(await trial.versions(bot)).flat()).not.toContain("AWSPENDING");
    }
  });

  test("goes back to the old key where the bot does not live on the new one", async () => {
    const { bot } = await trial.botWithKey("bybit");
    const before = await trial.current(bot);
    await bot.host?.run("touch /run/bot-broken\n");
    const done = await world.bulkhead(["rotate", "--stack", bot.stack, "--fd", "0", "--yes"], {
      input: JSON.stringify(trial.issued(bot).credential),
    });
    expect(done.status).toBe(1);
    expect(await trial.current(bot)).toBe(before);
  });

  test("killed at any call never leaves the bot without a working key, and goes on", async () => {
    let runs = 0;
    const { bot, key: first } = await trial.botWithKey("bybit");
    let old = first;
    const words = ["rotate", "--stack", bot.stack, "--fd", "0", "--yes"];
    for (let nth = 3; nth < 60; nth += 12) {
      const fresh = trial.issued(bot);
      const { signal } = await killedAt(nth, words, JSON.stringify(fresh.credential));
      if (signal !== null) runs++;
      const works = await world.bulkhead(["doctor", "--stack", bot.stack]);
      expect([nth, works.out]).toEqual([nth, expect.stringContaining("The key works from the stack's own address.")]);
      const inUse = await trial.current(bot);
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
    trial.expectNoEcho();
  });
});

describe("drill", () => {
  beforeEach(() => {
    trial.readNothingUnderADisabledKey();
  });

  test("contains and releases a testnet bot, and keeps the times; refuses a mainnet one", async () => {
    const { bot } = await trial.botWithKey("bybit", "testnet");
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
    const { bot } = await trial.botWithKey("bybit");
    const done = await world.bulkhead(["watch", "--stack", bot.stack, "--json"]);
    expect(JSON.parse(done.out)).toMatchObject({ stack: bot.stack, source: "none: the adapter has no hook" });
    trial.expectNoEcho(done);
  });
});
