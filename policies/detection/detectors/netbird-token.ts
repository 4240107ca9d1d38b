import { prefixedToken } from "../issued";
import { hasChecksum } from "../proofs/crc";

/**
 * A NetBird personal access token: nbp_ and 36 characters, the last six of which are the CRC-32 of the others in base62. Read in NetBird's
 * source (management/server/types).
 */
export const netbirdToken = prefixedToken({
  id: "netbird-token",
  title: "a NetBird token",
  reference: "https://docs.netbird.io/how-to/access-netbird-public-api",
  prefixes: ["nbp_"],
  shape: /nbp_[A-Za-z\d]{36}/y,
  proof: (value) => hasChecksum(value.slice(4)),
});
