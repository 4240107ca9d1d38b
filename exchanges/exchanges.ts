import { alpaca } from "./alpaca";
import { apex } from "./apex";
import { aster } from "./aster";
import { backpack } from "./backpack";
import { binance } from "./binance";
import { binanceCoinm } from "./binance-coinm";
import { binanceOptions } from "./binance-options";
import { binancePortfolio } from "./binance-portfolio";
import { binanceUs } from "./binance-us";
import { binanceUsdm } from "./binance-usdm";
import { bingx } from "./bingx";
import { bitfinex } from "./bitfinex";
import { bitget } from "./bitget";
import { bithumb } from "./bithumb";
import { bitmex } from "./bitmex";
import { bitstamp } from "./bitstamp";
import { bitvavo } from "./bitvavo";
import { bybit } from "./bybit";
import { bybitEu } from "./bybit-eu";
import { coinbase } from "./coinbase";
import { coinbaseExchange } from "./coinbase-exchange";
import { coinbaseInternational } from "./coinbase-international";
import { coinex } from "./coinex";
import { cryptocom } from "./cryptocom";
import { deribit } from "./deribit";
import { derive } from "./derive";
import { dydx } from "./dydx";
import { exchangeIds, type Exchange, type ExchangeId, type Network, type RefusedRegion } from "./exchange";
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
import { okxEea } from "./okx-eea";
import { okxUs } from "./okx-us";
import { orderly } from "./orderly";
import { paradex } from "./paradex";
import { phemex } from "./phemex";
import { poloniex } from "./poloniex";
import { polymarket } from "./polymarket";
import { robinhood } from "./robinhood";
import { upbit } from "./upbit";
import { whitebit } from "./whitebit";
import { woo } from "./woo";

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
  "binance-coinm": binanceCoinm,
  "binance-options": binanceOptions,
  "binance-portfolio": binancePortfolio,
  "binance-us": binanceUs,
  "bybit-eu": bybitEu,
  "okx-us": okxUs,
  "okx-eea": okxEea,
  "coinbase-international": coinbaseInternational,
  bingx,
  woo,
  orderly,
  bitvavo,
  whitebit,
  coinex,
};

const all = exchangeIds.map((id) => exchanges[id]);

/** Whether a text is the id of an exchange Bulkhead knows. */
export function isExchangeId(text: string): text is ExchangeId {
  return Object.hasOwn(exchanges, text);
}

/** Names of the hosts that a bot on this network talks to, in the order of the exchange's file. */
export function hostsOf(exchange: Exchange, network: Network): readonly string[] {
  return exchange.hosts[network].map((host) => host.name);
}

/** TCP ports that a bot on this network needs, ascending and without repeats. */
export function portsOf(exchange: Exchange, network: Network): readonly number[] {
  return [...new Set(exchange.hosts[network].flatMap((host) => host.ports))].sort((a, b) => a - b);
}

/**
 * Names of the hosts where keys of this network are looked at and managed, on port 443: for the operators' script, never
 * for the bot. Empty where there is no such API.
 */
export function accountHostsOf(exchange: Exchange, network: Network): readonly string[] {
  return exchange.accountHosts[network];
}

/** What a stack on this network does without, as sentences for its owner. */
export function gapsOf(exchange: Exchange, network: Network): readonly string[] {
  return exchange.gaps.filter((gap) => gap.network === "both" || gap.network === network).map(({ what }) => what);
}

/** The rule by which the exchange's hosts of this network refuse addresses of an AWS region; undefined where none is known. */
export function refusedRegion(exchange: Exchange, network: Network, region: string): RefusedRegion | undefined {
  return refusedFrom(exchange, network).find(({ prefix }) => region.toLowerCase().startsWith(prefix));
}

/** The AWS regions that the exchange's hosts of this network refuse, in words such as `us-* and cn-*`. */
export function regionsRefusedBy(exchange: Exchange, network: Network): string {
  return refusedFrom(exchange, network)
    .map(({ prefix }) => `${prefix}*`)
    .join(", ")
    .replace(/, (?=[^,]*$)/u, " and ");
}

const refusedFrom = (exchange: Exchange, network: Network): readonly RefusedRegion[] =>
  exchange.refusedRegions.filter((refused) => refused.network === "both" || refused.network === network);

/** Whether test hosts have names of their own, so that a sandbox can hold a bot on the testnet. */
function hasTestHosts({ separation: { kind } }: Exchange): boolean {
  return kind === "host" || kind === "chain";
}

/**
 * Why no stack of this exchange, network and AWS region can be provisioned, in words for the stack's owner, or undefined.
 * Leave the region out where it is not known yet.
 */
export function refusal(exchange: Exchange, network: Network, region?: string): string | undefined {
  const { separation } = exchange;
  if (network === "testnet" && (separation.kind === "header" || separation.kind === "none")) {
    return (
      `${exchange.title} has no testnet that can be kept apart from live trading: ${separation.why}. ` +
      `Exchanges with a testnet: ${all
        .filter(hasTestHosts)
        .map(({ id }) => id)
        .join(", ")}.`
    );
  }
  if (region === undefined) return undefined;
  const refused = refusedRegion(exchange, network, region);
  if (refused === undefined) return undefined;
  return (
    `${exchange.title} does not serve the region ${region}: its ${network} hosts refuse addresses from there; ` +
    `the exchange ${refused.answer}. Choose a region outside ${regionsRefusedBy(exchange, network)}.`
  );
}

const live: ReadonlySet<string> = new Set(
  all.flatMap((exchange) => [...hostsOf(exchange, "mainnet"), ...exchange.otherLiveHosts]),
);
const test: ReadonlySet<string> = new Set(
  all.flatMap((exchange) => [...hostsOf(exchange, "testnet"), ...exchange.otherTestHosts]),
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
