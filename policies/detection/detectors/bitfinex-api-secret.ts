import { issuedSecret } from "../issued";

/** The secret of a Bitfinex API key: 43 characters of base64url, like any 32 bytes. */
export const bitfinexApiSecret = issuedSecret({
  id: "bitfinex-api-secret",
  title: "a Bitfinex API secret",
  reference: "https://docs.bitfinex.com/docs/rest-auth",
  issuers: ["bitfinex"],
  alphabet: "base64url",
  lengths: [43],
  shape: /^[\w-]{43}$/u,
  distinct: true,
  pair: { secret: /^[\w-]{43}$/u, partners: [/^[\w-]{43}$/u], mentioned: true },
});
