import { issuedSecret } from "../issued";

/** The HMAC secret of a Binance API key (spot, futures, US, testnet): 64 letters and digits. A random one is never hex alone. */
export const binanceApiSecret = issuedSecret({
  id: "binance-api-secret",
  title: "a Binance API secret",
  reference: "https://developers.binance.com/docs/binance-spot-api-docs/rest-api",
  issuers: ["binance"],
  alphabet: "alnum",
  lengths: [64],
  shape: /^(?=.{0,63}[a-z])(?=.{0,63}[A-Z])(?=.{0,63}\d)[A-Za-z\d]{64}$/u,
  distinct: true,
  pair: {
    secret: /^(?=.{0,63}[a-z])(?=.{0,63}[A-Z])(?=.{0,63}\d)[A-Za-z\d]{64}$/u,
    partners: [/^(?=.{0,63}[a-z])(?=.{0,63}[A-Z])(?=.{0,63}\d)[A-Za-z\d]{64}$/u],
  },
});
