import { prefixedToken } from "../issued";

/**
 * A Cloudflare Origin CA key: v1.0-, 24 hex digits and 146 more. Cloudflare documents how it begins; the lengths are those that other scanners
 * know, unverified.
 */
export const cloudflareOriginCaKey = prefixedToken({
  id: "cloudflare-origin-ca-key",
  title: "a Cloudflare Origin CA key",
  reference: "https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/",
  prefixes: ["v1.0-"],
  shape: /v1\.0-[\da-f]{24}-[\da-f]{146}/y,
});
