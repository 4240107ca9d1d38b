import { issuedSecret } from "../issued";

/** The private key of a Robinhood Crypto credential: 32 bytes in base64. One of 64 bytes is an Ed25519 pair and is proven as such. */
export const robinhoodPrivateKey = issuedSecret({
  id: "robinhood-private-key",
  title: "a Robinhood Crypto private key",
  reference: "https://docs.robinhood.com/crypto/trading/",
  issuers: ["robinhood"],
  alphabet: "base64",
  lengths: [43],
  shape: /^[A-Za-z\d+/]{43}$/u,
  distinct: true,
});
