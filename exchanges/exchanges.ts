import { alpaca } from "./alpaca";
import { apex } from "./apex";
import { aster } from "./aster";
import { backpack } from "./backpack";
import { binance } from "./binance";
import { binanceUsdm } from "./binance-usdm";
import { bitfinex } from "./bitfinex";
import { bitget } from "./bitget";
import { bithumb } from "./bithumb";
import { bitmex } from "./bitmex";
import { bitstamp } from "./bitstamp";
import { bybit } from "./bybit";
import { coinbase } from "./coinbase";
import { coinbaseExchange } from "./coinbase-exchange";
import { cryptocom } from "./cryptocom";
import { deribit } from "./deribit";
import { derive } from "./derive";
import { dydx } from "./dydx";
import { exchangeIds, type Exchange, type ExchangeId, type Network, type StatedExchange } from "./exchange";
import { gate } from "./gate";
import { gemini } from "./gemini";
import { htx } from "./htx";
import { hyperliquid } from "./hyperliquid";
import { kraken } from "./kraken";
import { krakenFutures } from "./kraken-futures";
import { kucoin } from "./kucoin";
import { lighter } from "./lighter";
import { mexc } from "./mexc";
import { okx } from "./okx";
import { paradex } from "./paradex";
import { phemex } from "./phemex";
import { poloniex } from "./poloniex";
import { polymarket } from "./polymarket";
import { robinhood } from "./robinhood";
import { upbit } from "./upbit";

/** Every exchange by its id. */
export const exchanges: Readonly<Record<ExchangeId, Exchange>> = {
  binance,
  "binance-usdm": binanceUsdm,
  bybit,
  okx,
  kraken,
  "kraken-futures": krakenFutures,
  coinbase,
  hyperliquid,
  bitget,
  gate,
  htx,
  mexc,
  kucoin,
  deribit,
  bitmex,
  cryptocom,
  gemini,
  bitfinex,
  bitstamp,
  phemex,
  "coinbase-exchange": coinbaseExchange,
  backpack,
  paradex,
  lighter,
  apex,
  aster,
  dydx,
  upbit,
  bithumb,
  alpaca,
  robinhood,
  polymarket,
  poloniex,
  derive,
};

const all = exchangeIds.map((id) => exchanges[id]);

/** Ids of the exchanges that a stack can be built for, because their hosts are stated. */
export const provisionableIds: readonly ExchangeId[] = all
  .filter((one) => one.hosts !== "unstated")
  .map(({ id }) => id);

/** Whether a text is the id of an exchange Bulkhead knows. */
export function isExchangeId(text: string): text is ExchangeId {
  return Object.hasOwn(exchanges, text);
}

/**
 * Names of the hosts that a bot on this network talks to, in the order of the exchange's file.
 * @throws where the exchange's hosts are not stated: see `refusal`
 */
export function hostsOf(exchange: Exchange, network: Network): readonly string[] {
  return stated(exchange).hosts[network].map((host) => host.name);
}

/**
 * TCP ports that a bot on this network needs, ascending and without repeats.
 * @throws where the exchange's hosts are not stated: see `refusal`
 */
export function portsOf(exchange: Exchange, network: Network): readonly number[] {
  return [...new Set(stated(exchange).hosts[network].flatMap((host) => host.ports))].sort((a, b) => a - b);
}

// An empty list would build a bot that reaches nothing, or, where nothing filters names, everything.
function stated(exchange: Exchange): StatedExchange {
  if (exchange.hosts === "unstated") throw new Error(whyUnstated(exchange));
  return exchange;
}

function whyUnstated({ title }: Exchange): string {
  return (
    `Bulkhead knows what credentials of ${title} look like, and not which hosts serve it, so no stack can be provisioned for it. ` +
    `Exchanges whose hosts are stated: ${provisionableIds.join(", ")}.`
  );
}

/**
 * Why no stack of this exchange, network and AWS region can be provisioned, in words for the stack's owner, or undefined.
 * Leave the region out where it is not known yet.
 */
export function refusal(exchange: Exchange, network: Network, region?: string): string | undefined {
  if (exchange.hosts === "unstated") return whyUnstated(exchange);
  if (network === "testnet" && exchange.separation.kind !== "host") {
    const sandboxed = all.filter((other) => other.separation?.kind === "host").map((other) => other.id);
    return (
      `${exchange.title} has no testnet that can be kept apart from live trading: ${exchange.separation.why}. ` +
      `Exchanges with a testnet: ${sandboxed.join(", ")}.`
    );
  }
  const refused = exchange.refusedRegions.find(
    ({ prefix, network: which }) => (which === "both" || which === network) && region?.startsWith(prefix),
  );
  if (refused === undefined || region === undefined) return undefined;
  const prefixes = exchange.refusedRegions.map(({ prefix }) => `${prefix}*`);
  return (
    `${exchange.title} does not serve the region ${region}: its ${network} hosts refuse addresses from there; ` +
    `the exchange ${refused.answer}. Choose a region outside ${prefixes.join(" and ")}.`
  );
}

/** Names of all hosts that a bot on this network talks to; none where they are not stated. */
const named = (exchange: Exchange, network: Network): readonly string[] =>
  exchange.hosts === "unstated" ? [] : hostsOf(exchange, network);

const live: ReadonlySet<string> = new Set(
  all.flatMap((exchange) => [...named(exchange, "mainnet"), ...exchange.otherLiveHosts]),
);
const test: ReadonlySet<string> = new Set(
  all.flatMap((exchange) => [...named(exchange, "testnet"), ...exchange.otherTestHosts]),
);
const domains: readonly string[] = [...new Set(all.flatMap((exchange) => exchange.domains))];

/** Names of all known hosts of all exchanges that trade real funds, or serve those who do. Never complete: see `networkOf`. */
export function liveHosts(): ReadonlySet<string> {
  return live;
}

/** Names of all known hosts of all exchanges that trade play money: test networks and demo services. */
export function testHosts(): ReadonlySet<string> {
  return test;
}

/**
 * The network a host name belongs to, or undefined where it is no exchange's. A name under an exchange's domain that is
 * not a known test host counts as `mainnet`: no list of live hosts is complete. Case and a trailing dot do not matter.
 */
export function networkOf(host: string): Network | undefined {
  const name = host.toLowerCase().replace(/\.$/u, "");
  if (test.has(name)) return "testnet";
  if (live.has(name)) return "mainnet";
  return domains.some((domain) => name === domain || name.endsWith(`.${domain}`)) ? "mainnet" : undefined;
}
