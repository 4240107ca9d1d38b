import { issuedSecret } from "../issued";

/** The secret of a KuCoin API key: a UUID. Its key is an ObjectId of 24 hex digits. */
export const kucoinApiSecret = issuedSecret({
  id: "kucoin-api-secret",
  title: "a KuCoin API secret",
  reference: "https://www.kucoin.com/docs-new/authentication",
  issuers: ["kucoin"],
  alphabet: "base64url",
  lengths: [36],
  shape: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u,
  pair: {
    secret: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u,
    partners: [/^(?:5[89a-f]|6[\da-f]|7[\da-f])[\da-f]{22}$/u],
    passphrase: true,
  },
});
