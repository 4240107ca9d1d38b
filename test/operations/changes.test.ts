import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client, StopInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { DeleteRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { DeleteResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DeleteParameterCommand, GetParametersByPathCommand, PutParameterCommand } from "@aws-sdk/client-ssm";
import type { Key } from "./exchanges/exchange-double";
import { type Bot, makeBot } from "./make-bot";
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

  test("verifies by the policies in force where no host runs, and says so", async () => {
    const bot = await makeBot(world, { exchange: "bybit", host: false });
    const key = trial.issued(bot);
    const put = async (): Promise<{ done: Done; step: { kind: string; facts?: object; why?: string } | undefined }> => {
      const done = await world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes", "--json"], {
        input: JSON.stringify(key.credential),
      });
      trial.expectNoEcho(done);
      const { steps } = JSON.parse(done.out) as { steps: { id: string; kind: string }[] };
      return { done, step: steps.find(({ id }) => id === "verify") };
    };
    // It stands in AWS and answers no command: that it read the value is not said.
    const silent = await put();
    expect([silent.done.status, silent.done.err]).toEqual([1, expect.stringContaining("No host with the tags")]);

    const ec2 = new EC2Client({ ...trial.settings });
    await ec2.send(new StopInstancesCommand({ InstanceIds: [bot.instanceId] }));
    const stopped = await put();
    expect([stopped.done.status, stopped.step?.facts]).toMatchObject([0, { verifiedBy: "the policies in force" }]);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [bot.instanceId] }));
    const gone = await put();
    expect([gone.done.status, gone.step?.facts]).toMatchObject([0, { verifiedBy: "the policies in force" }]);

    const iam = new IAMClient({ ...trial.settings });
    const { PolicyNames: names = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: bot.roleName }));
    for (const PolicyName of names) await iam.send(new DeleteRolePolicyCommand({ RoleName: bot.roleName, PolicyName }));
    const mute = await put();
    // The secret's and the key's own policies let the role in: nothing is missing yet.
    expect(mute.done.status).toBe(0);
    const secrets = new SecretsManagerClient({ ...trial.settings });
    await secrets.send(new DeleteResourcePolicyCommand({ SecretId: bot.secretArn }));
    const closed = await put();
    expect([closed.done.status, closed.step?.kind]).toEqual([1, "failed"]);
  });

  test("puts the value that is given now, where the exchange refused the one before", async () => {
    const bot = await makeBot(world, { exchange: "bybit" });
    const refused = world.exchanges.double("bybit").issue({ addresses: ["198.51.100.77"] });
    const right = trial.issued(bot);
    trial.also(refused);
    const put = (key: Key): Promise<Done> =>
      world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
        input: JSON.stringify(key.credential),
      });
    expect((await put(refused)).status).toBe(1);
    const second = await put(right);
    expect([second.status, second.err]).toEqual([0, expect.stringContaining("✓ Verify on the host")]);
    expect(await trial.value(bot, "AWSCURRENT")).toEqual(right.credential);
  });

  test("warns where another bot has the same credential, by its fingerprint alone", async () => {
    const { kms, ssm } = trial;
    const made = await kms.send(new CreateKeyCommand({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }));
    const account = {
      region: World.region,
      journalLogGroup: "/bulkhead/journal",
      fingerprintKeyArn: made.KeyMetadata?.Arn,
      trailArn: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/bulkhead",
    };
    await ssm.send(
      new PutParameterCommand({ Name: "/bulkhead/account", Type: "String", Value: JSON.stringify(account) }),
    );
    try {
      const [one, other] = [await makeBot(world, { exchange: "bybit" }), await makeBot(world, { exchange: "bybit" })];
      const key = trial.issued(one);
      key.addresses.push(other.address);
      const put = (bot: Bot): Promise<Done> =>
        world.bulkhead(["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes"], {
          input: JSON.stringify(key.credential),
        });
      const first = await put(one);
      expect([first.status, first.err]).toEqual([0, expect.not.stringContaining("warning:")]);
      const again = await put(one);
      expect([again.status, again.err]).toEqual([0, expect.not.stringContaining("warning:")]);
      const second = await put(other);
      expect([second.status, second.err]).toEqual([
        0,
        expect.stringContaining(`warning: the bot ${one.stack} (stack ${one.stack}) has the same credential.`),
      ]);
      const { Parameters: kept = [] } = await ssm.send(
        new GetParametersByPathCommand({ Path: "/bulkhead/fingerprints" }),
      );
      expect(kept.map(({ Name: name }) => name)).toEqual([
        expect.stringMatching(/^\/bulkhead\/fingerprints\/[\da-f]{64}$/u),
      ]);
      const stored = JSON.stringify(kept);
      for (const half of Object.values(key.credential)) expect(stored).not.toContain(half.slice(0, 8));
      trial.expectNoEcho(first, second);
    } finally {
      await ssm.send(new DeleteParameterCommand({ Name: "/bulkhead/account" }));
    }
  });
});

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

  test("with a master key makes one key, though the answer to the command was lost, and goes on where a label could not be taken off", async () => {
    const double = world.exchanges.double("bybit");
    const master = double.issue({ account: "main", master: true, can: { transfer: true, manage: true } });
    trial.also(master);
    const operator = await makeBot(world, { kind: "operator", exchange: "bybit", credential: master.credential });
    master.addresses.push(operator.address);
    double.state.parents["61000"] = "main";
    const { bot } = await trial.botHolding("bybit", { operators: [operator.roleArn] }, { account: "61000" });
    const words = [
      "rotate",
      "--stack",
      bot.stack,
      "--operator-stack",
      operator.stack,
      "--sub-account",
      "61000",
      "--yes",
    ];
    const isAlive = ({ account, state }: Key): boolean => account === "61000" && state !== "deleted";

    // The second command asks for the new key, and the third change of a label is that of the waiting key.
    world.aws.misbehave({ call: "ssm SendCommand", nth: 2, fault: "cut-after" });
    world.aws.misbehave({ call: "secretsmanager UpdateSecretVersionStage", nth: 3, fault: "denied" });
    const first = await world.bulkhead(words);
    expect([first.status, first.err]).toEqual([1, expect.stringContaining("secretsmanager:UpdateSecretVersionStage")]);
    world.aws.behave();
    const second = await world.bulkhead(words);
    expect([second.status, second.err]).toEqual([0, expect.any(String)]);
    expect(double.state.keys.filter(isAlive).map(({ credential }) => credential.apiKey)).toEqual([
      (await trial.value(bot, "AWSCURRENT"))?.apiKey,
    ]);
    expect(Object.values(await trial.versions(bot)).flat()).toEqual(["AWSCURRENT"]);
    trial.expectNoEcho(first, second);
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
});

