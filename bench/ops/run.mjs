// Times `bulkhead audit --all` over 100 keys on 10 exchanges, and `bulkhead --help` beside a Node program that does nothing.
// AWS is MiniStack behind the front of the operators' suite. A host answers as the script on it does, after the time that such a
// call takes there; an exchange refuses for its rate what comes faster than ccxt would send it. Exits 1 where a target is missed.
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Results, alternate, prepare, require, root, suite } from "../measure.mjs";

prepare();
const { MiniStack } = suite("ministack");
const { AwsFront } = suite("aws-front", "test/operations");
const { SecretsManagerClient, CreateSecretCommand } = require("@aws-sdk/client-secrets-manager");
const {
  EC2Client,
  AllocateAddressCommand,
  AssociateAddressCommand,
  RunInstancesCommand,
} = require("@aws-sdk/client-ec2");

/** Milliseconds between calls, as ccxt 4.5.84 paces its clients (`rateLimit`). */
const paces = {
  binance: 50,
  bybit: 20,
  okx: 100,
  kraken: 1000,
  coinbase: 34,
  kucoin: 10,
  bitget: 50,
  gate: 50,
  deribit: 50,
  bitmex: 100,
};
// What an exchange lets through at once. Kraken counts each key by itself, to 15 on the lowest tier (docs.kraken.com, API rate limits).
const burst = 10;
const krakenBurst = 15;
const keysEach = 10;
/** What a call takes on a host beside the exchange: the script's start, the metadata service, Secrets Manager. */
const callMilliseconds = 500;
const targetSeconds = 20;

/** Lets calls through as fast as they may come. */
class Limit {
  #left;
  #at = performance.now();

  constructor(pace, most) {
    Object.assign(this, { pace, most });
    this.#left = most;
  }

  passes() {
    const now = performance.now();
    this.#left = Math.min(this.most, this.#left + (now - this.#at) / this.pace);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

let refused = 0;
const limits = new Map();
const limitOf = (exchange, bot) => {
  const own = exchange === "kraken" ? `${exchange} ${bot}` : exchange;
  const most = exchange === "kraken" ? krakenBurst : burst;
  if (!limits.has(own)) limits.set(own, new Limit(paces[exchange], most));
  return limits.get(own);
};

/** A host with a key that is as it should be. */
function hostOf({ bot, exchange, address, instanceId, key }) {
  const value = (told) => ({ value: told });
  const day = (ago) => value(new Date(Date.now() - ago * 86_400_000).toISOString());
  const record = {
    ...{ key, label: bot, self: true, canRead: value(true), canTrade: value(true), canWithdraw: value(false) },
    ...{ canTransfer: value(false), restricted: value(true), addresses: value([address]), created: day(9) },
    ...{
      expires: value(null),
      lastUsed: day(0),
      network: value("mainnet"),
      master: value(false),
      state: value("enabled"),
    },
  };
  const answer = async ({ call }) => {
    await pause(callMilliseconds);
    const told = { call, exchange, network: "mainnet", at: new Date().toISOString(), version: "v".repeat(32), key };
    if (!limitOf(exchange, bot).passes()) {
      refused += 1;
      return { ...told, ok: false, error: { kind: "rate-limited", retryAfterSeconds: 1, message: "Too many calls." } };
    }
    return { ...told, ok: true, result: call === "introspect" ? { record } : { records: [record] } };
  };
  return {
    instanceId,
    tags: { "bulkhead:bot": bot, "bulkhead:network": "mainnet" },
    run: async (command) => {
      const answers = [];
      for (const [, request] of command.matchAll(/<<'REQUEST'\n(.*)\nREQUEST\n/gu)) {
        answers.push(JSON.stringify(await answer(JSON.parse(request))));
      }
      return { status: 0, out: `${answers.join("\n")}\n`, err: "" };
    },
  };
}

const settings = (endpoint) => ({
  endpoint,
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

/** What stands for a bot, and its stack file. */
async function made(bot, exchange, index, { ec2, secrets, folder }) {
  const tags = { "bulkhead:bot": bot, "bulkhead:exchange": exchange, "bulkhead:network": "mainnet" };
  const listed = (Name) => Object.entries({ ...tags, Name }).map(([Key, Value]) => ({ Key, Value }));
  const [{ Instances }, { AllocationId, PublicIp }] = await Promise.all([
    ec2.send(
      new RunInstancesCommand({
        ...{ ImageId: "ami-0123456789abcdef0", InstanceType: "t4g.small", MinCount: 1, MaxCount: 1 },
        TagSpecifications: [{ ResourceType: "instance", Tags: listed(`${bot}-host`) }],
      }),
    ),
    ec2.send(
      new AllocateAddressCommand({
        Domain: "vpc",
        TagSpecifications: [{ ResourceType: "elastic-ip", Tags: listed(bot) }],
      }),
    ),
    secrets.send(new CreateSecretCommand({ Name: `${bot}-exchange`, SecretString: "{}", Tags: listed(bot) })),
  ]);
  const { InstanceId: instanceId } = Instances[0];
  await ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId: instanceId }));
  const lists = ["admins", "operators", "responders", "deployers"].map((name) => [
    `bulkhead:${name}`,
    [`arn:aws:iam::111122223333:role/${name}`],
  ]);
  const config = {
    ...{ "aws:region": "eu-west-1", ...tags, ...Object.fromEntries(lists), "bulkhead:owner": "desk@example.com" },
    ...{ "bulkhead:approval": "OPS-1", "bulkhead:alertEmails": ["oncall@example.com"] },
  };
  // JSON is YAML.
  writeFileSync(join(folder, `Pulumi.${bot}.yaml`), JSON.stringify({ config }));
  return { bot, exchange, address: PublicIp, instanceId, key: index.toString(16).padStart(16, "0") };
}

function run(program, words, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"], ...options });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
    child.on("error", reject).on("close", (code) => resolve({ code, out, err }));
  });
}

