import { rmSync } from "node:fs";
import { join } from "node:path";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { everyStep, type Interruption } from "./every-step";
import type { Key } from "./exchanges/exchange-double";
import { type Bot, makeBot } from "./make-bot";
import { extentOf, isWhole, keep, note } from "./tally";
import { Trial } from "./trial";
import { type Done, World } from "./world";

const extent = extentOf("faults");

jest.setTimeout(isWhole ? 8 * 3_600_000 : 1_200_000);

let world: World;
let trial: Trial;

beforeAll(async () => {
  world = await World.start();
  trial = new Trial(world);
});

afterAll(() => world.stop());

/** What one run works on: a bot with a key in force, and one that is to come. */
interface Ground {
  readonly bot: Bot;
  readonly old: Key;
  readonly fresh: Key;
}

const journals = ({ bot }: Pick<Ground, "bot">): string => join(world.project, ".bulkhead", "journal", bot.stack);

async function finish({ bot }: Pick<Ground, "bot">): Promise<void> {
  await bot.host?.stop();
  for (const place of [join(world.folder, bot.instanceId), journals({ bot })])
    rmSync(place, { recursive: true, force: true });
}

/** The steps of a report, by id; none where the command did not come to write one. */
function kinds({ out }: Done): Readonly<Record<string, string>> {
  if (!out.startsWith("{")) return {};
  const { steps } = JSON.parse(out) as { steps: { id: string; kind: string }[] };
  return Object.fromEntries(steps.map(({ id, kind }) => [id, kind]));
}

test("secret put leaves the old value or the new one in force, and in the end the new one with the old one before it", async () => {
  const ended = new Set<Ground>();
  const tally = await everyStep<Ground>(
    world,
    {
      prepare: async () => {
        const { bot, key } = await trial.botHolding("bybit");
        return { bot, old: key, fresh: trial.issued(bot) };
      },
      words: ({ bot }) => ["secret", "put", "--stack", bot.stack, "--fd", "0", "--yes", "--json"],
      running: ({ fresh }) => ({ input: JSON.stringify(fresh.credential) }),
      between: async (ground, first, at) => {
        const { bot, old, fresh } = ground;
        if (first.status === 0) ended.add(ground);
        const value = await trial.value(bot, "AWSCURRENT");
        expect([note(at), [old.credential, fresh.credential]]).toEqual([note(at), expect.arrayContaining([value])]);
        // What is said to be in force is.
        if (kinds(first).verify === "done") expect([note(at), value]).toEqual([note(at), fresh.credential]);
      },
      check: async (ground, second, at) => {
        const { bot, old, fresh } = ground;
        expect([note(at), second.status, second.err]).toEqual([note(at), 0, expect.any(String)]);
        expect([note(at), await trial.value(bot, "AWSCURRENT")]).toEqual([note(at), fresh.credential]);
        // Of two that ran to their end the second put the same once more; one that goes on with the first does not.
        const before = ended.has(ground) ? fresh : old;
        expect([note(at), await trial.value(bot, "AWSPREVIOUS")]).toEqual([note(at), before.credential]);
        return 0;
      },
      journals,
      finish,
    },
    extent,
  );
  keep("secret put", extent, tally);
});

/** What holds at every moment of a rotation: the bot's secret gives a key that works, and none is called dead that is not. */
async function never({ bot, old }: Pick<Ground, "bot" | "old">, done: Done, at: Interruption): Promise<void> {
  const value = await trial.value(bot, "AWSCURRENT");
  const inForce = world.exchanges
    .double(bot.exchange)
    .state.keys.find(({ credential }) => sameValues(credential, value));
  expect([note(at), inForce?.state]).toEqual([note(at), "enabled"]);
  if (kinds(done)["revoke-old"] === "done") expect([note(at), old.state]).toEqual([note(at), "deleted"]);
}

function sameValues(one: Key["credential"], other: Key["credential"] | undefined): boolean {
  return other !== undefined && one.apiKey === other.apiKey && one.secret === other.secret;
}

test("rotate never leaves the bot without a key that works, nor calls one dead that is not, where a person deletes the old one", async () => {
  const words = ({ bot }: Ground): string[] => ["rotate", "--stack", bot.stack, "--fd", "0", "--yes", "--json"];
  const tally = await everyStep<Ground>(
    world,
    {
      prepare: async () => {
        const { bot, key } = await trial.botHolding("bybit");
        return { bot, old: key, fresh: trial.issued(bot) };
      },
      words,
      running: ({ fresh }) => ({ input: JSON.stringify(fresh.credential) }),
      between: never,
      check: async (ground, second, at) => {
        await never(ground, second, at);
        expect([note(at), second.err, kinds(second)]).toEqual([
          note(at),
          expect.any(String),
          expect.objectContaining({ switch: "done", "revoke-old": "left to a person" }),
        ]);
        const { bot, old, fresh } = ground;
        expect([note(at), old.state]).toEqual([note(at), "enabled"]);
        old.state = "deleted";
        const third = await world.bulkhead(words(ground));
        expect([note(at), third.status, third.err]).toEqual([note(at), 0, expect.any(String)]);
        expect([note(at), await trial.value(bot, "AWSCURRENT")]).toEqual([note(at), fresh.credential]);
        expect([note(at), Object.values(await trial.versions(bot)).flat()]).toEqual([note(at), ["AWSCURRENT"]]);
        return 1;
      },
      journals,
      finish,
    },
    extent,
  );
  keep("rotate", extent, tally);
});

