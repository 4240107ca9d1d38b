import { prefixedToken } from "../issued";

/** A RubyGems API key: rubygems_ and 48 hex digits. The length is the one that other scanners know; unverified. */
export const rubygemsToken = prefixedToken({
  id: "rubygems-token",
  title: "a RubyGems API key",
  reference: "https://guides.rubygems.org/api-key-scopes/",
  prefixes: ["rubygems_"],
  shape: /rubygems_[\da-f]{48}/y,
});
