import { prefixedToken } from "../issued";

/** A Google OAuth access token or client secret. */
export const googleOauthToken = prefixedToken({
  id: "google-oauth-token",
  title: "a Google OAuth access token",
  reference: "https://developers.google.com/identity/protocols/oauth2",
  prefixes: ["ya29.", "GOCSPX-"],
  shape: /ya29\.[\w-]{30,400}|GOCSPX-[\w-]{28}/y,
});
