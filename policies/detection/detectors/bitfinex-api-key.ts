import { issuedKey } from "../issued";

/** The public half of a Bitfinex API key: 43 characters of base64url. */
export const bitfinexApiKey = issuedKey({
  id: "bitfinex-api-key",
  title: "a Bitfinex API key",
  reference: "https://docs.bitfinex.com/docs/rest-auth",
  issuers: ["bitfinex"],
  alphabet: "base64url",
  lengths: [43],
  shape: /^[\w-]{43}$/u,
});
