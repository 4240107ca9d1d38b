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
  /** Host and path that it is about. */
  readonly endpoint?: string;
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
  /** The exchange's number of the order. */
  readonly orderId: string;
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
  /** Calls about orders in the days before, in which an order may have been placed that was filled now. */
  readonly earlierOrders: number;
  /** Whether the bot's adapter logs each call. */
  readonly hasHook: boolean;
}

/** Hours of watching after which a baseline says what is new. */
const leastHours = 24;
const spikeFactor = 5;
/** An order can rest for long before it is filled. Milliseconds. */
export const orderLife = 7 * 86_400_000;

// Deribit and Hyperliquid place orders by calls of other names.
const aboutOrders = /order|\/private\/(?:buy|sell)$|^\/exchange$/iu;
const ofSeveral = /batch|multi|bulk|^\/exchange$/iu;

/** Whether a call is about orders. */
export function isAboutOrders({ path }: Pick<Use, "path">): boolean {
  return aboutOrders.test(path);
}

/**
 * The fills that no call about orders can have led to: each order that was filled takes one call before it, and a call is taken
 * once, unless it places several at a time. `earlier`: how many there were before the first of these.
 */
export function unexplained(fills: readonly Fill[], uses: readonly Use[], earlier: number): readonly Fill[] {
  const first = new Map<string, Fill>();
  for (const fill of fills) {
    const known = first.get(fill.orderId);
    if (known === undefined || fill.at < known.at) first.set(fill.orderId, fill);
  }
  const calls = uses.filter(isAboutOrders);
  let taken = 0;
  return [...first.values()]
    .sort((a, b) => a.at - b.at)
    .filter(({ at }) => {
      const before = calls.filter((call) => call.at <= at);
      if (before.some(({ path }) => ofSeveral.test(path)) || earlier + before.length > taken) {
        taken++;
        return false;
      }
      return true;
    });
}

/** Finds what a person should hear of, the worst first. */
export function alertsOf(watched: Watched): readonly Alert[] {
  const { uses, counts, hours, baseline, reads, roleName, addresses, fills, earlierOrders, hasHook } = watched;
  const alerts: Alert[] = [];
  for (const endpoint of Object.keys(counts)) {
    const critical = { severity: "critical", endpoint } as const;
    if (/withdraw/iu.test(endpoint))
      alerts.push({ ...critical, kind: "withdrawal", what: `${endpoint} was called: a bot withdraws nothing.` });
    else if (/api-?key|subaccountapi|apirestrictions\/ip/iu.test(endpoint)) {
      alerts.push({ ...critical, kind: "key-change", what: `${endpoint} was called: a bot looks after no keys.` });
    }
  }
  const readers = new Map<string, { kind: "other-reader" | "new-address"; read: Read; count: number }>();
  for (const read of reads) {
    const isBot = roleName !== undefined && read.who.includes(roleName);
    if (read.event !== "GetSecretValue" || (isBot && addresses.includes(read.address))) continue;
    const reader = `${read.who} ${read.address}`;
    const count = (readers.get(reader)?.count ?? 0) + 1;
    readers.set(reader, { kind: isBot ? "new-address" : "other-reader", read, count });
  }
  for (const { kind, read, count } of readers.values()) {
    const { who, address, at } = read;
    const often = count === 1 ? `at ${at}` : `${count} times, the last at ${at}`;
    const what =
      kind === "other-reader"
        ? `${who === "" ? "Somebody" : who} read the secret from ${address} ${often}.`
        : `The bot's role read the secret from ${address}, none of the stack's, ${often}.`;
    alerts.push({ kind, severity: "critical", what });
  }
  if (fills !== undefined && hasHook) {
    for (const { at, symbol } of unexplained(fills, uses, earlierOrders)) {
      alerts.push({
        kind: "unexplained-fill",
        severity: "critical",
        what: `A fill of ${symbol} at ${new Date(at).toISOString()}: the bot's log shows no order that explains it.`,
      });
    }
  }
  if (baseline.hours >= leastHours) {
    for (const [endpoint, { calls }] of Object.entries(counts)) {
      const usual = baseline.perHour[endpoint];
      if (usual === undefined)
        alerts.push({
          kind: "new-endpoint",
          severity: "warning",
          endpoint,
          what: `${endpoint} was never called before.`,
        });
      else if (calls / hours > spikeFactor * usual && calls >= 20) {
        alerts.push({
          kind: "spike",
          severity: "warning",
          endpoint,
          what: `${endpoint} was called ${(calls / hours).toFixed(0)} times an hour, usually ${usual.toFixed(1)}.`,
        });
      }
    }
  }
  for (const [endpoint, { calls, refused }] of Object.entries(counts)) {
    if (refused >= 10 && refused * 2 > calls) {
      alerts.push({
        kind: "refusals",
        severity: "warning",
        endpoint,
        what: `${endpoint} refused ${refused} of ${calls} calls. Ask: bulkhead doctor.`,
      });
    }
  }
  return alerts.sort((a, b) => Number(a.severity !== "critical") - Number(b.severity !== "critical"));
}
