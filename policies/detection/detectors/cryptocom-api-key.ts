import { issuedKey } from "../issued";

/** The public half of a Crypto.com API key: 22 letters and digits. Its secret has a prefix of its own. */
export const cryptocomApiKey = issuedKey({
  id: "cryptocom-api-key",
  title: "a Crypto.com API key",
  reference: "https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html",
  issuers: ["cryptocom"],
  alphabet: "alnum",
  lengths: [22],
  shape: /^[A-Za-z\d]{22}$/u,
});
