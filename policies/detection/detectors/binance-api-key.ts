import { issuedKey } from "../issued";

/** The public half of a Binance API key: 64 letters and digits. */
export const binanceApiKey = issuedKey({
  id: "binance-api-key",
  title: "a Binance API key",
  reference: "https://developers.binance.com/docs/binance-spot-api-docs/rest-api",
  issuers: ["binance"],
  alphabet: "alnum",
  lengths: [64],
  shape: /^(?=.{0,63}[a-z])(?=.{0,63}[A-Z])(?=.{0,63}\d)[A-Za-z\d]{64}$/u,
});
