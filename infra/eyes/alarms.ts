import type { Adapter } from "../adapters";
import type { EyeAlarm } from "./alarm";
import { logMetrics } from "./log-metrics";

/** Adapters that log each answer of the exchange: `infra/host/bot/adapters/usage-log`. */
const withUsageLog: readonly Adapter[] = ["freqtrade", "ccxt-python", "ccxt-node"];

const always: readonly EyeAlarm[] = [
  {
    id: "silence",
    practice: "usage-patterns",
    severity: "critical",
    happened: "Nothing was heard of the bot's host for ten minutes: its heartbeat is missing.",
    next: "Look at the exchange for open orders and positions, then at the host.",
    source: { log: logMetrics.heartbeats },
    sounds: { nothingForMinutes: 10 },
    tellsEnd: true,
  },
  {
    id: "bot-down",
    practice: "usage-patterns",
    severity: "critical",
    happened: "The bot does not run, and its artefact and credential are there.",
    next: "Look at the exchange for open orders and positions, then at the bot's log group.",
    source: { log: logMetrics.downbeats },
    sounds: { atLeast: 4, inMinutes: 5 },
    tellsEnd: true,
  },
  {
    id: "sandbox-refused",
    practice: "unusual-endpoints",
    severity: "critical",
    happened: "Something on the bot's host tried to reach a host that is not on its list, and was refused.",
    next: "Look at the refusals on the bot's dashboard. If it is not a slip in the bot's settings: bulkhead contain --stack NAME",
    source: { log: logMetrics.refusals },
    sounds: { atLeast: 1, inMinutes: 5 },
    tellsEnd: false,
  },
  {
    id: "unreadable",
    practice: "usage-patterns",
    severity: "warning",
    happened: "The bot's host cannot read its credential.",
    next: "Look which policy or key was changed: `pulumi preview`. If you contain an incident, it is meant.",
    source: { log: logMetrics.unreadable },
    sounds: { atLeast: 1, inMinutes: 5 },
    tellsEnd: false,
  },
  {
    id: "alerts-lost",
    practice: "watching-the-eyes",
    severity: "warning",
    happened: "An alert could not be delivered on one of its ways.",
    next: "Look at numbers and addresses: bulkhead doctor --stack NAME. SNS stops text messages at the account's monthly limit.",
    source: { topic: "failed" },
    sounds: { atLeast: 1, inMinutes: 5 },
    tellsEnd: false,
  },
];

const dnsBlocked: EyeAlarm = {
  id: "dns-blocked",
  practice: "unusual-endpoints",
  severity: "critical",
  happened: "The DNS Firewall blocked a look-up. The gate asks for listed names alone, so something got past it.",
  next: "Run: bulkhead sandbox verify --stack NAME; if it fails: bulkhead contain --stack NAME",
  source: { firewall: "blocked" },
  sounds: { atLeast: 1, inMinutes: 5 },
  tellsEnd: false,
};

const byUsageLog: readonly EyeAlarm[] = [
  {
    id: "key-refused",
    practice: "usage-patterns",
    severity: "warning",
    happened: "The exchange refused the bot's key several times (401 or 403).",
    next: "Run: bulkhead doctor --stack NAME, which tells key, address and permission apart.",
    source: { log: logMetrics.keyRefusals },
    sounds: { atLeast: 3, inMinutes: 5 },
    tellsEnd: false,
  },
  {
    id: "money-call",
    practice: "unusual-endpoints",
    severity: "critical",
    happened: "The bot called a path of the exchange that withdraws or transfers.",
    next: "Look that withdrawals are off for the key at the exchange. Run: bulkhead contain --stack NAME",
    source: { log: logMetrics.moneyCalls },
    sounds: { atLeast: 1, inMinutes: 5 },
    tellsEnd: false,
  },
];

/** Every alarm of a stack, but those on status checks, which stand with the topic (`infra/alerts.ts`). */
export function eyeAlarms({
  adapter,
  hasFirewall,
}: {
  readonly adapter: Adapter;
  readonly hasFirewall: boolean;
}): readonly EyeAlarm[] {
  const logsUsage = withUsageLog.includes(adapter);
  const rate: EyeAlarm = {
    id: "strange-rate",
    practice: "usage-patterns",
    severity: "warning",
    happened: "The bot talks to its exchange far more or far less than it uses to.",
    next: "Look at the bot's dashboard and at the exchange's own record of orders.",
    // Where nobody logs the calls, the gate's connections stand for them.
    source: { log: logsUsage ? logMetrics.calls : logMetrics.connections },
    sounds: { outsideBandOf: 4 },
    tellsEnd: false,
  };
  return [...always, rate, ...(logsUsage ? byUsageLog : []), ...(hasFirewall ? [dnsBlocked] : [])];
}
