import { issuedSecret } from "../issued";

/** The secret of a Bitstamp API key: 32 letters and digits (unverified). */
export const bitstampApiSecret = issuedSecret({
  id: "bitstamp-api-secret",
  title: "a Bitstamp API secret",
  reference: "https://www.bitstamp.net/api/",
  issuers: ["bitstamp"],
  alphabet: "alnum",
  lengths: [32],
  shape: /^[A-Za-z\d]{32}$/u,
  pair: { secret: /^[A-Za-z\d]{32}$/u, partners: [/^[A-Za-z\d]{32}$/u], mentioned: true },
});
