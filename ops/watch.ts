import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Aws } from "./aws/aws";
import { awsErrorName } from "./aws/explained";
import { placeOf } from "./host/place-of";
import { configurationOf } from "./embedded/configuration";
import { isMap, readProject } from "./embedded/project";
import { asked } from "./exchange/revoke";
import { jsonText } from "./report/json-text";
import { styleFor } from "./report/style";
import { trailOf } from "./review/trail";
import { type BotStack, botStack } from "./stack/bot-stack";
import { everyAddress, roleNameOf, standing } from "./stack/standing";
import { quoted, UserError } from "./user-error";
import { one, type Values } from "./values";
import { alertsOf, type Fill, isAboutOrders, orderLife, type Read, unexplained } from "./watch/alerts";
import { learned, readBaseline, writeBaseline } from "./watch/baseline";
import { counted, type Use, useOf } from "./watch/usage";
import { type Look, viewOf } from "./watch/view";

/** Adapters whose hooks log every call; of the others the gate's log tells the hosts alone. */
const hooked = new Set(["freqtrade", "ccxt-python", "ccxt-node"]);

/**
 * `bulkhead watch`: how a bot uses its key, from its usage log, CloudTrail and the exchange, beside what is usual. Looks once, or
 * again and again with --every. Answers 0 where nothing is alarming, 1 where something is or could not be seen.
 */
export async function watch(values: Values): Promise<number> {
  const bot = botStack(values, "bulkhead watch");
  const hours = number(values, "hours", 1, 1, 24 * 30);
  const every = one(values.every) === undefined ? undefined : number(values, "every", 60, 10, 86_400);
  const baselineFile = join(resolve(one(values.program) ?? "."), ".bulkhead", "baseline", `${bot.stack}.json`);
  const aws = new Aws(bot.region);
  let code = 0;
  try {
    for (;;) {
      try {
        const seen = await look(bot, aws, hours, baselineFile, values);
        if (seen.alerts.length > 0 || seen.gaps.length > 0) code = 1;
        show(seen, values, baselineFile, every);
        if (values.metrics === true) await publish(bot, aws, seen);
      } catch (error) {
        // Who watches wants to see the next look, too.
        if (every === undefined || !(error instanceof UserError)) throw error;
        process.stderr.write(`${new Date().toISOString().slice(0, 19)}Z error: ${error.message}\n`);
        code = 1;
      }
      if (every === undefined) return code;
      await pause(every * 1000);
    }
  } finally {
    await aws.close();
  }
}

function show(seen: Look, values: Values, baselineFile: string, every: number | undefined): void {
  const { stdout } = process;
  if (values.json === true) {
    stdout.write(`${jsonText(seen)}\n`);
    return;
  }
  const width = stdout.isTTY ? stdout.columns : 100;
  // On a terminal a live view stays on one screen; it is written over in place, since one that is cleared first flickers.
  const isLive = every !== undefined && stdout.isTTY;
  const most = isLive ? Math.max(3, Math.floor((stdout.rows - 8) / 2)) : 15;
  const text = viewOf(seen, readBaseline(baselineFile), { style: styleFor(stdout), width, most, every });
  stdout.write(isLive ? `\u001b[H${text.replaceAll("\n", "\u001b[K\n")}\u001b[J` : text);
}

async function look(bot: BotStack, aws: Aws, hours: number, baselineFile: string, values: Values): Promise<Look> {
  const now = Date.now();
  const since = now - hours * 3_600_000;
  const gaps: string[] = [];
  const found = await standing(aws, bot);
  const { secret } = found;
  const [uses, trail, roleName, fills] = await Promise.all([
    usesOf(aws, bot, since, now, gaps),
    secret === undefined
      ? { moments: [], gaps: ["The stack has no secret: nobody can have read it."] }
      : trailOf(aws, [secret.arn, secret.name], new Date(since), new Date(now)),
    roleNameOf(aws, found).catch(() => void gaps.push("The bot's role is not known: its reads look like another's.")),
    values["no-fills"] === true ? undefined : fillsOf(bot, since, now, gaps),
  ]);
  gaps.push(...trail.gaps);
  const hasHook = hooked.has(adapterOf(bot));
  if (!hasHook) gaps.push("The adapter logs no calls: reads of the secret and fills are all that shows.");
  const reads: Read[] = trail.moments.map(({ at, what, who }) => {
    const [, event = "", address = ""] = /^(\w+)(?: \([^)]*\))?(?: from (.*))?$/u.exec(what) ?? [];
    return { at, event, address, who };
  });
  const counts = counted(uses);
  const baseline = readBaseline(baselineFile);
  const told = Array.isArray(fills) ? fills : undefined;
  const missing = hasHook && told !== undefined ? unexplained(told, uses, 0).length : 0;
  const alerts = alertsOf({
    ...{ uses, counts, hours, baseline, reads, hasHook },
    roleName: roleName ?? undefined,
    fills: told,
    earlierOrders: missing === 0 ? 0 : await ordersBefore(aws, bot, since, missing, gaps),
    addresses: everyAddress(found),
  });
  // What is alarming must not become usual by being looked at, nor half of what there was.
  if (values.learn === true && gaps.length === 0 && !alerts.some(({ severity }) => severity === "critical")) {
    writeBaseline(baselineFile, learned(baseline, counts, hours));
  }
  return {
    at: new Date(now).toISOString(),
    stack: bot.stack,
    exchange: bot.exchange.id,
    network: bot.network,
    hours,
    source: hasHook ? "usage log" : "none: the adapter has no hook",
    ...{ counts, alerts, gaps },
    reads: reads.filter(({ event }) => event === "GetSecretValue").length,
    fills: told?.length ?? (fills === "untold" ? fills : null),
  };
}

