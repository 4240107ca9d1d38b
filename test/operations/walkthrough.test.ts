import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeBot } from "./make-bot";
import { standInForSystemd } from "./systemd";
import { Trial } from "./trial";
import { World } from "./world";

jest.setTimeout(600_000);

const page = join(__dirname, "../../docs/walkthrough.md");
/** The commands that the page shows. */
const shown = ["secret put", "doctor", "audit", "rotate", "drill", "review"];

let world: World;
let trial: Trial;
beforeAll(async () => {
  world = await World.start();
  trial = new Trial(world);
});
afterAll(() => world.stop());

test("docs/walkthrough.md is what the commands print: else run npm run docs:walkthrough", async () => {
  trial.readNothingUnderADisabledKey();
  const double = world.exchanges.double("bybit");
  const network = "testnet";
  const exchange = "bybit";
  const subAccount = "70001";
  double.state.parents[subAccount] = "main";
  const master = double.issue({ network, master: true, can: { transfer: true, manage: true } });
  const operator = await makeBot(world, {
    stack: "operator",
    kind: "operator",
    exchange,
    network,
    credential: master.credential,
  });
  const bot = await makeBot(world, { stack: "grid-testnet", exchange, network, operators: [operator.roleArn] });
  if (bot.host !== undefined) await standInForSystemd(bot.host);
  const key = double.issue({ network, account: subAccount, addresses: [bot.address], label: "grid" });
  trial.also(master, key);
  const known = [
    [world.project, "~/bots"],
    [bot.secretName, "grid-testnet-exchange-1a2b3c4"],
    [bot.address, "203.0.113.7"],
    [operator.address, "203.0.113.8"],
  ] as const;
  const pieces: string[] = [];
  const say = (...text: readonly string[]): void => void pieces.push(text.join("\n"));
  const run = async (words: string, expected: number, input?: string): Promise<string> => {
    const done = await world.bulkhead(words.split(" "), input === undefined ? {} : { input });
    // Those that the command made, too.
    trial.also(...double.state.keys.filter(({ account }) => account === subAccount));
    trial.expectNoEcho(done);
    expect([words, done.status, done.err]).toEqual([words, expected, done.err]);
    const told = stable([done.err, done.out].filter((text) => text !== "").join("\n"), known);
    const source = input === undefined ? "" : "op read op://bots/grid-testnet/credential | ";
    say(
      "```console",
      `$ ${source}npx bulkhead ${words}`,
      told.trimEnd(),
      "```",
      "",
      `Exit code ${String(done.status)}.`,
    );
    return done.out;
  };

  say(
    "# The commands at work",
    "",
    "A bot on Bybit's testnet, `grid-testnet`, whose key belongs to a sub-account, and an operator's stack with the master key, `operator`. What stands in the frames was printed by the",
    "commands, against MiniStack in the place of AWS and a double of Bybit that was written from its documentation; a stand-in takes the place of the password manager and of systemd.",
    "`npm run docs:walkthrough` runs them and writes this page. Times and random ids are replaced by stable ones. What the commands do is in [operations.md](operations.md), what to do when",
    "a key leaks in [incident.md](incident.md).",
  );
  say("## Put the first key", "", "The plan first. Nothing is done, and no credential is read.");
  await run("secret put --stack grid-testnet", 0);
  say("With `--yes` it is done, and the host shows that it reads this very version.");
  await run("secret put --stack grid-testnet --fd 0 --yes", 0, JSON.stringify(key.credential));
  say("There is no account stack here: the journal's file is the only record.");

  say("## Ask whether it works");
  await run("doctor --stack grid-testnet", 0);
  say("The same after somebody bound the key to another address:");
  key.addresses = ["198.51.100.77"];
  await run("doctor --stack grid-testnet", 1);
  key.addresses = [bot.address];

  say("## Ask what the key may do");
  const audited = await run("audit --stack grid-testnet", 1);
  const fingerprint = / ([\da-f]{16}) /u.exec(audited)?.[1] ?? "";
  say("What the exchange can't tell, a person looks up and vouches for.");
  await run(`audit --attest used --key ${fingerprint} --by ada`, 0);
  await run("audit --stack grid-testnet", 0);

  say(
    "## Replace the key",
    "",
    "With the operator's stack the new key is made at the exchange and never passes a person's computer.",
  );
  const rotate = `rotate --stack grid-testnet --operator-stack operator --sub-account ${subAccount}`;
  await run(rotate, 0);
  await run(`${rotate} --yes`, 0);
  expect(key.state).toBe("deleted");

  say(
    "## Try the emergency before it comes",
    "",
    "The bot has an open order. A drill contains it and gives it back; the key at the exchange is left.",
  );
  double.open({ network, account: subAccount, kind: "spot Order", symbol: "BTCUSDT" });
  await run("drill --stack grid-testnet --yes", 0);
  expect(double.openOrders(subAccount)).toEqual([]);

  say("## Write down what happened", "", "From the journals and CloudTrail. What only people know is left blank.");
  await run("review --stack grid-testnet", 0);

  const text = `${pieces.join("\n\n")}\n`;
  for (const command of shown) expect(text).toContain(`npx bulkhead ${command} --stack grid-testnet`);
  trial.expectNoEcho({ status: 0, out: text, err: "", signal: null, milliseconds: 0 });
  if (process.env.BULKHEAD_WALKTHROUGH === "write") writeFileSync(page, text);
  expect(shape(readFileSync(page, "utf8"))).toEqual(shape(text));
});

/** Puts stable words in the place of what differs from run to run, and sets the columns of a plan anew after that. */
function stable(text: string, known: readonly (readonly [found: string, word: string])[]): string {
  let told = text;
  for (const [found, word] of known) told = told.replaceAll(found, word);
  return realigned(
    told
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?/gu, (_, seconds?: string) =>
        seconds === undefined ? "2026-11-29 09:30" : "2026-11-29 09:30:00",
      )
      .replaceAll(/\d{8}T\d{9}Z(?:-[\da-f]{6})?/gu, "20261129T093000000Z")
      .replaceAll(/`(?:[\da-f]{16}|[\da-f]{64})`/gu, "`…`")
      .replaceAll(
        / *\d+\.\d s\b/gu,
        (found) => `${found.startsWith("  ") ? "  " : found.startsWith(" ") ? " " : ""}… s`,
      )
      .replaceAll(/█+/gu, "████")
      .replaceAll(/clock -?\d+\.\d\d s off/gu, "clock 0.00 s off"),
  );
}

function realigned(text: string): string {
  const lines = text.split("\n");
  const plan = lines.filter((line) => /^ +\d+\. /u.test(line)).map((line) => line.trim().split(/ {2,}/u));
  const width = (column: number): number => Math.max(...plan.map((cells) => cells[column]?.length ?? 0));
  let next = 0;
  return lines
    .map((line) => {
      if (!/^ +\d+\. /u.test(line)) return line;
      const cells = plan[next++] ?? [];
      return `  ${cells.map((cell, column) => cell.padEnd(width(column))).join("  ")}`.trimEnd();
    })
    .join("\n");
}

/** The lines of a page in an order of their own: steps that run side by side end as they may. */
function shape(text: string): readonly string[] {
  return text.split("\n").toSorted();
}
