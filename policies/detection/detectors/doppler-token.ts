import { prefixedToken } from "../issued";

/** A Doppler token: dp., its sort, and 40 characters. */
export const dopplerToken = prefixedToken({
  id: "doppler-token",
  title: "a Doppler token",
  reference: "https://docs.doppler.com/reference/auth-token-formats",
  prefixes: ["dp.pt.", "dp.st.", "dp.ct.", "dp.scim.", "dp.audit.", "dp.sa."],
  shape: /dp\.(?:pt|st|ct|scim|audit|sa)\.(?:[a-z\d_-]{1,40}\.)?[A-Za-z\d]{40,44}/y,
});
