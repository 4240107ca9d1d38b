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
  prefixes: [
    "xprv1",
    "root_xsk1",
    "acct_xsk1",
    "addr_xsk1",
    "stake_xsk1",
    "ed25519_sk1",
    "ed25519e_sk1",
    "addr_sk1",
    "stake_sk1",
    "root_sk1",
    "acct_sk1",
  ],
  shape:
    /(?:xprv|root_xsk|acct_xsk|addr_xsk|stake_xsk|ed25519_sk|ed25519e_sk|addr_sk|stake_sk|root_sk|acct_sk)1[ac-hj-np-z02-9]{40,400}/iy,
  proof: (value) => prefixes.some((prefix) => decodeBech32(value.toLowerCase(), prefix) !== undefined),
});
