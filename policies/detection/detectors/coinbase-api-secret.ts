import { issuedSecret } from "../issued";

/** The secret of a legacy Coinbase API key: 32 letters and digits (unverified), 64 by the rules of other scanners. */
export const coinbaseApiSecret = issuedSecret({
  id: "coinbase-api-secret",
  title: "a Coinbase API secret",
  reference: "https://docs.cdp.coinbase.com/get-started/authentication/overview",
  issuers: ["coinbase"],
  alphabet: "alnum",
  lengths: [32, 64],
  shape: /^[A-Za-z\d]{32}$|^[A-Za-z\d]{64}$/u,
});
