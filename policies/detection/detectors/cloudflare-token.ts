import { prefixedToken } from "../issued";
import { hasHexChecksum } from "../proofs/crc";

/**
 * A Cloudflare token of a user (cfut_) or of an account (cfat_), or the global key (cfk_): 40 characters and a checksum. Which one it is
 * Cloudflare does not document; published tokens have the CRC-32 of the 40, in hex.
 */
export const cloudflareToken = prefixedToken({
  id: "cloudflare-token",
  title: "a Cloudflare token",
  reference: "https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/",
  prefixes: ["cfut_", "cfat_", "cfk_"],
  shape: /cf(?:ut|at|k)_[A-Za-z\d]{40}[\da-f]{8}/y,
  proof: (value) => hasHexChecksum(value.slice(value.indexOf("_") + 1)),
});
