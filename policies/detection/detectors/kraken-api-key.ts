import { issuedKey } from "../issued";

/** The public half of a Kraken API key, spot or (unverified) Futures: 56 characters of base64. */
export const krakenApiKey = issuedKey({
  id: "kraken-api-key",
  title: "a Kraken API key",
  reference: "https://docs.kraken.com/api/docs/guides/spot-rest-auth",
  issuers: ["kraken"],
  alphabet: "base64",
  lengths: [56],
  shape: /^[A-Za-z\d+/]{56}$/u,
});
