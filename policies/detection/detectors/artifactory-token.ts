import { prefixedToken } from "../issued";

/**
 * A JFrog Artifactory API key, AKCp and 69 characters, or a reference token: 64 characters of base64 that begin with `reftkn:`. The lengths are
 * those that other scanners know; unverified.
 */
export const artifactoryToken = prefixedToken({
  id: "artifactory-token",
  title: "a JFrog Artifactory key",
  reference: "https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens",
  prefixes: ["AKCp", "cmVmdGtuOj"],
  shape: /AKCp[A-Za-z\d]{69}|cmVmdGtuOj[A-Za-z\d]{54}/y,
});
