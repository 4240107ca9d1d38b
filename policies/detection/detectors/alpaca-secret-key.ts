import { issuedSecret } from "../issued";

/** The secret of an Alpaca API key: 40 letters and digits (44 in newer keys, unverified). */
export const alpacaSecretKey = issuedSecret({
  id: "alpaca-secret-key",
  title: "an Alpaca secret key",
  reference: "https://docs.alpaca.markets/docs/authentication-1",
  issuers: ["alpaca"],
  alphabet: "alnum",
  lengths: [40, 44],
  shape: /^[A-Za-z\d]{40,44}$/u,
  distinct: true,
  pair: { secret: /^(?=.{0,43}[G-Zg-z])[A-Za-z\d]{40,44}$/u, partners: [/^(?:PK|AK|CK)[\dA-Z]{18}(?:[\dA-Z]{6})?$/u] },
});
