import type { Baseline } from "./baseline";
import type { Counts, Use } from "./usage";

/** What a look at a bot's use of its key shows beside counts. */
export interface Alert {
  readonly kind:
    | "withdrawal"
    | "key-change"
    | "new-endpoint"
    | "spike"
    | "refusals"
    | "new-address"
    | "other-reader"
    | "unexplained-fill";
  readonly severity: "critical" | "warning";
  /** A sentence. */
  readonly what: string;
}

/** A read of the secret, or a use of its key, as CloudTrail recorded it. */
export interface Read {
  readonly at: string;
  readonly event: string;
  readonly address: string;
  readonly who: string;
}

/** A fill, as the exchange tells it. */
export interface Fill {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly symbol: string;
}

/** What alerts are found in. */
export interface Watched {
  readonly uses: readonly Use[];
  readonly counts: Counts;
  readonly hours: number;
  readonly baseline: Baseline;
  readonly reads: readonly Read[];
  /** Name of the bot's role. */
  readonly roleName: string | undefined;
  readonly addresses: readonly string[];
  /** Undefined where the exchange was not asked, or can't tell. */
  readonly fills: readonly Fill[] | undefined;
  /** Whether the bot's adapter logs each call. */
  readonly hasHook: boolean;
}

/** Hours of watching after which a baseline says what is new. */
const leastHours = 24;
const spikeFactor = 5;
/** An order can rest for long before it is filled. */
const orderLifeMilliseconds = 7 * 86_400_000;

/** Finds what a person should hear of, the worst first. */
export function alertsOf(watched: Watched): readonly Alert[] {
  const { uses, counts, hours, baseline, reads, roleName, addresses, fills, hasHook } = watched;
  const alerts: Alert[] = [];
  for (const name of Object.keys(counts)) {
    if (/withdraw/iu.test(name))
      alerts.push({ kind: "withdrawal", severity: "critical", what: `${name} was called: a bot withdraws nothing.` });
    else if (/api-?key|subaccountapi|apirestrictions\/ip/iu.test(name)) {
      alerts.push({ kind: "key-change", severity: "critical", what: `${name} was called: a bot looks after no keys.` });
    }
  }
  for (const { event, address, who, at } of reads) {
    const isBot = roleName !== undefined && who.includes(roleName);
    if (event === "GetSecretValue" && !isBot) {
      alerts.push({
        kind: "other-reader",
        severity: "critical",
        what: `${who === "" ? "Somebody" : who} read the secret from ${address} at ${at}.`,
      });
    } else if (event === "GetSecretValue" && !addresses.includes(address)) {
      alerts.push({
        kind: "new-address",
        severity: "critical",
        what: `The bot's role read the secret from ${address} at ${at}, none of the stack's.`,
      });
    }
  }
  if (fills !== undefined && hasHook) {
    const orders = uses.filter(({ path }) => /order/iu.test(path)).map(({ at }) => at);
    for (const { at, symbol } of fills) {
      if (orders.some((placed) => placed <= at && at - placed < orderLifeMilliseconds)) continue;
      alerts.push({
        kind: "unexplained-fill",
        severity: "critical",
        what: `A fill of ${symbol} at ${new Date(at).toISOString()}: the bot's log shows no order before it.`,
      });
    }
  }
  if (baseline.hours >= leastHours) {
    for (const [name, { calls }] of Object.entries(counts)) {
      const usual = baseline.perHour[name];
      if (usual === undefined)
        alerts.push({ kind: "new-endpoint", severity: "warning", what: `${name} was never called before.` });
      else if (calls / hours > spikeFactor * usual && calls >= 20) {
        alerts.push({
          kind: "spike",
          severity: "warning",
          what: `${name} was called ${(calls / hours).toFixed(0)} times an hour, usually ${usual.toFixed(1)}.`,
        });
      }
    }
  }
  for (const [name, { calls, refused }] of Object.entries(counts)) {
    if (refused >= 10 && refused * 2 > calls) {
      alerts.push({
        kind: "refusals",
        severity: "warning",
        what: `${name} refused ${refused} of ${calls} calls. Ask: bulkhead doctor.`,
      });
    }
  }
  return alerts.sort((a, b) => Number(a.severity !== "critical") - Number(b.severity !== "critical"));
}
