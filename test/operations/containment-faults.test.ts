import { DescribeAddressesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { everyStep, type Interruption } from "./every-step";
import type { Key } from "./exchanges/exchange-double";
import { type Bot, makeBot } from "./make-bot";
import { extentOf, isWhole, keep, note } from "./tally";
import { Trial } from "./trial";
import { type Done, World } from "./world";

const extent = extentOf("containment");

jest.setTimeout(isWhole ? 8 * 3_600_000 : 600_000);

let world: World;
let trial: Trial;
let operator: Bot;
let kms: KMSClient;
let ec2: EC2Client;

beforeAll(async () => {
  world = await World.start();
  trial = new Trial(world);
  const settings = {
    region: World.region,
    endpoint: world.ministack.endpoint,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  [kms, ec2] = [new KMSClient(settings), new EC2Client(settings)];
  const master = world.exchanges
    .double("bybit")
    .issue({ account: "main", master: true, can: { transfer: true, manage: true } });
  trial.also(master);
  operator = await makeBot(world, { kind: "operator", exchange: "bybit", credential: master.credential });
  master.addresses.push(operator.address);
});

afterAll(() => world.stop());

/** What one run works on: a bot with a key of a sub-account and an open order. */
interface Ground {
  readonly bot: Bot;
  readonly key: Key;
}

let count = 80_000;
async function prepare(): Promise<Ground> {
  const double = world.exchanges.double("bybit");
  const account = String(++count);
  double.state.parents[account] = "main";
  const ground = await trial.botHolding("bybit", {}, { account });
  double.open({ account, kind: "spot Order", symbol: "BTCUSDT" });
  return ground;
}

const words = (command: string, { bot, key }: Ground, ...more: readonly string[]): string[] => [
  ...[command, "--stack", bot.stack, "--operator-stack", operator.stack, "--sub-account", key.account],
  ...["--yes", "--json", ...more],
];

const journals = ({ bot }: Ground): string => join(world.project, ".bulkhead", "journal", bot.stack);

async function finish({ bot }: Ground): Promise<void> {
  await bot.host?.stop();
  rmSync(join(world.folder, bot.instanceId), { recursive: true, force: true });
}

/** The steps of a report, by id; none where the command did not come to write one. */
function kinds({ out }: Done): Readonly<Record<string, string>> {
  if (!out.startsWith("{")) return {};
  const { steps } = JSON.parse(out) as { steps: { id: string; kind: string }[] };
  return Object.fromEntries(steps.map(({ id, kind }) => [id, kind]));
}

const failures = ({ err }: Done): readonly string[] => err.split("\n").filter((line) => /^(?:[✗!-]|error)/u.test(line));
const isEnabled = async (KeyId: string): Promise<boolean | undefined> =>
  (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.Enabled;
const groups = ({ networkInterfaceId: id }: Bot): readonly string[] | undefined =>
  world.aws.interfaces.changes.get(id)?.at(-1);

/** What is called done is done, at every moment; and what the records are read with is never locked. */
async function nothingIsCalledDoneThatIsNot({ bot, key }: Ground, done: Done, at: Interruption): Promise<void> {
  const told = kinds(done);
  if (told["revoke-key"] === "done") expect([note(at), key.state]).toEqual([note(at), "deleted"]);
  if (told["cancel-orders"] === "done")
    expect([note(at), world.exchanges.double("bybit").openOrders(key.account)]).toEqual([note(at), []]);
  if (told["disable-custody-key"] === "done")
    expect([note(at), await isEnabled(bot.custodyKeyId)]).toEqual([note(at), false]);
  expect([note(at), await isEnabled(bot.recordsKeyId)]).toEqual([note(at), true]);
  if (done.status === 0)
    expect([note(at), Object.values(told).filter((kind) => kind !== "done")]).toEqual([note(at), []]);
}

test("contain locks and cuts off whatever is interrupted, and calls nothing revoked or cancelled that is not", async () => {
  const tally = await everyStep<Ground>(
    world,
    {
      prepare,
      words: (ground) => words("contain", ground),
      between: nothingIsCalledDoneThatIsNot,
      check: async (ground, second, at) => {
        await nothingIsCalledDoneThatIsNot(ground, second, at);
        const { bot, key } = ground;
        expect([note(at), await isEnabled(bot.custodyKeyId)]).toEqual([note(at), false]);
        expect([note(at), groups(bot)]).toEqual([note(at), [expect.not.stringMatching(bot.securityGroupId)]]);
        // What could not be done at the exchange before the credential was locked is said; all else is done.
        const open = Object.entries(kinds(second)).filter(([, kind]) => kind !== "done");
        const atTheExchange = ["look-at-key", "cancel-orders", "revoke-key"];
        expect([note(at), open.filter(([id]) => !atTheExchange.includes(id))]).toEqual([note(at), []]);
        const { notRevoked } = JSON.parse(second.out) as { notRevoked: string[] };
        // A key that is dead is called open where no call could show it, as from a host that is cut off already.
        const isOpen = kinds(second)["revoke-key"] !== "done";
        expect([note(at), notRevoked.join().includes("AT THE EXCHANGE")]).toEqual([note(at), isOpen]);
        const hasOrders = world.exchanges.double("bybit").openOrders(key.account).length > 0;
        if (hasOrders)
          expect([note(at), notRevoked.join()]).toEqual([note(at), expect.stringContaining("Open orders")]);
        return 0;
      },
      journals,
      finish,
    },
    extent,
  );
  keep("contain", extent, tally);
});

test("release gives back all that a containment took, and not before", async () => {
  const tally = await everyStep<Ground>(
    world,
    {
      prepare: async () => {
        const ground = await prepare();
        // The key is left, so that the bot can be seen to live.
        await world.bulkhead(["contain", "--stack", ground.bot.stack, "--yes"]);
        return ground;
      },
      words: ({ bot }) => ["release", "--stack", bot.stack, "--yes", "--json"],
      between: nothingIsCalledDoneThatIsNot,
      check: async ({ bot }, second, at) => {
        expect([note(at), second.status, failures(second)]).toEqual([note(at), 0, []]);
        expect([note(at), await isEnabled(bot.custodyKeyId)]).toEqual([note(at), true]);
        expect([note(at), groups(bot)]).toEqual([note(at), [bot.securityGroupId]]);
        const works = await world.bulkhead(["doctor", "--stack", bot.stack]);
        expect([note(at), works.out]).toEqual([note(at), expect.stringContaining("The key works")]);
        return 0;
      },
      journals,
      finish,
    },
    extent,
  );
  keep("release", extent, tally);
});

test("retire releases the address last, once the key is dead", async () => {
  const isHeld = async ({ bot }: Ground): Promise<boolean> => {
    const { Addresses: found = [] } = await ec2.send(new DescribeAddressesCommand({}));
    return found.some(({ AllocationId: id }) => id === bot.allocationId);
  };
  const tally = await everyStep<Ground>(
    world,
    {
      prepare,
      words: (ground) => words("retire", ground, "--revoked-by", "Ann", "--cancelled-by", "Ann"),
      between: async (ground, first, at) => {
        await nothingIsCalledDoneThatIsNot(ground, first, at);
        if (!(await isHeld(ground))) expect([note(at), ground.key.state]).toEqual([note(at), "deleted"]);
      },
      check: async (ground, second, at) => {
        await nothingIsCalledDoneThatIsNot(ground, second, at);
        expect([note(at), second.status, failures(second)]).toEqual([note(at), 0, []]);
        expect([note(at), ground.key.state, await isHeld(ground)]).toEqual([note(at), "deleted", false]);
        const custody = await kms.send(new DescribeKeyCommand({ KeyId: ground.bot.custodyKeyId }));
        expect([note(at), custody.KeyMetadata?.KeyState]).toEqual([note(at), "PendingDeletion"]);
        return 0;
      },
      journals,
      finish,
    },
    extent,
  );
  keep("retire", extent, tally);
});
