import { issuedSecret } from "../issued";

/** The secret of a Polymarket CLOB credential: 32 bytes in base64. */
export const polymarketApiSecret = issuedSecret({
  id: "polymarket-api-secret",
  title: "a Polymarket API secret",
  reference: "https://docs.polymarket.com/developers/CLOB/authentication",
  issuers: ["polymarket"],
  alphabet: "base64url",
  lengths: [43],
  shape: /^[\w-]{43}$/u,
  distinct: true,
});
