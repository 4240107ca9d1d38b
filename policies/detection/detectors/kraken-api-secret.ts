import type { Detector } from "../detector";
import { isKnownDevelopmentKey } from "../known-development-keys";
import { isPlaceholder } from "../placeholder";

// A file of two lines, as krakenex reads it (https://github.com/veox/python3-krakenex, API.load_key): the key of 42 bytes, then the secret.
const keyLine = /(?:^|\n)[A-Z\d+/]{56}\r?\n$/i;

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
    if (isPlaceholder(value)) return undefined;
    const range = [0, value.length] as const;
    if (keyLine.test(text.slice(Math.max(0, start - 60), start)) && /^==\s/u.test(`${text.slice(end, end + 3)}\n`))
      return { confidence: "proven", range };
    if (!issuers().has("kraken")) return undefined;
    if (isKnownDevelopmentKey(value)) return { confidence: "named", severity: "low", range };
    return { confidence: name?.role === "secret" || name?.role === "key" ? "named" : "shaped", range };
  },
};
