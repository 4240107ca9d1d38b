import { prefixedToken } from "../issued";
import { hasHexChecksum } from "../proofs/crc";

/**
 * A Bitbucket app password: ATBB and 32 characters, the last eight of which are the CRC-32 of the others in hex. Atlassian documents none of
 * that; published ones are made so.
 */
export const bitbucketToken = prefixedToken({
  id: "bitbucket-token",
  title: "a Bitbucket app password",
  reference: "https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/",
  prefixes: ["ATBB"],
  shape: /ATBB[A-Za-z\d]{24}[\dA-F]{8}/y,
  proof: hasHexChecksum,
});
