import { prefixedToken } from "../issued";

/** An Airtable personal access token: pat, 14 letters and digits, a dot and 64 hex digits. The lengths are those that other scanners know; unverified. */
export const airtableToken = prefixedToken({
  id: "airtable-token",
  title: "an Airtable token",
  reference: "https://airtable.com/developers/web/guides/personal-access-tokens",
  prefixes: ["pat"],
  shape: /pat[A-Za-z\d]{14}\.[\da-f]{64}/y,
});
