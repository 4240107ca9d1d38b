import { prefixedToken } from "../issued";

/** A SendGrid API key: 69 characters, in three parts. Where the dots stand is what other scanners know. */
export const sendgridKey = prefixedToken({
  id: "sendgrid-key",
  title: "a SendGrid API key",
  reference: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
  prefixes: ["SG."],
  shape: /SG\.[\w-]{22}\.[\w-]{43}/y,
});
