import { oneLine } from "../../policies/verdict";
import { pricesOf, type Price } from "./prices";
import type { StackCost } from "./stack-cost";

/** Estimates for people. `details` lists every charge with its price and where that is from. */
export function estimateText(
  stacks: readonly StackCost[],
  usd: number,
  table: Readonly<Record<string, Price>>,
  details: boolean,
): string {
  const parts = stacks.map(({ stack, estimate, egress }) => {
    if (typeof estimate === "string")
      return `${stack}: no estimate.\n${estimate.split("\n").map(oneLine).join("\n")}\n`;
    const rows = estimate.lines.flatMap(({ title, usd: sum, items }) => [
      row(`  ${title}`, sum, items.some(({ evidence }) => evidence === "unverified") ? "  unverified" : ""),
      ...(details ? items.map((item) => itemText(item, table)) : []),
    ]);
    const ways = Object.entries(egress).map(([mode, sum]) =>
      typeof sum === "string"
        ? `  bulkhead:egress ${mode}: ${oneLine(sum)}`
        : row(`  bulkhead:egress ${mode}`, sum, ""),
    );
    return [
      `${stack}, a month:`,
      ...rows,
      row("  in all", estimate.usd, ""),
      ...estimate.unpriced.map((what) => `  NOT IN THE SUM: ${what}`),
      ...(ways.length === 0 ? [] : ["  with each way out, in all:", ...ways.map((way) => `  ${way}`)]),
      "",
    ].join("\n");
  });
  return (
    `${parts.join("\n")}${stacks.length > 1 ? `\n${row(`${stacks.length} stacks, in all`, usd, "")}\n` : ""}` +
    `\nUS dollars, list prices of ${pricesOf.region} written down on ${pricesOf.date}, without free tiers, discounts and taxes. Lines marked\n` +
    "unverified hold a price that nobody has compared with AWS's page. --details shows every charge, its source and what it\n" +
    "rests on; --assume and --price set your own.\n"
  );
}

function row(title: string, usd: number, mark: string): string {
  return `${title.padEnd(46)}${usd.toFixed(2).padStart(10)}${mark}`;
}

function itemText(
  {
    price,
    quantity,
    usd,
    assumes,
  }: { readonly price: string; readonly quantity: number; readonly usd: number; readonly assumes?: string },
  table: Readonly<Record<string, Price>>,
): string {
  const from = table[price];
  const many = Number.isInteger(quantity) ? String(quantity) : quantity.toFixed(4);
  return `      ${usd.toFixed(4)} = ${many} × ${from?.usd ?? 0} per ${from?.per ?? ""} (${price}; ${from?.evidence ?? ""}, ${from?.date ?? ""}, ${from?.source ?? ""})${assumes === undefined ? "" : `; ${assumes}`}`;
}
