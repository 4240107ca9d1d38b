import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

/** The private key of a Kraken API key, spot or (unverified) Futures: 64 bytes in base64. SHA-512 sums have the same length, so a name or the exchange nearby must tell. */
export const krakenApiSecret: Detector = {
  id: "kraken-api-secret",
  title: "a Kraken API secret",
  severity: "high",
  reference: "https://docs.kraken.com/api/docs/guides/spot-rest-auth",
  proposal: { by: "run", alphabet: "base64", lengths: [86] },
  judge({ value, name, issuers, text, start, end }) {
    if (!text.startsWith("==", end) || Buffer.from(value, "base64").toString("base64") !== `${value}==`)
      return undefined;
    if (name?.role === "innocent" || /sha\d{3}[-:]$/u.test(text.slice(Math.max(0, start - 8), start))) return undefined;
    if (!issuers().has("kraken") || isPlaceholder(value)) return undefined;
    const range = [0, value.length] as const;
    return { confidence: name?.role === "secret" || name?.role === "key" ? "named" : "shaped", range };
  },
};
