import { prefixedToken } from "../issued";

/** A Notion token: ntn_, 11 digits and 35 letters and digits, as published tokens have them. */
export const notionToken = prefixedToken({
  id: "notion-token",
  title: "a Notion token",
  reference: "https://developers.notion.com/guides/authorization/credential-security",
  prefixes: ["ntn_"],
  shape: /ntn_\d{11}[A-Za-z\d]{35}/y,
});
