import { prefixedToken } from "../issued";
import { hasHexChecksum } from "../proofs/crc";

/**
 * A token of an Atlassian account (ATATT3) or of a repository, a workspace or an organisation (ATCTT3): 192 characters, the last eight of
 * which are the CRC-32 of the others in hex. Atlassian documents none of that; published tokens are made so.
 */
export const atlassianToken = prefixedToken({
  id: "atlassian-token",
  title: "an Atlassian token",
  reference: "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
  prefixes: ["ATATT3", "ATCTT3"],
  shape: /AT[AC]TT3[\w-]{177}=[\dA-F]{8}/y,
  proof: hasHexChecksum,
});
