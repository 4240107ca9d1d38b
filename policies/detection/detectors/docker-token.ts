import { prefixedToken } from "../issued";

/**
 * A Docker access token of a person (27 characters) or of an organisation (32). Docker documents the prefixes; the lengths rest on published tokens,
 * and are unverified for organisations.
 */
export const dockerToken = prefixedToken({
  id: "docker-token",
  title: "a Docker token",
  reference: "https://docs.docker.com/security/access-tokens/",
  prefixes: ["dckr_pat_", "dckr_oat_"],
  shape: /dckr_(?:pat_[\w-]{27}|oat_[\w-]{32})/y,
});
