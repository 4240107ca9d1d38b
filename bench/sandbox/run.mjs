// What the gate adds to a request on an established connection: the same client asks the same test exchange in the same
// run, once as the bot, through the gate, and once under the gate's own uid, which goes straight there. The median of the
// rounds' ratios counts, so that what else the machine does weighs on both sides. Exits 1 when the target is missed.
// Under real-time priority the kernel spreads the three processes over sleeping processors, and waking those is what is
// measured: run it as a host runs its bot. Needs root, like the suite. ROUNDS=n sets the number of rounds, REQUESTS=n the requests in each.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { median, require, root } from "../measure.mjs";

const rounds = Number(process.env.ROUNDS ?? 15);
const requests = Number(process.env.REQUESTS ?? 400);
const target = 1.3;

execFileSync("bash", [join(root, "test/sandbox/prepare.sh")], { stdio: "inherit" });
const outfile = join(root, "test/sandbox/.world.cjs");
const { World, edgeAddress } = load();

const name = "testnet.binance.vision";
const hosts = [{ name, ports: [443] }];
const world = await World.make({
  bot: hosts,
  platform: [{ name: "ssm.eu-west-1.amazonaws.com", ports: [443] }],
  operator: hosts,
});
try {
  await world.boot();
  const client = (user) => {
    const command = [process.execPath, join(root, "bench/sandbox/client.mjs"), name, edgeAddress, world.certificate];
    const child = world.start(user, ...command);
    child.stderr.pipe(process.stderr);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return async () => {
      child.stdin.write(`${requests}\n`);
      return Number((await lines.next()).value);
    };
  };
  const clients = { through: client("bulkhead-bot"), straight: client("bulkhead-gate") };
  const taken = { through: [], straight: [] };
  for (let round = -2; round < rounds; round++) {
    for (const way of round % 2 === 0 ? ["through", "straight"] : ["straight", "through"]) {
      const one = await clients[way]();
      // The first rounds warm everything up.
      if (round >= 0) taken[way].push(one);
    }
  }
  const [through, straight] = [median(taken.through), median(taken.straight)];
  const ratio = median(taken.through.map((one, round) => one / taken.straight[round]));
  console.log(`request on an established connection, median of ${rounds} rounds of ${requests} on loopback`);
  console.log(`  without the gate  ${straight.toFixed(0)} µs`);
  console.log(`  with the gate     ${through.toFixed(0)} µs`);
  console.log(
    `  ratio             ${ratio.toFixed(2)}   target at most ${target}   ${ratio <= target ? "met" : "MISSED"}`,
  );
  process.exitCode = ratio <= target ? 0 : 1;
} finally {
  await world.end();
}

/** The suite's world, bundled beside its sources, where it looks for the files of the host. */
function load() {
  require("esbuild").buildSync({
    entryPoints: [join(root, "test/sandbox/world.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
  });
  const loaded = require(outfile);
  require("node:fs").rmSync(outfile);
  return loaded;
}
