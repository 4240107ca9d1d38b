import { issuedKey } from "../issued";

/** The public half of a MEXC API key: mx0 and 15 letters and digits. */
export const mexcApiKey = issuedKey({
  id: "mexc-api-key",
  title: "an MEXC API key",
  reference: "https://www.mexc.com/api-docs/spot-v3/introduction",
  issuers: ["mexc"],
  alphabet: "alnum",
  lengths: [18],
  shape: /^mx0[A-Za-z\d]{15}$/u,
  distinct: true,
});
