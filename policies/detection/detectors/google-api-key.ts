import { prefixedToken } from "../issued";

/** A Google Cloud API key: AIza and 35 characters. Meant for browsers in part, so it is no proof of a leak. */
export const googleApiKey = prefixedToken({
  id: "google-api-key",
  title: "a Google API key",
  reference: "https://cloud.google.com/docs/authentication/api-keys",
  prefixes: ["AIza"],
  shape: /AIza[\w-]{35}/y,
  severity: "medium",
});
