import { prefixedToken } from "../issued";

/** A private key in Aptos' form (AIP-80): the curve, -priv-0x, and 64 hex digits (unverified). */
export const aptosPrivateKey = prefixedToken({
  id: "aptos-private-key",
  title: "an Aptos private key",
  reference: "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-80.md",
  prefixes: ["ed25519-priv-", "secp256k1-priv-"],
  shape: /(?:ed25519|secp256k1)-priv-0x[\da-f]{64}/iy,
});
