import type { ChildProcess } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../engine/parts";
import { echoes } from "./echoes";
import type { Key } from "./exchanges/exchange-double";
import type { Bot } from "./make-bot";
import { Trial } from "./trial";
import { type Done, type Running, World } from "./world";

jest.setTimeout(300_000);

let world: World;
let trial: Trial;
/** Of a bot on a testnet, which all commands are run for; its credential is the marked one. */
let bot: Bot;
let marked: readonly string[];
let fresh: Key;
/** A folder that holds the credential where it must not stand; outside the world's, which is searched. */
let leaky: string;

beforeAll(async () => {
  world = await World.start();
  trial = new Trial(world);
  const holding = await trial.botHolding("bybit", { network: "testnet" });
  bot = holding.bot;
  fresh = trial.issued(bot);
  marked = [holding.key, fresh].flatMap(({ credential }) => Object.values(credential));
  leaky = mkdtempSync(join(tmpdir(), "bulkhead-leaky-"));
  for (const name of ["package.json", "node_modules", "infra", "exchanges", "policies", "dist", "tsconfig.json"])
    symlinkSync(join(root, name), join(leaky, name));
  copyFileSync(join(root, "Pulumi.yaml"), join(leaky, "Pulumi.yaml"));
  const secret = holding.key.credential.secret ?? "";
  const file = readFileSync(join(world.project, `Pulumi.${bot.stack}.yaml`), "utf8");
  writeFileSync(join(leaky, "Pulumi.leaky.yaml"), `${file}  bulkhead:owner: ${secret}\n`);
  writeFileSync(join(leaky, "bot.env"), `BYBIT_API_SECRET=${secret}\n`);
  // A diagnostic report of every process, at its end and again and again before.
  mkdirSync(join(world.folder, "reports"));
  writeFileSync(
    join(world.folder, "report.cjs"),
    `process.report.directory = ${JSON.stringify(join(world.folder, "reports"))};
const write = () => process.report.writeReport();
setInterval(write, 2_000).unref();
process.on("exit", write);
`,
  );
});

afterAll(async () => {
  rmSync(leaky, { recursive: true, force: true });
  await world.stop();
});

type Run = readonly [words: readonly string[], status: number | readonly number[], running?: Running];

/** How each command is run while its bot has a marked credential. A command without an entry here is a failure. */
const runs: Readonly<Record<string, () => readonly Run[]>> = {
  secret: () => [
    [["put", ...stack()], 0],
    [["put", ...stack(), "--fd", "0", "--yes"], 0, given(fresh.credential)],
    [["put", ...stack(), "--fd", "0", "--yes", "--json", "--new-run"], 0, given(fresh.credential)],
    [
      ["put", ...stack(), "--fd", "0", "--yes"],
      2,
      given({ ...fresh.credential, password: fresh.credential.secret ?? "" }),
    ],
    [["put", ...stack(), "--command", `cat ${leaky}/bot.env`, "--yes"], 2],
  ],
  doctor: () => [[stack(), 0]],
  audit: () => [
    // Something about the key is open, and that is told.
    [stack(), 1],
    [[...stack(), "--format", "sarif"], 1],
  ],
  permissions: () => [[["secret", "put", ...stack()], 0]],
  // The adapter logs no calls, and that is told.
  watch: () => [[stack(), 1]],
  rotate: () => {
    const next = trial.issued(bot);
    marked = [...marked, ...Object.values(next.credential)];
    return [[[...stack(), "--fd", "0", "--yes"], 1, given(next.credential)]];
  },
  cost: () => [[["--stack", "leaky"], [0, 1], inLeaky()]],
  fleet: () => [[["--json", "--no-check"], [0, 1, 2], inLeaky()]],
  check: () => [[["--stack", "leaky"], 1, inLeaky()]],
  scan: () => [[[join(leaky, "bot.env")], 1]],
  explain: () => [[[], 0]],
  // The caller is no deployer.
  bootstrap: () => [[["--region", World.region], 2, inLeaky()]],
  new: () => [[["other", "--exchange", "bybit", "--network", "testnet", "--like", "leaky"], [0, 2], inLeaky()]],
  artifact: () => [[["push", leaky, ...stack(), "--bucket", "none"], 2]],
  sandbox: () => [[["verify", ...stack()], 2]],
  drill: () => [[[...stack(), "--yes"], 0]],
  contain: () => [
    [["--all-bots", "--region", World.region], 0],
    [[...stack(), "--yes"], 1],
  ],
  review: () => [[[...stack(), "--html", join(world.folder, "review.html")], 0]],
  release: () => [[[...stack(), "--yes"], 0]],
  retire: () => [[[...stack(), "--yes"], 1]],
};

