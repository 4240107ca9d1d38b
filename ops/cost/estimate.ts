import { chargesOf, lines, type Charge, type Charged, type Line } from "./charges";
import type { Price } from "./prices";
import { assumptions, type Assumption, type Usage } from "./usage";

/** One charge with its price. */
export interface Item {
  /** Id in the price table. */
  readonly price: string;
  readonly quantity: number;
  readonly per: string;
  readonly usd: number;
  readonly evidence: Price["evidence"];
  /** What the quantity rests on, in words. */
  readonly assumes?: string;
}

/** One line of an estimate. */
export interface EstimateLine {
  readonly line: Line;
  readonly title: string;
  /** US dollars a month. */
  readonly usd: number;
  readonly items: readonly Item[];
}

/** What a stack costs in a month. */
export interface Estimate {
  readonly lines: readonly EstimateLine[];
  /** US dollars a month, for what could be priced. */
  readonly usd: number;
  /** Resources and prices that are not in the sum, in words: the sum is then too low. */
  readonly unpriced: readonly string[];
}

/** Adds up what resources are charged for. What has no price is named, never left out in silence. */
export function estimateOf(
  resources: readonly Charged[],
  usage: Usage,
  prices: Readonly<Record<string, Price>>,
): Estimate {
  const items = new Map<Line, Map<string, Item>>();
  const unpriced = new Set<string>();
  for (const resource of resources) {
    const charges = chargesOf(resource, usage);
    if (charges === undefined) unpriced.add(`resources of the type ${resource.type}`);
    for (const charge of charges ?? []) {
      const price = Object.hasOwn(prices, charge.price) ? prices[charge.price] : undefined;
      if (price === undefined) unpriced.add(`${charge.price}; give it with --price ${charge.price}=USD`);
      else add(items, charge, price);
    }
  }
  const told = (Object.keys(lines) as Line[]).flatMap((line): EstimateLine[] => {
    const found = [...(items.get(line)?.values() ?? [])];
    return found.length === 0 ? [] : [{ line, title: lines[line], usd: sum(found), items: found }];
  });
  return { lines: told, usd: sum(told), unpriced: [...unpriced].sort() };
}

function add(items: Map<Line, Map<string, Item>>, { line, price: id, quantity, assumes }: Charge, price: Price): void {
  const ofLine = items.get(line) ?? new Map<string, Item>();
  items.set(line, ofLine);
  const key = `${id} ${assumes ?? ""}`;
  const before = ofLine.get(key)?.quantity ?? 0;
  const all = before + quantity;
  ofLine.set(key, {
    price: id,
    quantity: all,
    per: price.per,
    usd: all * price.usd,
    evidence: price.evidence,
    ...(assumes === undefined ? {} : { assumes: says(assumes) }),
  });
}

function says(name: Assumption): string {
  return `--assume ${name}: ${assumptions[name].says}`;
}

function sum(all: readonly { readonly usd: number }[]): number {
  return all.reduce((total, { usd }) => total + usd, 0);
}
