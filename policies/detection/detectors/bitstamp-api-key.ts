import { issuedKey } from "../issued";

/** The public half of a Bitstamp API key: 32 letters and digits (unverified). */
export const bitstampApiKey = issuedKey({
  id: "bitstamp-api-key",
  title: "a Bitstamp API key",
  reference: "https://www.bitstamp.net/api/",
  issuers: ["bitstamp"],
  alphabet: "alnum",
  lengths: [32],
  shape: /^[A-Za-z\d]{32}$/u,
});
