import { issuedKey } from "../issued";

/** The public half of a Robinhood Crypto credential: rh-api- and a UUID. */
export const robinhoodApiKey = issuedKey({
  id: "robinhood-api-key",
  title: "a Robinhood Crypto API key",
  reference: "https://docs.robinhood.com/crypto/trading/",
  issuers: ["robinhood"],
  alphabet: "base64url",
  lengths: [43],
  shape: /^rh-api-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u,
  distinct: true,
});
