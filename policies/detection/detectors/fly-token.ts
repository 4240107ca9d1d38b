import { prefixedToken } from "../issued";

/**
 * A Fly.io token: a macaroon in base64 behind fm1a_, fm1r_ or fm2_, or fo1_ and 43 characters. Fly.io publishes the macaroons; fo1_ is the form
 * that other scanners know, unverified.
 */
export const flyToken = prefixedToken({
  id: "fly-token",
  title: "a Fly.io token",
  reference: "https://fly.io/docs/security/tokens/",
  prefixes: ["fm1a_", "fm1r_", "fm2_", "fo1_"],
  shape: /fm(?:1[ar]|2)_[A-Za-z\d+/]{100,4000}={0,2}|fo1_[\w-]{43}/y,
});
