import { prefixedToken } from "../issued";

/** A token of a 1Password service account: JSON in base64, which holds the account's Secret Key. */
export const onepasswordToken = prefixedToken({
  id: "onepassword-token",
  title: "a service account's token of 1Password",
  reference: "https://developer.1password.com/docs/service-accounts/security/",
  prefixes: ["ops_"],
  shape: /ops_eyJ[\w+/-]{250,2000}={0,2}/y,
  proof: (value) => Buffer.from(value.slice("ops_".length), "base64").includes('"secretKey"'),
});
