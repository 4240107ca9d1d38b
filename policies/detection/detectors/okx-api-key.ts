import { issuedKey } from "../issued";

/** The public half of an OKX API key: a UUID. */
export const okxApiKey = issuedKey({
  id: "okx-api-key",
  title: "an OKX API key",
  reference: "https://www.okx.com/docs-v5/en/",
  issuers: ["okx"],
  alphabet: "base64url",
  lengths: [36],
  shape: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u,
});
