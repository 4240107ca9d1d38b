import type { Detector } from "../detector";

/** The HMAC secret of a Binance API key: 64 letters and digits, never hex alone. */
export const binanceApiSecret: Detector = {
  id: "binance-api-secret",
  title: "a Binance API secret",
  severity: "high",
  reference: "https://developers.binance.com/docs/binance-spot-api-docs/rest-api",
  proposal: { by: "run", alphabet: "alnum", lengths: [64] },
  judge({ value, name, mentions }) {
    if (name?.role !== "secret" || !/^(?=.*[G-Zg-z])[A-Za-z\d]{64}$/u.test(value)) return undefined;
    return mentions.has("binance") ? { confidence: "named" } : undefined;
  },
};
