import { issuedSecret } from "../issued";

/** The secret of a MEXC API key: 32 hex digits. MD5 looks the same. */
export const mexcApiSecret = issuedSecret({
  id: "mexc-api-secret",
  title: "an MEXC API secret",
  reference: "https://www.mexc.com/api-docs/spot-v3/introduction",
  issuers: ["mexc"],
  alphabet: "alnum",
  lengths: [32],
  shape: /^[\da-f]{32}$/u,
  pair: { secret: /^[\da-f]{32}$/u, partners: [/^mx0[A-Za-z\d]{15}$/u] },
});
