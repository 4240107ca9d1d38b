import type { Detector } from "../detector";

/** The secret of a Bybit API key: 36 letters and digits. */
export const bybitApiSecret: Detector = {
  id: "bybit-api-secret",
  title: "a Bybit API secret",
  severity: "high",
  reference: "https://bybit-exchange.github.io/docs/v5/guide",
  proposal: { by: "run", alphabet: "alnum", lengths: [36] },
  judge({ value, name, mentions }) {
    if (name?.role !== "secret" || !/^[A-Za-z\d]{36}$/u.test(value)) return undefined;
    return mentions.has("bybit") ? { confidence: "named" } : undefined;
  },
};
