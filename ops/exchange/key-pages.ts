import type { ExchangeId } from "../../exchanges/exchange";

// Pages change; where one is not known the exchange's own site is as far as a link can lead. Unverified as of 2026-11.
const pages: Partial<Record<ExchangeId, string>> = {
  binance: "https://www.binance.com/en/my/settings/api-management",
  "binance-us": "https://www.binance.us/settings/api-management",
  bybit: "https://www.bybit.com/app/user/api-management",
  "bybit-eu": "https://www.bybit.eu/app/user/api-management",
  okx: "https://www.okx.com/account/my-api",
  "okx-us": "https://app.okx.com/account/my-api",
  "okx-eea": "https://my.okx.com/account/my-api",
  kraken: "https://pro.kraken.com/app/settings/api",
  "kraken-futures": "https://futures.kraken.com/trade/settings/api",
  coinbase: "https://portal.cdp.coinbase.com/access/api",
  kucoin: "https://www.kucoin.com/account/api",
  bitget: "https://www.bitget.com/account/newapi",
  gate: "https://www.gate.com/myaccount/profile/api-key/manage",
  deribit: "https://www.deribit.com/account/BTC/api",
  bitmex: "https://www.bitmex.com/app/apiKeys",
  htx: "https://www.htx.com/en-us/apikey/",
  bingx: "https://bingx.com/en/accounts/api",
  hyperliquid: "https://app.hyperliquid.xyz/API",
};

const testnetPages: Partial<Record<ExchangeId, string>> = {
  binance: "https://testnet.binance.vision/",
  "binance-usdm": "https://testnet.binancefuture.com/",
  bybit: "https://testnet.bybit.com/app/user/api-management",
  deribit: "https://test.deribit.com/account/BTC/api",
  bitmex: "https://testnet.bitmex.com/app/apiKeys",
  hyperliquid: "https://app.hyperliquid-testnet.xyz/API",
  "kraken-futures": "https://demo-futures.kraken.com/",
};

/** Page of the exchange where a person looks after keys of this network. */
export function keyPage(exchange: ExchangeId, network: "testnet" | "mainnet", domain: string): string {
  const family = exchange.startsWith("binance-") && exchange !== "binance-us" ? "binance" : exchange;
  const known = network === "testnet" ? (testnetPages[exchange] ?? testnetPages[family]) : pages[family];
  return known ?? `https://${domain}/`;
}
