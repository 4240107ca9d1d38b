import { prefixedToken } from "../issued";

/** A Netlify personal access token: nfp_ and 36 letters and digits, as published tokens have them. */
export const netlifyToken = prefixedToken({
  id: "netlify-token",
  title: "a Netlify token",
  reference: "https://docs.netlify.com/api/get-started/",
  prefixes: ["nfp_"],
  shape: /nfp_[A-Za-z\d]{36}/y,
});
