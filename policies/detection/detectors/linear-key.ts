import { prefixedToken } from "../issued";

/** A Linear API key, lin_api_ and 40 letters and digits, or an OAuth token, lin_oauth_ and 64 hex digits. The lengths rest on published keys. */
export const linearKey = prefixedToken({
  id: "linear-key",
  title: "a Linear key",
  reference: "https://linear.app/developers/graphql",
  prefixes: ["lin_api_", "lin_oauth_"],
  shape: /lin_(?:api_[A-Za-z\d]{40}|oauth_[\da-f]{64})/y,
});
