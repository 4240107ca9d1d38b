import { fleetOf, type Fleet, type FileView } from "../../ops/fleet/fleet-report";
import type { BotView, RegionView } from "../../ops/fleet/region-view";

const at = new Date("2026-11-28T12:00:00Z");
const daysAgo = (days: number): Date => new Date(at.getTime() - days * 86_400_000);

interface Said {
  readonly standing?: Partial<BotView>;
  readonly exchange?: string;
  readonly network?: string;
  readonly verdict?: FileView["verdict"];
  readonly violations?: number;
  readonly error?: string;
}

const keys = (changed: Partial<Record<"custody" | "records" | "configuration", string>> = {}): BotView["keys"] => ({
  value: (["custody", "records", "configuration"] as const).map((purpose) => ({
    purpose,
    arn: `arn:aws:kms:eu-west-1:111122223333:key/${purpose}`,
    state: { value: changed[purpose] ?? "Enabled" },
    rotates: { value: true },
  })),
});

/** A fleet for pictures and for the browser: one of each kind of row, in one region or two. */
function fleet(project: string, bots: Readonly<Record<string, Said>>, more: Partial<RegionView> = {}): Fleet {
  const views = Object.entries(bots).map(([bot, said], index): BotView => {
    const { network = "testnet", standing } = said;
    return {
      bot,
      network,
      addresses: { value: [{ ip: `203.0.113.${index + 10}`, isBound: true }] },
      keys: keys(),
      secret: { value: { isEmpty: false, changed: daysAgo(7 + index * 9) } },
      host: { value: { state: "running", since: daysAgo(3 + index) } },
      subscriptions: {
        value: [
          { protocol: "email", isConfirmed: true },
          { protocol: "sms", isConfirmed: true },
        ],
      },
      ...standing,
    };
  });
  const files = Object.entries(bots).map(
    ([bot, { exchange = "binance", network = "testnet", verdict = "passed", violations = 0, error }]): FileView => ({
      stack: bot,
      bot,
      exchange,
      network,
      region: "eu-west-1",
      verdict,
      violations,
      open: 0,
      ...(error === undefined ? {} : { error }),
    }),
  );
  const region: RegionView = {
    region: "eu-west-1",
    bots: views,
    botOf: (name) => {
      const found = views.find(({ bot }) => bot === name);
      if (found === undefined) throw new Error(`there is no ${name}`);
      return found;
    },
    unseen: [],
    watched: { value: { yes: true, why: "account-trail logs all management events" } },
    quotas: [
      { name: "Elastic IP addresses", perBot: 1, used: { value: 9 }, limit: { value: 10 } },
      { name: "VPCs", perBot: 1, used: { value: 9 }, limit: { value: 20 } },
      { name: "internet gateways", perBot: 1, used: { value: 9 }, limit: { value: 20 } },
      { name: "NAT gateways (of a zone)", perBot: 0, used: { value: 0 }, limit: { value: 5 } },
      { name: "KMS keys", perBot: 3, used: { value: 31 }, limit: { value: 100_000 } },
      { name: "EventBridge rules (those with tags)", perBot: 21, used: { value: 88 }, limit: { value: 300 } },
    ],
    ...more,
  };
  return fleetOf(project, files, [region], at, 90);
}

/** A fleet as a desk might have it. */
export const desk = fleet("bulkhead", {
  "arb-mainnet": { network: "mainnet", exchange: "kraken" },
  "arb-testnet": { exchange: "bybit" },
  "basis-mainnet": { network: "mainnet", standing: { secret: { value: { isEmpty: false, changed: daysAgo(104) } } } },
  "grid-mainnet": { network: "mainnet" },
  "grid-testnet": {
    standing: {
      subscriptions: {
        value: [
          { protocol: "email", isConfirmed: false },
          { protocol: "sms", isConfirmed: true },
        ],
      },
    },
  },
  "maker-mainnet": { network: "mainnet", exchange: "okx", standing: { keys: keys({ custody: "Disabled" }) } },
  "maker-testnet": { exchange: "deribit", standing: { secret: { value: { isEmpty: true } } } },
  "trend-testnet": { exchange: "hyperliquid", verdict: "refused", violations: 2 },
});

const name = `</style><script>window.pwned = 1</script><img src=x onerror="window.pwned=1">\u202e\u0007'"&`;

/** One that is hostile in every name, unseen in part, and long. */
export const hostileFleet = fleet(
  name,
  {
    [name]: { exchange: name, network: name, error: name },
    [`long-${"x".repeat(200)}`]: { standing: { addresses: { unseen: name }, host: { value: { state: name } } } },
  },
  {
    unseen: [name],
    watched: { unseen: name },
    quotas: [{ name, perBot: 1, used: { unseen: name }, limit: { value: 1 } }],
  },
);

/** Two hundred stacks. */
export const wideFleet = fleet(
  "bulkhead",
  Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`bot-${String(index).padStart(3, "0")}`, {}])),
);
