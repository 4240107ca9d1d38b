import { prefixedToken } from "../issued";

/**
 * A CircleCI token, personal or of a project: 22 letters and digits and 40 hex digits, as published tokens have them;
 * unverified for projects.
 */
export const circleciToken = prefixedToken({
  id: "circleci-token",
  title: "a CircleCI token",
  reference: "https://circleci.com/docs/managing-api-tokens/",
  prefixes: ["CCIPAT_", "CCIPRJ_"],
  shape: /CCIP(?:AT|RJ)_[A-Za-z\d]{22}_[\da-f]{40}/y,
});
