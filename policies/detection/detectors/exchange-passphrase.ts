import type { Detector } from "../detector";
import { isPlaceholder } from "../placeholder";

const issuing = ["okx", "kucoin", "bitget", "coinbase", "dydx", "polymarket", "bitmex"];

/** The passphrase that OKX, KuCoin, Bitget, Coinbase Exchange, dYdX and Polymarket ask for beside key and secret. People choose it, so its name tells. */
export const exchangePassphrase: Detector = {
  id: "exchange-passphrase",
  title: "an exchange API passphrase",
  severity: "high",
  reference: "https://www.okx.com/docs-v5/en/",
  proposal: { by: "name" },
  judge({ value, name, issuers, certain }) {
    if (name?.role !== "password" || value.length < 4 || value.length > 64 || /[\n\r]/u.test(value)) return undefined;
    const says = name.words.some((word) => /^(?:passphrase|phrase|pass|password)$/u.test(word));
    const mentioned = issuers();
    if (!says || !issuing.some((issuer) => mentioned.has(issuer))) return undefined;
    if (!certain && /[().[\]{}]/u.test(value)) return undefined;
    if (isPlaceholder(value)) return undefined;
    return { confidence: "named", ...(/\s/u.test(value) && !/\d/u.test(value) ? { severity: "medium" } : {}) };
  },
};
