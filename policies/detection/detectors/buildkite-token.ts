import { prefixedToken } from "../issued";

/** A Buildkite API token: bkua_ and 40 characters. The length is the one that other scanners know; unverified. */
export const buildkiteToken = prefixedToken({
  id: "buildkite-token",
  title: "a Buildkite token",
  reference: "https://buildkite.com/docs/apis/managing-api-tokens",
  prefixes: ["bkua_"],
  shape: /bkua_[a-z\d]{40}/y,
});
