import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exchangeIds, type ExchangeId } from "../../exchanges/exchange";
import { liveHosts, networkOf, testHosts } from "../../exchanges/exchanges";

interface Hosts {
  readonly live: readonly string[];
  readonly test: readonly string[];
}

const printed = execFileSync(process.execPath, [join(__dirname, "ccxt/hosts.mjs")], { encoding: "utf8" });
const classes = JSON.parse(printed) as Readonly<Record<string, Hosts>>;
const all = (service: keyof Hosts): readonly string[] => [
  ...new Set(Object.values(classes).flatMap((one) => one[service])),
];

/** ccxt's class of each exchange; none where ccxt has dropped it or never had it. */
const classOf: Readonly<Record<ExchangeId, string | undefined>> = {
  alpaca: "alpaca",
  apex: "apex",
  aster: "aster",
  backpack: "backpack",
  binance: "binance",
  "binance-coinm": "binancecoinm",
  "binance-options": "binance",
  "binance-portfolio": "binance",
  "binance-us": "binanceus",
  "binance-usdm": "binanceusdm",
  bingx: "bingx",
  bitfinex: "bitfinex",
  bitget: "bitget",
  bithumb: "bithumb",
  bitmex: undefined,
  bitstamp: "bitstamp",
  bitvavo: "bitvavo",
  bybit: "bybit",
  "bybit-eu": "bybiteu",
  coinbase: "coinbase",
  "coinbase-exchange": "coinbaseexchange",
  "coinbase-international": "coinbaseinternational",
  coinex: "coinex",
  cryptocom: "cryptocom",
  deribit: "deribit",
  derive: "derive",
  dydx: "dydx",
  gate: "gate",
  gemini: "gemini",
  htx: "htx",
  hyperliquid: "hyperliquid",
  kraken: "kraken",
  "kraken-futures": "krakenfutures",
  kucoin: "kucoin",
  lighter: "lighter",
  mexc: "mexc",
  okx: "okx",
  "okx-eea": "myokx",
  "okx-us": "okxus",
  orderly: "woofipro",
  paradex: "paradex",
  phemex: "phemex",
  poloniex: "poloniex",
  polymarket: undefined,
  robinhood: undefined,
  upbit: "upbit",
  whitebit: "whitebit",
  woo: "woo",
};

// Why ccxt and we differ about a host. Whoever changes a list changes these by hand.
const liveInCcxtOnly: Readonly<Record<string, string>> = {
  "kraken.zendesk.com": "Kraken's help pages, on a site of somebody else's",
  "wspap.bitget.com": "streams of demo trading, which ccxt lists beside the live ones: a test host",
};
const testInCcxtOnly: Readonly<Record<string, string>> = {
  "data.alpaca.markets": "market data that paper and live trading share: live",
  "stream.data.alpaca.markets": "market data that paper and live trading share: live",
  "docs.gemini.com": "the live web site, left in ccxt's sandbox mode",
  "exchange.gemini.com": "the live web site, left in ccxt's sandbox mode",
  "stream.bybit.com": "market data of demo trading comes from the live stream",
  "stream.bybit.eu": "market data of demo trading comes from the live stream",
  "stream.bybit.id": "market data of demo trading comes from the live stream",
  "www.okx.com": "demo requests go to the live host, with a header",
  "us.okx.com": "demo requests go to the live host, with a header",
  "eea.okx.com": "demo requests go to the live host, with a header",
};
const inOursOnly: Readonly<Record<string, string>> = {
  "exchanges that ccxt has no class for": `
    www.bitmex.com ws.bitmex.com testnet.bitmex.com ws.testnet.bitmex.com
    trading.robinhood.com api.robinhood.com nummus.robinhood.com
    clob.polymarket.com gamma-api.polymarket.com data-api.polymarket.com relayer-v2.polymarket.com
    ws-subscriptions-clob.polymarket.com ws-live-data.polymarket.com polymarket.com bridge.polymarket.com`,
  "further names of one service, which the exchange documents": `
    api1.binance.com api2.binance.com api3.binance.com api4.binance.com api-gcp.binance.com api1.testnet.binance.vision
    api.bytick.com fx-api.gateio.ws fx-api-testnet.gateio.ws op-ws-testnet.gateio.live api.hbdm.com api.btcgateway.pro
    open-api.bingx.io api.orderly.org testnet-api.orderly.org advanced-trade-ws-user.coinbase.com`,
  "binary, FIX and market data services, which ccxt does not speak": `
    stream-sbe.binance.com stream-sbe.testnet.binance.vision data-api.binance.vision data-stream.binance.vision
    fix-oe.binance.com fix-dc.binance.com fix-md.binance.com
    fix-oe.testnet.binance.vision fix-dc.testnet.binance.vision fix-md.testnet.binance.vision
    ws-direct.exchange.coinbase.com fix-ord.exchange.coinbase.com fix-md.exchange.coinbase.com
    fix-dc.exchange.coinbase.com ws-direct.sandbox.exchange.coinbase.com fix-ord.sandbox.exchange.coinbase.com
    fix-md.sandbox.exchange.coinbase.com fix-dc.sandbox.exchange.coinbase.com
    ws-l3.kraken.com ws-mdpro.bitvavo.com streams.deribit.com history.deribit.com fix.deribit.com fix-test.deribit.com`,
  "newer services that ccxt does not use yet": `
    ws.gemini.com ws.sandbox.gemini.com api.derive.xyz testnet.api.derive.xyz`,
  "sites of other countries, with accounts of their own": `
    api.bybit-tr.com api.bybit.ae api.bybit.kz api.bybit.nl api.bybit.tr api.bybitgeorgia.ge api.byhkbit.com
    api.manepa.jp api.spark-fintech.com stream.bybit-tr.com stream.bybit.kz stream.bybitgeorgia.ge api-testnet.manepa.jp
    sg-api.upbit.com id-api.upbit.com th-api.upbit.com whitebit.eu`,
  "hosts for listed clients, and of sister services": `
    fapi-mm.binance.com fstream-mm.binance.com vapi.phemex.com api.cdp.coinbase.com api.developer.coinbase.com
    api.prime.coinbase.com ws-feed.prime.coinbase.com fix.prime.coinbase.com
    api-us.dma.prime.coinbase.com ws-us.dma.prime.coinbase.com ws-us-direct.dma.prime.coinbase.com
    fix-us.dma.prime.coinbase.com api-us.dma.sandbox.prime.coinbase.com ws-us.dma.sandbox.prime.coinbase.com
    ws-us-direct.dma.sandbox.prime.coinbase.com fix-us.dma.sandbox.prime.coinbase.com`,
  "hosts that a token names at run time, where ccxt uses fixed ones": `
    ws-api-spot.kucoin.com ws-api-futures.kucoin.com push-private.kucoin.com`,
  "web sites and interfaces behind them": `
    www.binance.com www.kucoin.com app.okx.com my.okx.com app.hyperliquid.xyz api-ui.hyperliquid.xyz
    api-ui.hyperliquid-testnet.xyz rpc.hyperliquid.xyz rpc.hyperliquid-testnet.xyz poloniex.com futures.mexc.com
    exchange.sandbox.gemini.com public.sandbox.exchange.coinbase.com faucet.v4testnet.dydx.exchange`,
  "nodes of the chain, of which ccxt picks two": `
    oegs.dydx.trade dydx-ops-grpc.kingnodes.com dydx-ops-rest.kingnodes.com dydx-rpc.publicnode.com
    dydx-dao-rpc.polkachu.com dydx-dao-api.polkachu.com dydx-dao-grpc-1.polkachu.com dydx-mainnet-lcd.autostake.com
    dydx-mainnet-full-lcd.public.blastapi.io dydx-api.lavenderfive.com test-dydx-grpc.kingnodes.com`,
  "test services that ccxt leaves out": `
    sandbox.bitstamp.net api-sandbox.coinbase.com testnet.phemex.com testnet.binanceops.com testnetws.binanceops.com`,
  "former services, which clients in the field may still name": `
    vapi.binance.com futures-api.poloniex.com aws.okx.com wsaws.okx.com`,
};

