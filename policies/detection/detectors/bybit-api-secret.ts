import { issuedSecret } from "../issued";

/** The secret of a Bybit API key: 36 letters and digits (the documents' placeholders). */
export const bybitApiSecret = issuedSecret({
  id: "bybit-api-secret",
  title: "a Bybit API secret",
  reference: "https://bybit-exchange.github.io/docs/v5/guide",
  issuers: ["bybit"],
  alphabet: "alnum",
  lengths: [36],
  shape: /^[A-Za-z\d]{36}$/u,
  distinct: true,
  pair: {
    secret: /^(?=.{0,35}[a-z])(?=.{0,35}[A-Z])(?=.{0,35}\d)[A-Za-z\d]{36}$/u,
    partners: [/^(?=.{0,17}[a-z])(?=.{0,17}[A-Z])[A-Za-z\d]{18}$/u],
  },
});
