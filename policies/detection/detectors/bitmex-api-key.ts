import { issuedKey } from "../issued";

/** The public half of a BitMEX API key: 24 characters of base64url. */
export const bitmexApiKey = issuedKey({
  id: "bitmex-api-key",
  title: "a BitMEX API key",
  reference: "https://www.bitmex.com/app/apiKeysUsage",
  issuers: ["bitmex"],
  alphabet: "base64url",
  lengths: [24],
  shape: /^[\w-]{24}$/u,
});
