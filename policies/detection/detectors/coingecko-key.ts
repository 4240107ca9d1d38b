import { prefixedToken } from "../issued";

/** A CoinGecko API key: CG- and 24 letters and digits, of all sorts, as published keys have them. */
export const coingeckoKey = prefixedToken({
  id: "coingecko-key",
  title: "a CoinGecko API key",
  reference: "https://docs.coingecko.com/docs/setting-up-your-api-key",
  prefixes: ["CG-"],
  shape: /CG-(?=[A-Za-z]{0,23}\d)(?=[a-z\d]{0,23}[A-Z])(?=[A-Z\d]{0,23}[a-z])[A-Za-z\d]{24}/y,
});
