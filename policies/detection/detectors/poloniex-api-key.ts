import { issuedKey } from "../issued";

/** The public half of a legacy Poloniex API key: four groups of eight capitals and digits. */
export const poloniexApiKey = issuedKey({
  id: "poloniex-api-key",
  title: "a Poloniex API key",
  reference: "https://api-docs.poloniex.com/",
  issuers: ["poloniex"],
  alphabet: "base64url",
  lengths: [35],
  shape: /^[\dA-Z]{8}(?:-[\dA-Z]{8}){3}$/u,
  distinct: true,
});
