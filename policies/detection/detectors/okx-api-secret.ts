import { issuedSecret } from "../issued";

/** The secret of an OKX API key: 32 hex digits in upper case (unverified). MD5 sums look the same, so a name, or key and passphrase nearby, must tell. */
export const okxApiSecret = issuedSecret({
  id: "okx-api-secret",
  title: "an OKX API secret",
  reference: "https://www.okx.com/docs-v5/en/",
  issuers: ["okx"],
  alphabet: "alnum",
  lengths: [32],
  shape: /^[\dA-F]{32}$/u,
  pair: {
    secret: /^(?=.{0,31}[A-F])[\dA-F]{32}$/u,
    partners: [/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u],
    passphrase: true,
    adjacent: true,
    // python-okx: Trade.TradeAPI("key", "secret", "passphrase")
    call: /\b(?:Trade|Account|Market|Public|Funding|Asset|Convert|Grid|Copy|Block|Spread|Earn|Sub)[A-Za-z]{0,14}API\(\s{0,20}["'][\da-f-]{36}["'],\s{0,20}["']$/u,
  },
});
