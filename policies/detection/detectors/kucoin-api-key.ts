import { issuedKey } from "../issued";

/** The public half of a KuCoin API key: 24 hex digits, which begin with a time from 2017 on. */
export const kucoinApiKey = issuedKey({
  id: "kucoin-api-key",
  title: "a KuCoin API key",
  reference: "https://www.kucoin.com/docs-new/authentication",
  issuers: ["kucoin"],
  alphabet: "alnum",
  lengths: [24],
  shape: /^(?:5[89a-f]|6[\da-f]|7[\da-f])[\da-f]{22}$/u,
});