/** How many calls about orders the log has before a moment, counted up to `enough`. */
async function ordersBefore(aws: Aws, bot: BotStack, before: number, enough: number, gaps: string[]): Promise<number> {
  let count = 0;
  await usesOf(aws, bot, before - orderLife, before, gaps, (use) => {
    if (isAboutOrders(use)) count++;
    return count < enough;
  });
  return count;
}

function adapterOf({ folder, stack, file }: BotStack): string {
  const { values } = configurationOf(readProject(folder, { runs: false }), stack, file, new Map());
  return values.get("bulkhead:adapter") ?? "executable";
}

async function usesOf(
  aws: Aws,
  { stack }: BotStack,
  from: number,
  to: number,
  gaps: string[],
  goesOn: (use: Use) => boolean = () => true,
): Promise<readonly Use[]> {
  const { paginateFilterLogEvents } = await import("@aws-sdk/client-cloudwatch-logs");
  const client = await aws.client("logs");
  const uses: Use[] = [];
  const most = 200_000;
  try {
    const pages = paginateFilterLogEvents(
      { client },
      { logGroupName: `/bulkhead/${stack}`, startTime: from, endTime: to, filterPattern: '"exchange-call"' },
    );
    for await (const page of pages) {
      for (const { timestamp, message } of page.events ?? []) {
        const use = useOf(timestamp ?? 0, message ?? "");
        if (use === undefined) continue;
        uses.push(use);
        if (!goesOn(use)) return uses;
      }
      if (uses.length > most) {
        gaps.push(`The usage log has more than ${most} calls: the latest are not counted. Look at fewer hours.`);
        break;
      }
    }
  } catch (error) {
    gaps.push(`The log group /bulkhead/${stack} gives no answer (${awsErrorName(error)}).`);
  }
  return uses;
}

async function fillsOf(
  bot: BotStack,
  since: number,
  until: number,
  gaps: string[],
): Promise<readonly Fill[] | "untold" | undefined> {
  const answer = await asked(placeOf(bot), { call: "fills", arguments: { since, until }, deliverySeconds: 20 });
  if (!answer.ok) {
    if (answer.kind === "unsupported") return "untold";
    gaps.push(`The exchange was not asked for fills: ${answer.message}`);
    return undefined;
  }
  if (answer.result.complete !== true) gaps.push("The exchange did not tell all fills.");
  const fills = Array.isArray(answer.result.fills) ? answer.result.fills : [];
  return fills.flatMap((fill: unknown) =>
    isMap(fill) && typeof fill.at === "number"
      ? [
          {
            at: fill.at,
            symbol: plainText(fill.symbol),
            orderId: plainText(fill.orderId),
          },
        ]
      : [],
  );
}

/** Counts as metrics, for alarms of the account's own. */
async function publish({ bot, network }: BotStack, aws: Aws, { counts, alerts }: Look): Promise<void> {
  const { PutMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
  const client = await aws.client("cloudwatch");
  const Dimensions = [
    { Name: "Bot", Value: bot },
    { Name: "Network", Value: network },
  ];
  const calls = Object.values(counts);
  const sum = (part: "calls" | "refused"): number => calls.reduce((total, count) => total + count[part], 0);
  const metric = (MetricName: string, Value: number): object => ({ MetricName, Value, Unit: "Count", Dimensions });
  try {
    await client.send(
      new PutMetricDataCommand({
        Namespace: "Bulkhead",
        MetricData: [
          metric("ExchangeCalls", sum("calls")),
          metric("ExchangeRefusals", sum("refused")),
          metric("CriticalAlerts", alerts.filter(({ severity }) => severity === "critical").length),
        ] as { MetricName: string; Value: number }[],
      }),
    );
  } catch (error) {
    throw new UserError(`The metrics can't be published (${awsErrorName(error)}): it takes cloudwatch:PutMetricData.`);
  }
}

function plainText(value: unknown): string {
  return String(value)
    .replace(/[^\w/:.-]/gu, "")
    .slice(0, 40);
}

function number(values: Values, flag: string, fallback: number, least: number, most: number): number {
  const given = one(values[flag]);
  if (given === undefined) return fallback;
  if (!/^\d{1,6}$/u.test(given) || Number(given) < least || Number(given) > most) {
    throw new UserError(`--${flag} takes a whole number from ${least} to ${most}; found ${quoted(given)}.`);
  }
  return Number(given);
}
