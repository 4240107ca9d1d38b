import { prefixedToken } from "../issued";

/**
 * A Databricks token, dapi and 32 hex digits, or the secret of a service principal, dose and as many. The lengths are those that other scanners
 * know; unverified.
 */
export const databricksToken = prefixedToken({
  id: "databricks-token",
  title: "a Databricks token",
  reference: "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
  prefixes: ["dapi", "dose"],
  shape: /(?:dapi|dose)[\da-f]{32}(?:-\d)?/y,
});
