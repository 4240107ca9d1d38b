import { prefixedToken } from "../issued";
import { hasChecksum } from "../proofs/crc";

/** A GitHub token: gh, a letter for its sort, and 36 characters, the last six of which are the CRC-32 of the others in base62. */
export const githubToken = prefixedToken({
  id: "github-token",
  title: "a GitHub token",
  reference: "https://github.blog/engineering/behind-githubs-new-authentication-token-formats/",
  prefixes: ["ghp", "gho", "ghu", "ghs", "ghr"],
  shape: /gh[pousr]_[A-Za-z\d]{36}/y,
  proof: (value) => hasChecksum(value.slice(4)),
});
