import { Resolver } from "node:dns/promises";
import { resolve } from "node:path";
import type { Exchange, Host, Network } from "../exchanges/exchange";
import { exchanges, hostsOf } from "../exchanges/exchanges";
import { oneLine } from "../policies/verdict";
import { type SandboxReport, unpacked } from "./sandbox/report";
import { refuseUnwritable, writeOutput } from "./output-file";
import { placeOf } from "./host/place-of";
import { runOnHost } from "./host/run-on-host";
import { botStack, type BotStack } from "./stack/bot-stack";
import { UserError } from "./user-error";
import { many, one, type Values } from "./values";

/**
 * `bulkhead sandbox verify`: tries the ways out of a bot's host on that host, and writes what came of them to a file. The
 * hosts that must not be reached are sent from here; nothing on the host names them. Answers 0 when every way went as
 * expected and 1 when one did not; throws UserError where it could not be tried.
 */
export async function sandbox(values: Values): Promise<number> {
  const operands = many(values.operands);
  if (operands.length !== 1 || operands[0] !== "verify") {
    throw new UserError(
      "bulkhead sandbox has one form: bulkhead sandbox verify --stack NAME. See bulkhead sandbox --help.",
    );
  }
  const connections = whole(values, "connections", 1, 1, 10_000);
  const timeoutSeconds = whole(values, "timeout", 900, 30, 172_800);
  const bot = botStack(values, "bulkhead sandbox verify");
  const { stack } = bot;
  const file = resolve(one(values.report) ?? `bulkhead-sandbox-${stack}.json`);
  refuseUnwritable(file);

  process.stderr.write(`Trying the ways out of ${bot.bot}'s host in ${bot.region}; this takes a minute or more.\n`);
  const list = await forbiddenList(bot);
  const { instanceId, output } = await runOnHost({
    ...placeOf(bot),
    action: "verify-sandbox",
    input: `${connections}\n${list}`,
    comment: "bulkhead sandbox verify",
    timeoutSeconds,
    // The script's own verdict, not a failure of the command.
    accepted: [0, 1],
  });
  const report = unpacked(output);
  const { bot: name, exchange, network, region } = bot;
  const written = { stack, bot: name, exchange: exchange.id, network, region, instanceId, ...report };
  writeOutput(file, `${JSON.stringify(written, undefined, 2)}\n`);
  process.stdout.write(`${summary(report, stack)}Report: ${file}\n`);
  return report.failed === 0 ? 0 : 1;
}

/**
 * What a bot must not reach, by name, ports and addresses: for one on a test network every live host of its exchange;
 * for one on a live network the exchange's test hosts, and a live host of every other exchange.
 */
export function forbiddenHosts(exchange: Exchange, network: Network): readonly Pick<Host, "name" | "ports">[] {
  const allowed = new Set(hostsOf(exchange, network));
  const unlisted = exchange.otherLiveHosts.map((name) => ({ name, ports: [443] }));
  const others = Object.values(exchanges).flatMap((each) =>
    each.id === exchange.id ? [] : each.hosts.mainnet.slice(0, 1),
  );
  const all = network === "testnet" ? [...exchange.hosts.mainnet, ...unlisted] : [...exchange.hosts.testnet, ...others];
  return [...new Map(all.map((host) => [host.name, host])).values()].filter(({ name }) => !allowed.has(name));
}

async function forbiddenList({ exchange, network }: BotStack): Promise<string> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const lines = forbiddenHosts(exchange, network).map(async ({ name, ports }) => {
    // Two addresses at most, so that the report fits into the answer of Systems Manager. None is no failure: the script
    // then tries the name at the listed host's address, which on a shared edge is the same.
    const addresses = (await resolver.resolve4(name).catch((): string[] => [])).slice(0, 2);
    return [name, ports.join(","), ...(addresses.length === 0 ? [] : [addresses.join(",")])].join(" ");
  });
  return (await Promise.all(lines)).map((line) => `${line}\n`).join("");
}

function summary({ ways, connections, failed, results, seconds }: SandboxReport, stack: string): string {
  const lines = results
    .filter(({ ok }) => !ok)
    .map(({ way, as, target, expected, got }) =>
      oneLine(`  ${way} as ${as} to ${target}: ${got}, expected ${expected}`),
    );
  const tried = `${ways} ways out of ${stack}'s host, ${connections} connections, ${seconds} s`;
  return failed === 0
    ? `The sandbox holds: ${tried}; none went through, and every listed host answers.\n`
    : `THE SANDBOX DOES NOT HOLD: ${tried}; ${failed} went otherwise than expected:\n${lines.join("\n")}\n`;
}

function whole(values: Values, flag: string, fallback: number, least: number, most: number): number {
  const given = one(values[flag]);
  if (given === undefined) return fallback;
  const number = Number(given);
  if (!/^\d+$/u.test(given) || number < least || number > most) {
    throw new UserError(`--${flag} takes a whole number from ${least} to ${most}.`);
  }
  return number;
}
