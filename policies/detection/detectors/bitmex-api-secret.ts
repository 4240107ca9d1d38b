import { issuedSecret } from "../issued";

/** The secret of a BitMEX API key: 48 characters of base64url. */
export const bitmexApiSecret = issuedSecret({
  id: "bitmex-api-secret",
  title: "a BitMEX API secret",
  reference: "https://www.bitmex.com/app/apiKeysUsage",
  issuers: ["bitmex"],
  alphabet: "base64url",
  lengths: [48],
  shape: /^[\w-]{48}$/u,
  distinct: true,
  pair: {
    secret: /^(?=[\w-]{0,47}\d)(?=[\w-]{0,47}[A-Z])(?=[\w-]{0,47}[a-z])[\w-]{48}$/u,
    partners: [/^(?=[\w-]{0,23}[A-Z])(?=[\w-]{0,23}[a-z])[\w-]{24}$/u],
  },
});