const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-ops-"));
const ministack = await MiniStack.start();
const front = new AwsFront(ministack.endpoint);
const results = new Results();
let code;
try {
  const endpoint = await front.start("127.0.0.1", 0);
  copyFileSync(join(root, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  const around = {
    ec2: new EC2Client(settings(ministack.endpoint)),
    secrets: new SecretsManagerClient(settings(ministack.endpoint)),
    folder,
  };
  const bots = [];
  for (const [index, exchange] of Object.keys(paces).entries()) {
    for (let each = 0; each < keysEach; each++) {
      const number = index * keysEach + each;
      bots.push(await made(`bot-${String(number).padStart(3, "0")}`, exchange, number, around));
    }
  }
  front.ssm.hosts = bots.map(hostOf);
  front.calls.length = 0;
  const begin = performance.now();
  const {
    code: ended,
    out,
    err,
  } = await run(process.execPath, [join(root, "dist/ops/bulkhead.js"), "audit", "--all", "--json"], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, AWS_ENDPOINT_URL: endpoint, AWS_EC2_METADATA_DISABLED: "true" },
      ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
    },
  });
  const taken = performance.now() - begin;
  const report = out.startsWith("{") ? JSON.parse(out) : undefined;
  const looked = report?.stacks.filter(({ record }) => record !== undefined).length ?? 0;
  if (looked !== bots.length || ended !== 0) {
    const open = report?.findings.filter(({ kind }) => kind !== "passed").slice(0, 5);
    throw new Error(
      `audit ended with ${ended}: ${looked} keys looked at\n${JSON.stringify(open)}\n${err.slice(0, 2000)}`,
    );
  }
  const sent = front.calls.filter(({ call }) => call === "ssm SendCommand").length;
  console.error(
    `${looked} keys on ${Object.keys(paces).length} exchanges, ${sent} commands, ${front.calls.length} calls of AWS, ${refused} refused for their rate`,
  );
  results.row("audit of 100 keys on 10 exchanges, and what it may take", taken, targetSeconds * 1000, 1);

  const empty = join(folder, "empty.js");
  writeFileSync(empty, "");
  const timesOf = (words) => () => run(process.execPath, words, { cwd: folder });
  const [help, nothing] = await alternate(
    [timesOf([join(root, "dist/ops/bulkhead.js"), "--help"]), timesOf([empty])],
    15,
  );
  results.row("bulkhead --help, and a Node program that does nothing", help, nothing, 2);
  code = results.print();
} finally {
  await front.stop();
  await ministack.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = code;