test("rotate with a master key leaves one key of the sub-account, the bot's, and the old one dead", async () => {
  const double = world.exchanges.double("bybit");
  const master = double.issue({ account: "main", master: true, can: { transfer: true, manage: true } });
  trial.also(master);
  const operator = await makeBot(world, { kind: "operator", exchange: "bybit", credential: master.credential });
  master.addresses.push(operator.address);
  let count = 70_000;
  const made = ({ bot, old }: Ground, more: readonly string[] = []): string[] => [
    ...["rotate", "--stack", bot.stack, "--operator-stack", operator.stack, "--sub-account", old.account],
    ...["--yes", "--json", ...more],
  ];
  const tally = await everyStep<Ground>(
    world,
    {
      prepare: async () => {
        const account = String(++count);
        double.state.parents[account] = "main";
        const { bot, key } = await trial.botHolding("bybit", { operators: [operator.roleArn] }, { account });
        return { bot, old: key, fresh: key };
      },
      words: made,
      between: never,
      check: async (ground, second, at) => {
        await never(ground, second, at);
        const { bot, old } = ground;
        const alive = (): readonly Key[] =>
          double.state.keys.filter(({ account, state }) => account === old.account && state !== "deleted");
        let more = 0;
        let last = second;
        if (kinds(second)["store-pending"] === "left to a person") {
          // Whoever looks deletes what no stack knows, and begins anew.
          for (const key of alive()) if (key !== old) key.state = "deleted";
          last = await world.bulkhead(made(ground, ["--new-run"]));
          more++;
        }
        expect([note(at), last.status, last.err]).toEqual([note(at), 0, expect.any(String)]);
        expect([note(at), old.state]).toEqual([note(at), "deleted"]);
        expect([note(at), alive().map(({ credential }) => credential.apiKey)]).toEqual([
          note(at),
          [(await trial.value(bot, "AWSCURRENT"))?.apiKey],
        ]);
        expect([note(at), Object.values(await trial.versions(bot)).flat()]).toEqual([note(at), ["AWSCURRENT"]]);
        return more;
      },
      journals,
      finish,
    },
    extent,
  );
  keep("rotate --sub-account", extent, tally);
});

test("drill leaves a bot that is released, with no order open that it said was cancelled", async () => {
  const double = world.exchanges.double("bybit");
  const { kms } = trial;
  const tally = await everyStep<Pick<Ground, "bot" | "old">>(
    world,
    {
      prepare: async () => {
        const { bot, key } = await trial.botHolding("bybit", { network: "testnet" });
        double.open({ account: key.account, kind: "spot Order", symbol: "BTCUSDT", network: "testnet" });
        return { bot, old: key };
      },
      words: ({ bot }) => ["drill", "--stack", bot.stack, "--yes", "--json"],
      between: async ({ bot, old }, first, at) => {
        if (first.err.includes("✓ Cancel all open orders"))
          expect([note(at), double.openOrders(old.account)]).toEqual([note(at), []]);
        const records = await kms.send(new DescribeKeyCommand({ KeyId: bot.recordsKeyId }));
        expect([note(at), records.KeyMetadata?.Enabled]).toEqual([note(at), true]);
      },
      check: async ({ bot, old }, second, at) => {
        const { drills } = JSON.parse(second.out) as { drills: { released: boolean }[] };
        expect([note(at), second.err, drills.at(-1)?.released]).toEqual([note(at), expect.any(String), true]);
        const custody = await kms.send(new DescribeKeyCommand({ KeyId: bot.custodyKeyId }));
        expect([note(at), custody.KeyMetadata?.Enabled]).toEqual([note(at), true]);
        expect([note(at), double.openOrders(old.account), old.state]).toEqual([note(at), [], "enabled"]);
        // The host reads the credential again, and the exchange takes it.
        const works = await world.bulkhead(["doctor", "--stack", bot.stack]);
        expect([note(at), works.out]).toEqual([
          note(at),
          expect.stringContaining("The key works from the stack's own address."),
        ]);
        return 0;
      },
      journals,
      finish,
    },
    extent,
  );
  keep("drill", extent, tally);
});

test("watch never finds nothing alarming in what it could not see", async () => {
  const { bot, key } = await trial.botHolding("bybit");
  // Beside what is always so: the adapter has no hook.
  const gaps = (done: Done): readonly string[] =>
    (JSON.parse(done.out) as { gaps: string[] }).gaps.filter((gap) => !gap.startsWith("The adapter logs no calls"));
  const tally = await everyStep<Pick<Ground, "bot" | "old">>(
    world,
    {
      prepare: async () => Promise.resolve({ bot, old: key }),
      journals,
      words: () => ["watch", "--stack", bot.stack, "--json"],
      between: (_, first, at) => {
        // Which key a secret has is asked again by the way, and nothing hangs on it.
        if (at.how.startsWith("killed") || at.step.endsWith(" DescribeSecret")) return;
        if (first.status === 2) expect([note(at), first.err]).toEqual([note(at), expect.stringMatching(/^error: /u)]);
        else expect([note(at), first.status, gaps(first)]).toEqual([note(at), 1, [expect.any(String)]]);
      },
      check: (_, second, at) => {
        expect([note(at), second.err, gaps(second)]).toEqual([note(at), "", []]);
        return 0;
      },
    },
    extent,
  );
  keep("watch", extent, tally);
});
