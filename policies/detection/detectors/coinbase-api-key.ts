import { issuedKey } from "../issued";

/** The public half of a Coinbase credential: 16 letters and digits, 32 hex digits (unverified) or a UUID. */
export const coinbaseApiKey = issuedKey({
  id: "coinbase-api-key",
  title: "a Coinbase API key",
  reference: "https://docs.cdp.coinbase.com/get-started/authentication/overview",
  issuers: ["coinbase"],
  alphabet: "base64url",
  lengths: [16, 32, 36],
  shape: /^(?:[A-Za-z\d]{16}|[\da-f]{32}|[\da-f]{8}-[\da-f-]{27})$/u,
});
