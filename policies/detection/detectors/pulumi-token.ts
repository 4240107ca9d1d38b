import { prefixedToken } from "../issued";

/** A Pulumi Cloud access token: pul- and 40 hex digits. */
export const pulumiToken = prefixedToken({
  id: "pulumi-token",
  title: "a Pulumi access token",
  reference: "https://www.pulumi.com/docs/administration/access-identity/access-tokens/",
  prefixes: ["pul-"],
  shape: /pul-[\da-f]{40}/y,
});
