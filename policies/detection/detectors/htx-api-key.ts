import { issuedKey } from "../issued";

/** The public half of an HTX (Huobi) API key: groups of 8 (10 in sub-accounts, unverified), 8, 8 and 5. */
export const htxApiKey = issuedKey({
  id: "htx-api-key",
  title: "an HTX API key",
  reference: "https://www.htx.com/en-us/opend/newApiPages/",
  issuers: ["htx"],
  alphabet: "base64url",
  lengths: [32, 33, 34],
  shape: /^[\da-z]{8,10}-[\da-z]{8}-[\da-z]{8}-[\da-z]{5}$/u,
});