const stack = (): readonly string[] => ["--stack", bot.stack];
const inLeaky = (): Running => ({ folder: leaky });
const given = (credential: Key["credential"]): Running => ({ input: JSON.stringify(credential) });

const commands = readdirSync(join(root, "ops/subcommands")).map((file) => basename(file, ".ts"));

test("every command has an entry, and every entry is a command", () => {
  expect(Object.keys(runs).sort()).toEqual([...commands].sort());
});

test.each(Object.keys(runs))(
  "%s repeats no eight characters of a credential in output, journals, reports, arguments and environments",
  async (command) => {
    for (const [words, status, running] of runs[command]?.() ?? []) {
      let done: Done | undefined;
      // A stack's plain configuration reaches its program as a variable, as Pulumi's own engine hands it over: it stands in the
      // environment, and in reports, which repeat that. Whoever may look there may read the stack file as well.
      const isLeaky = running?.folder === leaky;
      const report = { NODE_OPTIONS: `--require ${join(world.folder, "report.cjs")}` };
      const seen = await echoes(world, marked, async () => {
        done = await world.bulkhead([command, ...words], {
          ...running,
          environment: isLeaky ? {} : report,
        });
        return { "standard output": done.out, "standard error": done.err };
      });
      const expected: unknown = Array.isArray(status) ? expect.any(Number) : status;
      expect([words, done?.status, done?.err]).toEqual([words, expected, expect.any(String)]);
      if (Array.isArray(status)) expect([words, status]).toEqual([words, expect.arrayContaining([done?.status])]);
      expect(isLeaky ? seen.filter((place) => place !== "the environ of a process") : seen).toEqual([]);
      if (!isLeaky) expect(readdirSync(join(world.folder, "reports")).length).toBeGreaterThan(0);
    }
  },
);

test("the search finds a credential in each of these places", async () => {
  const [, secret = ""] = marked;
  const echo = join(world.folder, "echo.txt");
  const seen = await echoes(world, marked, async () => {
    await world.run("sh", ["-c", `sleep 0.5; : ${secret}`]);
    await world.run("sleep", ["0.5"], { environment: { SECRET: secret } });
    writeFileSync(echo, `x${secret.slice(3, 11)}x`);
    await bot.host?.run(`echo ${secret} >/run/echo`);
    return { text: secret.slice(0, 8) };
  });
  rmSync(echo);
  await bot.host?.run("rm /run/echo");
  expect(seen).toEqual(
    expect.arrayContaining([
      "the cmdline of a process",
      "the environ of a process",
      "text",
      echo,
      `files of ${bot.instanceId}`,
    ]),
  );
});

describe("while a secret is held", () => {
  const words = (): string[] => [join(root, "dist/ops/bulkhead.js"), "secret", "put", ...stack(), "--fd", "0", "--yes"];

  test.each([
    "--inspect=0",
    "--report-on-signal",
    "--report-on-fatalerror",
    "--report-uncaught-exception",
    "--heapsnapshot-signal=SIGUSR2",
    "--heapsnapshot-near-heap-limit=1",
    "--heap-prof",
    "--cpu-prof",
    "--abort-on-uncaught-exception",
  ])("Node.js must not run with %s: the command reads nothing", async (option) => {
    const before = await trial.current(bot);
    const done = await world.run(process.execPath, [option, ...words()], given(fresh.credential));
    expect([done.status, done.err]).toEqual([2, expect.stringContaining("Run without it while a secret is held.")]);
    expect(await trial.current(bot)).toBe(before);
  });

  test("core dumps must be off: the command reads nothing", async () => {
    const before = await trial.current(bot);
    const shell = ["-c", 'ulimit -c unlimited && exec "$@"', "sh", process.execPath, ...words()];
    const done = await world.run("sh", shell, given(fresh.credential));
    expect([done.status, done.err]).toEqual([2, expect.stringContaining("Core dumps are on in this shell")]);
    expect(await trial.current(bot)).toBe(before);
  });

  test("the signal that opens the inspector opens none", async () => {
    let child: ChildProcess | undefined;
    let listening = "";
    world.aws.onCall = async (name, phase) => {
      if (name !== "aws secretsmanager PutSecretValue" || phase !== "before") return;
      child?.kill("SIGUSR1");
      await pause(500);
      listening = readFileSync(`/proc/${String(child?.pid)}/net/tcp`, "utf8");
    };
    const done = await world.run(process.execPath, words(), {
      ...given(fresh.credential),
      onStart: (started) => (child = started),
    });
    world.aws.onCall = () => undefined;
    expect([done.status, done.signal, done.err]).toEqual([0, null, expect.not.stringContaining("Debugger")]);
    // Port 9229 in the state of listening.
    expect(listening).toContain("local_address");
    expect(listening).not.toMatch(/:240D \S+ 0A /u);
  });
});
