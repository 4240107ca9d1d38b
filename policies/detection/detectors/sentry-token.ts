import { prefixedToken } from "../issued";

/** A Sentry user or organisation token. DSNs are public by design and are left alone. */
export const sentryToken = prefixedToken({
  id: "sentry-token",
  title: "a Sentry token",
  reference: "https://docs.sentry.io/account/auth-tokens/",
  prefixes: ["sntry"],
  shape: /sntryu_[\da-f]{64}|sntrys_eyJ[\w+/=-]{40,400}/y,
});
