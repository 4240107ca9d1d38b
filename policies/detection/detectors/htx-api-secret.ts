import { issuedSecret } from "../issued";

/** The secret of an HTX (Huobi) API key: groups of 8, 8, 8 and 5. Both halves have this layout, which nothing else is known to have. */
export const htxApiSecret = issuedSecret({
  id: "htx-api-secret",
  title: "an HTX API secret",
  reference: "https://www.htx.com/en-us/opend/newApiPages/",
  issuers: ["htx"],
  alphabet: "base64url",
  lengths: [32, 33, 34],
  shape: /^[\da-z]{8,10}-[\da-z]{8}-[\da-z]{8}-[\da-z]{5}$/u,
  distinct: true,
  pair: {
    secret: /^[\da-f]{8}-[\da-f]{8}-[\da-f]{8}-[\da-f]{5}$/u,
    partners: [/^[\da-z]{8,10}-[\da-z]{8}-[\da-z]{8}-[\da-z]{5}$/u],
  },
});
