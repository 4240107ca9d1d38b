import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Aws } from "./aws/aws";
import { awsErrorName } from "./aws/explained";
import { configurationOf } from "./embedded/configuration";
import { isMap, readProject } from "./embedded/project";
import { asked } from "./exchange/revoke";
import { styleFor } from "./report/style";
import { trailOf } from "./review/trail";
import { type BotStack, botStack } from "./stack/bot-stack";
import { roleNameOf, standing } from "./stack/standing";
import { UserError } from "./user-error";
import { one, type Values } from "./values";
import { type Alert, alertsOf, type Fill, type Read } from "./watch/alerts";
import { learned, readBaseline, writeBaseline } from "./watch/baseline";
import { type Counts, counted, type Use, useOf } from "./watch/usage";

/** Adapters whose hooks log every call; of the others the gate's log tells the hosts alone. */
const hooked = new Set(["freqtrade", "ccxt-python", "ccxt-node"]);

/** One look. */
interface Look {
  readonly at: string;
  readonly stack: string;
  readonly hours: number;
  /** Where counts come from: the adapter's hook, or nothing. */
  readonly source: "usage log" | "none: the adapter has no hook";
  readonly counts: Counts;
  readonly reads: number;
  readonly fills: number | undefined;
  readonly alerts: readonly Alert[];
  readonly gaps: readonly string[];
}

/**
 * `bulkhead watch`: how a bot uses its key, from its usage log, CloudTrail and the exchange, beside what is usual. Looks once, or
 * again and again with --every. Answers 0 where nothing is alarming, 1 where something is.
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
      const seen = await look(bot, aws, hours, baselineFile, values);
      if (seen.alerts.length > 0) code = 1;
      process.stdout.write(values.json === true ? `${JSON.stringify(seen)}\n` : forPeople(seen, every !== undefined));
      if (values.metrics === true) await publish(bot, aws, seen);
      if (every === undefined) return code;
      await pause(every * 1000);
    }
  } finally {
    await aws.close();
  }
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
      ? { moments: [], gaps: [] }
      : trailOf(aws, [secret.arn, secret.name], new Date(since), new Date(now)),
    roleNameOf(aws, found).catch(() => undefined),
    values["no-fills"] === true ? undefined : fillsOf(bot, since, now, gaps),
  ]);
  gaps.push(...trail.gaps);
  const hasHook = hooked.has(adapterOf(bot));
  const reads: Read[] = trail.moments.map(({ at, what, who }) => {
    const [, event = "", address = ""] = /^(\w+)(?: \([^)]*\))?(?: from (.*))?$/u.exec(what) ?? [];
    return { at, event, address, who };
  });
  const counts = counted(uses);
  const baseline = readBaseline(baselineFile);
  const alerts = alertsOf({
    ...{ uses, counts, hours, baseline, reads, roleName, fills, hasHook },
    addresses: found.addresses.map(({ ip }) => ip),
  });
  // What is alarming must not become usual by being looked at.
  if (values.learn === true && !alerts.some(({ severity }) => severity === "critical")) {
    writeBaseline(baselineFile, learned(baseline, counts, hours));
  }
  return {
    at: new Date(now).toISOString(),
    stack: bot.stack,
    hours,
    source: hasHook ? "usage log" : "none: the adapter has no hook",
    ...{ counts, alerts, gaps },
    reads: reads.filter(({ event }) => event === "GetSecretValue").length,
    fills: fills?.length,
  };
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
        if (use !== undefined) uses.push(use);
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
): Promise<readonly Fill[] | undefined> {
  const place = { region: bot.region, tags: { "bulkhead:bot": bot.bot, "bulkhead:network": bot.network } };
  const answer = await asked(place, { call: "fills", arguments: { since, until }, deliverySeconds: 20 });
  if (!answer.ok) {
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
            symbol: String(fill.symbol)
              .replace(/[^\w/:.-]/gu, "")
              .slice(0, 40),
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

function forPeople({ at, stack, hours, source, counts, reads, fills, alerts, gaps }: Look, isLive: boolean): string {
  const { bold, dim, red, yellow, green } = styleFor(process.stdout);
  const rows = Object.entries(counts).sort(([, a], [, b]) => b.calls - a.calls);
  const width = Math.max(0, ...rows.slice(0, 15).map(([name]) => name.length));
  const shown = rows.slice(0, 15).map(([name, { calls, refused }]) => {
    return `  ${name.padEnd(width)}  ${String(calls).padStart(6)}${refused === 0 ? "" : yellow(`  ${refused} refused`)}\n`;
  });
  return [
    isLive && process.stdout.isTTY ? "\u001b[2J\u001b[H" : "",
    `${bold(stack)}, the last ${hours === 1 ? "hour" : `${hours} hours`} to ${at.slice(0, 19).replace("T", " ")} UTC\n`,
    ...shown,
    rows.length > 15 ? dim(`  and ${rows.length - 15} more endpoints\n`) : "",
    dim(
      `  calls from the ${source}; ${reads} reads of the secret; ${fills === undefined ? "fills not known" : `${fills} fills`}\n`,
    ),
    ...alerts.map(({ severity, what }) => `${severity === "critical" ? red("✗") : yellow("!")} ${what}\n`),
    alerts.length === 0 ? `${green("✓")} Nothing alarming in what was seen.\n` : "",
    ...gaps.map((gap) => dim(`  not seen: ${gap}\n`)),
  ].join("");
}

function number(values: Values, flag: string, fallback: number, least: number, most: number): number {
  const given = one(values[flag]);
  if (given === undefined) return fallback;
  if (!/^\d{1,6}$/u.test(given) || Number(given) < least || Number(given) > most) {
    throw new UserError(`--${flag} takes a whole number from ${least} to ${most}.`);
  }
  return Number(given);
}
