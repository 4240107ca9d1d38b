import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Bot, makeBot } from "./make-bot";
import type { Key } from "./exchanges/exchange-double";
import { Trial } from "./trial";
import { type Done, World } from "./world";

jest.setTimeout(600_000);

let world: World;
let trial: Trial;
let elsewhere: string;
let deribit: { bot: Bot; key: Key };
let bybit: { bot: Bot; key: Key };
let operator: Bot;

beforeAll(async () => {
  world = await World.start();
  trial = new Trial(world);
  elsewhere = join(world.folder, "clean-device");
  mkdirSync(elsewhere);
  const master = world.exchanges.double("bybit").issue({ account: "main", master: true, can: { manage: true } });
  trial.also(master);
  operator = await makeBot(world, {
    kind: "operator",
    stack: "a-desk",
    exchange: "bybit",
    credential: master.credential,
  });
  master.addresses.push(operator.address);
  deribit = await trial.botWithKey("deribit", "testnet");
  bybit = await trial.botWithKey("bybit");
});

afterAll(() => world.stop());

interface Report {
  readonly plan: readonly { readonly id: string; readonly after: readonly string[] }[];
  readonly steps: readonly { readonly id: string; readonly kind: string; readonly check?: string }[];
  readonly notRevoked: readonly string[];
}

const all = (...words: readonly string[]): Promise<Done> =>
  world.bulkhead(["contain", "--all-bots", "--region", World.region, "--json", ...words], { folder: elsewhere });
const journal = (): string => join(elsewhere, ".bulkhead", "journal");
const drill = (): Promise<Done> =>
  world.bulkhead(["drill", "--stack", deribit.bot.stack, "--yes", "--journal", journal()]);
const nameOf = ({ stack, network }: Bot): string => `${stack}-${network}`;

test("a master key goes last, when no bot's key waits for it any more", async () => {
  const { plan } = JSON.parse((await all()).out) as Report;
  const last = plan.findIndex(({ id }) => id.startsWith(`${nameOf(operator)}/`));
  expect(plan.slice(last).every(({ id }) => id.startsWith(`${nameOf(operator)}/`))).toBe(true);
  const own = plan.slice(last).map(({ id }) => id.split("/")[1]);
  expect(own).not.toContain("stop-bot");
  expect(own).not.toContain("cancel-orders");
  const locks = ["revoke-key", "disable-custody-key", "deny-secret", "deny-role", "isolate-host"];
  for (const step of locks) {
    const after = plan.find(({ id }) => id === `${nameOf(operator)}/${step}`)?.after;
    for (const { bot } of [deribit, bybit])
      expect([step, after]).toEqual([step, expect.arrayContaining([`${nameOf(bot)}/revoke-key`])]);
  }
});

test("says who may vouch for what", async () => {
  for (const said of ["Ann", "nobody-mainnet=Ann", `${nameOf(bybit.bot)}=`]) {
    const done = await all("--yes", "--revoked-by", said);
    expect([done.status, done.err]).toEqual([2, expect.stringMatching(`BOT is one of .*${nameOf(bybit.bot)}`)]);
  }
});

test("a drill contains and releases before", async () => {
  const done = await drill();
  expect([done.status, done.err]).toEqual([0, expect.stringContaining("✓ Start the bot")]);
});

test("contains every bot, and ends when a person vouches for the key that no call can revoke", async () => {
  const first = await all("--yes");
  const report = JSON.parse(first.out) as Report;
  const left = report.steps.filter(({ kind }) => kind !== "done").map(({ id }) => id);
  expect(left).toContain(`${nameOf(bybit.bot)}/revoke-key`);
  expect(left.filter((id) => !id.endsWith("/revoke-key"))).toEqual([]);
  expect(first.status).toBe(1);
  const step = report.steps.find(({ id }) => id === `${nameOf(bybit.bot)}/revoke-key`);
  expect(step?.check).toContain(`--revoked-by ${nameOf(bybit.bot)}=YOUR-NAME`);
  expect(report.notRevoked.join()).toContain(`The key of ${nameOf(bybit.bot)} AT THE EXCHANGE`);
  const vouched = left.map((id) => id.split("/")[0] ?? "").flatMap((name) => ["--revoked-by", `${name}=Ann`]);
  const second = await all("--yes", ...vouched);
  const { steps, notRevoked } = JSON.parse(second.out) as Report;
  expect(steps.filter(({ kind }) => kind !== "done")).toEqual([]);
  expect(second.status).toBe(0);
  expect(notRevoked.join()).toContain("revoked, says Ann; no failing call shows it");
  trial.expectNoEcho(first, second);
});

test("a drill leaves alone what was contained with all, and a release knows what was revoked", async () => {
  const done = await drill();
  expect([done.status, done.err]).toEqual([2, expect.stringContaining("is contained, and a drill would release it")]);
  const plan = await world.bulkhead(["release", "--stack", deribit.bot.stack, "--journal", journal()]);
  expect([plan.status, plan.out]).toEqual([0, expect.stringContaining("Take the denial off the secret")]);
  expect(plan.out).not.toContain("the key was revoked");
});

test("each bot's review tells what was done to it", async () => {
  const review = await world.bulkhead(["review", "--stack", deribit.bot.stack, "--journal", journal()]);
  expect([review.status, review.out]).toEqual([0, expect.stringContaining("| disable-custody-key |")]);
  expect(review.out).not.toContain(`${nameOf(bybit.bot)}/`);
  expect(review.out).toContain("As the containment saw it");
});

test("a bot of which two secrets stand is named and left open, and holds up no other", async () => {
  const Tags = Object.entries({ bot: bybit.bot.stack, network: bybit.bot.network, exchange: "bybit" }).map(
    ([name, Value]) => ({ Key: `bulkhead:${name}`, Value }),
  );
  await new SecretsManagerClient(trial.settings).send(new CreateSecretCommand({ Name: "another-exchange", Tags }));
  const done = await all("--yes");
  const { steps, notRevoked } = JSON.parse(done.out) as Report;
  const ofBot = (bot: Bot): readonly string[] =>
    steps
      .filter(({ id }) => id.startsWith(`${nameOf(bot)}/`))
      .map(({ id, kind }) => `${id.split("/")[1] ?? ""} ${kind}`);
  expect(ofBot(bybit.bot)).toEqual(["see failed"]);
  expect(ofBot(deribit.bot)).toContain("deny-secret done");
  expect(notRevoked.join()).toContain(`There are 2 secrets of ${bybit.bot.stack} on ${bybit.bot.network}`);
  expect([done.status, done.err]).toEqual([1, expect.stringContaining("NOT CONTAINED is what could not be seen")]);
});