test("ccxt is installed in the version that the facts were read from", () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, "ccxt/node_modules/ccxt/package.json"), "utf8")) as {
    version: string;
  };
  expect(version).toBe("4.5.84");
  expect(Object.keys(classes).length).toBeGreaterThan(100);
});

test("every exchange has its class of ccxt, or is known to have none", () => {
  expect(Object.keys(classOf).sort()).toEqual([...exchangeIds].sort());
  for (const name of Object.values(classOf)) {
    if (name !== undefined) expect([name, (classes[name]?.live.length ?? 0) > 0]).toEqual([name, true]);
  }
});

test("every live host that ccxt knows of our exchanges is a live host to us, but for these", () => {
  const ofOurs = Object.values(classOf).flatMap((name) => classes[name ?? ""]?.live ?? []);
  const underOurDomains = all("live").filter((name) => networkOf(name) !== undefined);
  const unknown = new Set([...ofOurs, ...underOurDomains].filter((name) => !liveHosts().has(name)));
  expect([...unknown].sort()).toEqual(Object.keys(liveInCcxtOnly).sort());
});

test("every test host that ccxt knows of our exchanges is a test host to us, but for these, which are live", () => {
  const ofOurs = Object.values(classOf).flatMap((name) => classes[name ?? ""]?.test ?? []);
  const underOurDomains = all("test").filter((name) => networkOf(name) !== undefined);
  const unknown = new Set([...ofOurs, ...underOurDomains].filter((name) => !testHosts().has(name)));
  expect([...unknown].sort()).toEqual(Object.keys(testInCcxtOnly).sort());
  for (const name of unknown) expect([name, networkOf(name)]).toEqual([name, "mainnet"]);
});

test("every host that ccxt does not know is listed with the reason why we do", () => {
  const theirs = new Set([...all("live"), ...all("test")]);
  const ours = [...liveHosts(), ...testHosts()].filter((name) => !theirs.has(name));
  const listed = Object.values(inOursOnly).flatMap((names) => names.trim().split(/\s+/u));
  expect([...listed].sort()).toEqual(ours.sort());
});

test("no host is live to ccxt and a test host to us, but for the demo streams of Bitget", () => {
  expect(all("live").filter((name) => testHosts().has(name))).toEqual(["wspap.bitget.com"]);
});
