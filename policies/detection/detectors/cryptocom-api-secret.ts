import { prefixedToken } from "../issued";

/** The secret of a Crypto.com API key: cxakp_ and 22 letters and digits. The prefix was seen in use; no document was found. */
export const cryptocomApiSecret = prefixedToken({
  id: "cryptocom-api-secret",
  title: "a Crypto.com API secret",
  reference: "https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html",
  prefixes: ["cxakp_"],
  shape: /cxakp_[A-Za-z\d]{22}/y,
});
