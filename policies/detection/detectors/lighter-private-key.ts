import { issuedSecret } from "../issued";

/** The API private key of Lighter: more than 66 hex characters (its client reads 40 bytes; unverified). */
export const lighterPrivateKey = issuedSecret({
  id: "lighter-private-key",
  title: "a Paradex or Lighter API private key",
  reference: "https://docs.paradex.trade/",
  issuers: ["lighter"],
  alphabet: "alnum",
  lengths: [80, 82],
  shape: /^(?:0x)?[\da-f]{80}$/i,
});
