import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

/** The secret of a Coinbase Exchange or Prime API key: 64 bytes in base64 (unverified). */
export const coinbaseExchangeSecret: Detector = {
  id: "coinbase-exchange-secret",
  title: "a Coinbase Exchange API secret",
  severity: "high",
  reference: "https://docs.cdp.coinbase.com/get-started/authentication/overview",
  proposal: { by: "run", alphabet: "base64", lengths: [86] },
  judge({ value, name, issuers, text, start, end }) {
    if (!text.startsWith("==", end) || Buffer.from(value, "base64").toString("base64") !== `${value}==`)
      return undefined;
    if (name?.role === "innocent" || /sha\d{3}[-:]$/u.test(text.slice(Math.max(0, start - 8), start))) return undefined;
    if (!issuers().has("coinbase") || isPlaceholder(value)) return undefined;
    const range = [0, value.length] as const;
    return { confidence: name?.role === "secret" || name?.role === "key" ? "named" : "shaped", range };
  },
};
