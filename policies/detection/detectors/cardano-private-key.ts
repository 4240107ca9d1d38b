import { prefixedToken } from "../issued";
import { decodeBech32 } from "../proofs/bech32";

const prefixes = [
  "xprv",
  "root_xsk",
  "acct_xsk",
  "addr_xsk",
  "stake_xsk",
  "ed25519_sk",
  "ed25519e_sk",
  "addr_sk",
  "stake_sk",
  "root_sk",
  "acct_sk",
];

/** A Cardano signing key: bech32 with a prefix of CIP-5 (forms unverified; the checksum is bech32's own). */
export const cardanoPrivateKey = prefixedToken({
  id: "cardano-private-key",
  title: "a Cardano private key",
  reference: "https://cips.cardano.org/cip/CIP-0005",
  prefixes: prefixes.map((prefix) => `${prefix}1`),
  shape:
    /(?:xprv|root_xsk|acct_xsk|addr_xsk|stake_xsk|ed25519_sk|ed25519e_sk|addr_sk|stake_sk|root_sk|acct_sk)1[ac-hj-np-z02-9]{40,400}/iy,
  proof: (value) => prefixes.some((prefix) => decodeBech32(value.toLowerCase(), prefix) !== undefined),
});
