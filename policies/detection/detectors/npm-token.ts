import { prefixedToken } from "../issued";
import { hasChecksum } from "../proofs/crc";

/** An npm access token: npm_ and 36 characters, the last six of which are the CRC-32 of the others in base62 (as in GitHub tokens). */
export const npmToken = prefixedToken({
  id: "npm-token",
  title: "an npm token",
  reference: "https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/",
  prefixes: ["npm_"],
  shape: /npm_[A-Za-z\d]{36}/y,
  proof: (value) => hasChecksum(value.slice(4)),
});
