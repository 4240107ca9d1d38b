import { mkdirSync } from "node:fs";
import { join } from "node:path";
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
  deribit = await trial.botWithKey("deribit");
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

test("each bot's review tells what was done to it", async () => {
  const journal = join(elsewhere, ".bulkhead", "journal");
  const review = await world.bulkhead(["review", "--stack", deribit.bot.stack, "--journal", journal]);
  expect([review.status, review.out]).toEqual([0, expect.stringContaining("| disable-custody-key |")]);
  expect(review.out).not.toContain(`${nameOf(bybit.bot)}/`);
  expect(review.out).toContain("As the containment saw it");
});
