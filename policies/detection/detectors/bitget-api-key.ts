import { issuedKey } from "../issued";

/** The public half of a Bitget API key: bg_ and 32 hex digits. */
export const bitgetApiKey = issuedKey({
  id: "bitget-api-key",
  title: "a Bitget API key",
  reference: "https://www.bitget.com/api-doc/common/signature",
  issuers: ["bitget"],
  alphabet: "base64url",
  lengths: [35],
  shape: /^bg_[\da-f]{32}$/u,
  distinct: true,
});
