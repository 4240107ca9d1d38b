import type { ExchangeId } from "../../exchanges/exchange";

const header = (host: string, name: string): string =>
  `demo requests go to the live host ${host} and differ from live ones by the header ${name} alone`;
const none = (title: string): string => `${title} has no test network, so every request would trade real funds`;

/** The exchanges that no testnet stack is built for, each with the reason that its owner reads. Every other one has both networks. */
export const refusedOnTestnet: Readonly<Partial<Record<ExchangeId, string>>> = {
  okx: header("www.okx.com", "x-simulated-trading"),
  "okx-us": header("us.okx.com", "x-simulated-trading"),
  "okx-eea": header("eea.okx.com", "x-simulated-trading"),
  bitget: header("api.bitget.com", "paptrading"),
  coinbase: "the sandbox api-sandbox.coinbase.com gives fixed replies without authentication",
  "binance-options": "no test host of options is documented as in service",
  "binance-portfolio": "portfolio margin has no test network",
  "binance-us": none("Binance.US"),
  kraken: none("Kraken spot"),
  kucoin: none("KuCoin"),
  htx: none("HTX"),
  mexc: none("MEXC"),
  bitfinex: none("Bitfinex"),
  backpack: none("Backpack"),
  aster: none("Aster"),
  upbit: none("Upbit"),
  bithumb: none("Bithumb"),
  robinhood: none("Robinhood Crypto"),
  polymarket: none("Polymarket"),
  bitvavo: none("Bitvavo"),
  whitebit: none("WhiteBIT"),
  coinex: none("CoinEx"),
};
