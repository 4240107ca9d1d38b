import { prefixedToken } from "../issued";

/**
 * A New Relic user key, NRAK- and 27 capitals and digits, as published keys have them, or an insert key, NRII- and 32 characters, which is
 * unverified.
 */
export const newRelicKey = prefixedToken({
  id: "new-relic-key",
  title: "a New Relic key",
  reference: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
  prefixes: ["NRAK-", "NRII-"],
  shape: /NRAK-[A-Z\d]{27}|NRII-[\w-]{32}/y,
});
