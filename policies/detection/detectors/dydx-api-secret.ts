import { issuedSecret } from "../issued";

/** The secret of a dYdX v3 API key: 40 characters of base64url. Its key is a UUID, its passphrase has 20 characters. */
export const dydxApiSecret = issuedSecret({
  id: "dydx-api-secret",
  title: "a dYdX API secret",
  reference: "https://docs.dydx.xyz/",
  issuers: ["dydx"],
  alphabet: "base64url",
  lengths: [40],
  shape: /^[\w-]{40}$/u,
  distinct: true,
  pair: {
    secret: /^(?=[\w-]{0,39}[G-Zg-z])(?=[\w-]{0,39}[A-Z])[\w-]{40}$/u,
    partners: [
      /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u,
      /^(?=[\w-]{0,19}[A-Z])(?=[\w-]{0,19}[a-z])[\w-]{20}$/u,
    ],
  },
});
