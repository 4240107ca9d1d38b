import { issuedKey } from "../issued";

/** The public half of an Alpaca API key: PK (paper), AK (live) or CK (broker, unverified) and 18 capitals and digits. */
export const alpacaApiKey = issuedKey({
  id: "alpaca-api-key",
  title: "an Alpaca API key",
  reference: "https://docs.alpaca.markets/docs/authentication-1",
  issuers: ["alpaca"],
  alphabet: "alnum",
  lengths: [20, 26],
  shape: /^(?:PK|AK|CK)[\dA-Z]{18}(?:[\dA-Z]{6})?$/u,
  distinct: true,
});
