// Writes projects of 50, 100 and 200 stacks, builds what a fleet looks at in MiniStack, and runs `bulkhead check --all` and
// `bulkhead fleet` over them. Prints time, the processor's time for each stack and peak memory, and exits 1 where the processor's
// time for a stack grows by more than a quarter from the smallest project to the largest: then it would not scale linearly. The
// clock's time says as much of the machine's other work. SIZES=10,20 sets other sizes, and
// ONLY="fleet --no-check" measures one command.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columns, megabytes, memory, prepare, require, root, seconds, suite } from "../measure.mjs";

prepare();
const { MiniStack } = suite("ministack");
const { KMSClient, CreateKeyCommand, EnableKeyRotationCommand } = require("@aws-sdk/client-kms");
const { SecretsManagerClient, CreateSecretCommand } = require("@aws-sdk/client-secrets-manager");
const { EC2Client, AllocateAddressCommand } = require("@aws-sdk/client-ec2");

const sizes = (process.env.SIZES ?? "50,100,200").split(",").map(Number);
const most = 1.25;
const scratch = mkdtempSync(join(tmpdir(), "bulkhead-bench-fleet-"));
const ministack = await MiniStack.start();

/** A project of its own with so many bots, each with a key, a region and an exchange. */
function projectOf(size) {
  const folder = mkdtempSync(join(scratch, "project-"));
  for (const name of ["infra", "exchanges", "policies", "package.json", "tsconfig.json", "node_modules"]) {
    symlinkSync(join(root, name), join(folder, name));
  }
  writeFileSync(join(folder, "Pulumi.yaml"), readFileSync(join(root, "Pulumi.yaml")));
  const text = readFileSync(join(root, "Pulumi.grid-testnet.yaml"), "utf8");
  const exchanges = ["binance", "bybit", "deribit", "bitmex", "hyperliquid"];
  for (let index = 0; index < size; index++) {
    const bot = `bot-${String(index).padStart(3, "0")}`;
    const own = text
      .replaceAll("grid-testnet", bot)
      .replace("bulkhead:exchange: binance", `bulkhead:exchange: ${exchanges[index % exchanges.length]}`);
    writeFileSync(join(folder, `Pulumi.${bot}.yaml`), own);
  }
  return folder;
}

/** What stands for so many bots, in an account of its own. */
async function accountOf(size) {
  const account = String(10 ** 11 + size);
  const settings = {
    endpoint: ministack.endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: account, secretAccessKey: "test" },
  };
  const [kms, secrets, ec2] = [new KMSClient(settings), new SecretsManagerClient(settings), new EC2Client(settings)];
  for (let index = 0; index < size; index++) {
    const tags = {
      "bulkhead:bot": `bot-${String(index).padStart(3, "0")}`,
      "bulkhead:exchange": "binance",
      "bulkhead:network": "testnet",
    };
    const listed = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await Promise.all([
      ...["custody", "records", "configuration"].map(async (purpose) => {
        const Tags = Object.entries({ ...tags, "bulkhead:key": purpose }).map(([TagKey, TagValue]) => ({
          TagKey,
          TagValue,
        }));
        const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Tags }));
        await kms.send(new EnableKeyRotationCommand({ KeyId: KeyMetadata.KeyId }));
      }),
      secrets.send(new CreateSecretCommand({ Name: `${tags["bulkhead:bot"]}-exchange`, Tags: listed })),
      ec2.send(
        new AllocateAddressCommand({
          Domain: "vpc",
          TagSpecifications: [{ ResourceType: "elastic-ip", Tags: listed }],
        }),
      ),
    ]);
  }
  return { AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: "test" };
}

function run(folder, args, credentials, isRight) {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const command = [process.execPath, join(root, "dist/ops/bulkhead.js"), ...args, "--json"];
    // Bash counts the time of all processes that the command waited for.
    const child = spawn("bash", ["-c", "TIMEFORMAT=$'\\nprocessor %U %S'; time \"$@\"", "bash", ...command], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: scratch,
        AWS_ENDPOINT_URL: ministack.endpoint,
        AWS_EC2_METADATA_DISABLED: "true",
        // MiniStack has no quotas; nothing answers here.
        AWS_ENDPOINT_URL_SERVICE_QUOTAS: "http://127.0.0.1:1",
        ...credentials,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err, peak] = ["", "", 0];
    const watch = setInterval(() => (peak = Math.max(peak, memory(child.pid))), 1000);
    child.stdout.setEncoding("utf8").on("data", (text) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (err += text));
    child.on("close", (code) => {
      clearInterval(watch);
      const milliseconds = performance.now() - begin;
      const [, user, system] = /^processor (\S+) (\S+)$/mu.exec(err) ?? [];
      const processor = 1000 * (Number(user) + Number(system));
      if (isRight(code, out) && processor > 0) resolve({ milliseconds, processor, peak });
      else reject(new Error(`bulkhead ${args.join(" ")} exited ${code}\n${out.slice(0, 1000)}${err.slice(0, 2000)}`));
    });
  });
}

const rows = [];
try {
  for (const size of sizes) {
    const folder = projectOf(size);
    const credentials = await accountOf(size);
    const commands = {
      "check --all": [["check", "--all"], (code, out) => code === 0 && JSON.parse(out).stacks.length === size],
      "fleet --no-check": [["fleet", "--no-check"], (_, out) => JSON.parse(out).rows.every((row) => row.isBuilt)],
      fleet: [["fleet"], (_, out) => JSON.parse(out).rows.every((row) => row.verdict === "passed" && row.isBuilt)],
    };
    for (const [name, [args, isRight]] of Object.entries(commands)) {
      if (process.env.ONLY !== undefined && process.env.ONLY !== name) continue;
      const measured = await run(folder, args, credentials, isRight);
      const { milliseconds } = measured;
      rows.push({ name, size, ...measured });
      console.error(`${name}, ${size} stacks: ${seconds(milliseconds)}`);
    }
    rmSync(folder, { recursive: true });
  }
} finally {
  await ministack.stop();
  rmSync(scratch, { recursive: true, force: true });
}

const [least, greatest] = [Math.min(...sizes), Math.max(...sizes)];
const each = ({ processor, size }) => processor / size;
const names = [...new Set(rows.map(({ name }) => name))];
const growth = names.map((name) => {
  const of = (size) => each(rows.find((row) => row.name === name && row.size === size));
  return { name, ratio: of(greatest) / of(least) };
});
console.log();
for (const line of columns([
  ["command", "stacks", "by the clock", "processor", "processor, a stack", "peak memory"],
  ...rows.map((row) => [
    row.name,
    String(row.size),
    seconds(row.milliseconds),
    seconds(row.processor),
    `${each(row).toFixed(0)} ms`,
    megabytes(row.peak),
  ]),
])) {
  console.log(line);
}
console.log();
for (const { name, ratio } of growth) {
  console.log(
    `${name}: a stack takes ${ratio.toFixed(2)} times as long among ${greatest} as among ${least} (<= ${most}): ${ratio <= most ? "met" : "MISSED"}`,
  );
}
process.exitCode = growth.every(({ ratio }) => ratio <= most) ? 0 : 1;
