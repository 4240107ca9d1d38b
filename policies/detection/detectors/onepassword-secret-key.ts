import { prefixedToken } from "../issued";

/**
 * The Secret Key of a 1Password account: A3, six characters that tell the account, and 26 secret ones in groups. Letters and digits that look
 * alike are not used. Unverified: the form without its second dash.
 */
export const onepasswordSecretKey = prefixedToken({
  id: "onepassword-secret-key",
  title: "a Secret Key of 1Password",
  reference: "https://support.1password.com/secret-key-security/",
  prefixes: ["A3-"],
  shape: /A3-[2-9A-HJ-NP-TV-Z]{6}-[2-9A-HJ-NP-TV-Z]{6}-?[2-9A-HJ-NP-TV-Z]{5}(?:-[2-9A-HJ-NP-TV-Z]{5}){3}/y,
});
