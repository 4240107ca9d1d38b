import { prefixedToken } from "../issued";

/**
 * A Brevo key for its API (xkeysib-) or for SMTP (xsmtpsib-): 64 hex digits and 16 letters and digits, as published keys have
 * them; unverified for SMTP.
 */
export const brevoKey = prefixedToken({
  id: "brevo-key",
  title: "a Brevo key",
  reference: "https://developers.brevo.com/docs/getting-started",
  prefixes: ["xkeysib-", "xsmtpsib-"],
  shape: /x(?:key|smtp)sib-[\da-f]{64}-[A-Za-z\d]{16}/y,
});
