import { issuedSecret } from "../issued";

/** The secret of a Bitget API key: 64 hex digits. SHA-256 looks the same. */
export const bitgetApiSecret = issuedSecret({
  id: "bitget-api-secret",
  title: "a Bitget API secret",
  reference: "https://www.bitget.com/api-doc/common/signature",
  issuers: ["bitget"],
  alphabet: "alnum",
  lengths: [64],
  shape: /^[\da-f]{64}$/u,
  pair: { secret: /^[\da-f]{64}$/u, partners: [/^bg_[\da-f]{32}$/u] },
});
