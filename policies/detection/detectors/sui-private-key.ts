import { prefixedToken } from "../issued";
import { decodeBech32 } from "../proofs/bech32";

const prefixes = ["suiprivkey"];

/** A Sui private key: bech32 with the prefix suiprivkey (form unverified; the checksum is bech32's own). */
export const suiPrivateKey = prefixedToken({
  id: "sui-private-key",
  title: "a Sui private key",
  reference: "https://github.com/sui-foundation/sips/blob/main/sips/sip-15.md",
  prefixes: ["suiprivkey1"],
  shape: /suiprivkey1[ac-hj-np-z02-9]{40,400}/iy,
  proof: (value) => prefixes.some((prefix) => decodeBech32(value.toLowerCase(), prefix) !== undefined),
});
