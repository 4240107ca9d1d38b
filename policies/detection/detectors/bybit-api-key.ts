import { issuedKey } from "../issued";

/** The public half of a Bybit API key: 18 letters and digits. */
export const bybitApiKey = issuedKey({
  id: "bybit-api-key",
  title: "a Bybit API key",
  reference: "https://bybit-exchange.github.io/docs/v5/guide",
  issuers: ["bybit"],
  alphabet: "alnum",
  lengths: [18],
  shape: /^[A-Za-z\d]{18}$/u,
});