describe("drill", () => {
  test("contains and releases a testnet bot, and keeps the times; refuses a mainnet one", async () => {
    const { bot } = await trial.botWithKey("bybit", "testnet");
    const plan = await world.bulkhead(["drill", "--stack", bot.stack, "--json"]);
    expect((JSON.parse(plan.out) as { plan: { id: string }[] }).plan.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["cancel-orders", "isolate-host", "start-bot"]),
    );
    const done = await world.bulkhead(["drill", "--stack", bot.stack, "--yes"]);
    expect([done.status, done.out]).toEqual([0, expect.stringMatching(/^Contained in:\n.* 11\/11 .*\n$/u)]);
    const again = await world.bulkhead(["drill", "--stack", bot.stack, "--yes", "--json"]);
    const { drills } = JSON.parse(again.out) as { drills: object[] };
    expect([again.status, drills]).toMatchObject([0, [{ released: true }, { done: 11, steps: 11, released: true }]]);
    const works = await world.bulkhead(["doctor", "--stack", bot.stack]);
    expect(works.out).toContain("The key works from the stack's own address.");
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
  const logs = (): CloudWatchLogsClient => new CloudWatchLogsClient({ ...trial.settings });
  const told = (
    done: Done,
  ): { source: string; alerts: { kind: string }[]; gaps: string[]; counts: object; fills: unknown } =>
    JSON.parse(done.out) as never;

  test("says where counts come from, and that nothing counts calls where the adapter has no hook", async () => {
    const { bot } = await trial.botHolding("bybit");
    const done = await world.bulkhead(["watch", "--stack", bot.stack, "--json"]);
    expect([done.status, told(done)]).toMatchObject([
      1,
      {
        ...{ stack: bot.stack, source: "none: the adapter has no hook", alerts: [], fills: 0 },
        gaps: [expect.stringContaining("The adapter logs no calls")],
      },
    ]);
    trial.expectNoEcho(done);
  });

  test("finds what is new, what is far more than usual, and a fill that no order explains", async () => {
    const { bot, key } = await trial.botHolding("bybit", { config: { "bulkhead:adapter": "ccxt-python" } });
    const client = logs();
    const logStreamName = "usage";
    await client.send(new CreateLogStreamCommand({ logGroupName: bot.logGroupName, logStreamName }));
    const log = async (path: string, count: number, at = Date.now()): Promise<void> => {
      const message = JSON.stringify({ event: "exchange-call", host: "api.bybit.com", path, status: 200 });
      const logEvents = Array.from({ length: count }, () => ({ timestamp: at, message }));
      await client.send(new PutLogEventsCommand({ logGroupName: bot.logGroupName, logStreamName, logEvents }));
    };
    const watch = (...more: readonly string[]): Promise<Done> =>
      world.bulkhead(["watch", "--stack", bot.stack, "--json", ...more]);

    await log("/v5/market/time", 24, Date.now() - 2 * 3_600_000);
    const quiet = await watch("--hours", "24", "--learn");
    expect([quiet.status, told(quiet)]).toMatchObject([
      0,
      { source: "usage log", counts: { "api.bybit.com/v5/market/time": { calls: 24, refused: 0 } }, alerts: [] },
    ]);

    await log("/v5/market/time", 40);
    await log("/v5/position/list", 1);
    const loud = await watch();
    expect([
      loud.status,
      told(loud)
        .alerts.map(({ kind }) => kind)
        .sort(),
    ]).toEqual([1, ["new-endpoint", "spike"]]);

    const double = world.exchanges.double("bybit");
    double.fill({ account: key.account, kind: "spot Order", symbol: "BTCUSDT" });
    const filled = await watch();
    expect([filled.status, told(filled).alerts[0]?.kind, told(filled).fills]).toEqual([1, "unexplained-fill", 1]);
    // Placed days ago, in a time that is not looked at.
    await log("/v5/order/create", 1, Date.now() - 3 * 86_400_000);
    expect(told(await watch()).alerts.map(({ kind }) => kind)).not.toContain("unexplained-fill");

    const shown = await world.bulkhead(["watch", "--stack", bot.stack]);
    expect(shown.out).toMatch(/^ {2}\/v5\/market\/time +40 +1\.0 █+ far more than usual$/mu);
    expect(shown.out).toMatch(/^ {2}\/v5\/position\/list +1 +– \S+ +never seen before$/mu);
    trial.expectNoEcho(quiet, loud, filled, shown);
  });

  test("calls nothing quiet where the exchange or a log gave no answer", async () => {
    const { bot } = await trial.botHolding("bybit");
    world.exchanges.misbehave({ exchange: "bybit", times: 50, fault: { kind: "html" } });
    const done = await world.bulkhead(["watch", "--stack", bot.stack]);
    expect([done.status, done.out]).toEqual([1, expect.stringContaining("? The exchange was not asked for fills:")]);
    expect(done.out).not.toContain("✓");
  });
});
