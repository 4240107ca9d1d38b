import { issuedSecret } from "../issued";

/** The secret of a legacy Poloniex API key: 128 hex digits. SHA-512 looks the same. */
export const poloniexApiSecret = issuedSecret({
  id: "poloniex-api-secret",
  title: "a Poloniex API secret",
  reference: "https://api-docs.poloniex.com/",
  issuers: ["poloniex"],
  alphabet: "alnum",
  lengths: [128],
  shape: /^[\da-f]{128}$/u,
  pair: { secret: /^[\da-f]{128}$/u, partners: [/^[\dA-Z]{8}(?:-[\dA-Z]{8}){3}$/u] },
});
