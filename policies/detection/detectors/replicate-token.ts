import { prefixedToken } from "../issued";

/** A Replicate API token: 40 characters with r8_. That they are letters and digits is what other scanners know. */
export const replicateToken = prefixedToken({
  id: "replicate-token",
  title: "a Replicate token",
  reference: "https://replicate.com/docs/topics/security/api-tokens",
  prefixes: ["r8_"],
  shape: /r8_[A-Za-z\d]{37}/y,
});
