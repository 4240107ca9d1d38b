import { prefixedToken } from "../issued";

/** A Neon API key: napi_ and 64 small letters and digits, as published keys have them. */
export const neonKey = prefixedToken({
  id: "neon-key",
  title: "a Neon API key",
  reference: "https://neon.com/docs/manage/api-keys",
  prefixes: ["napi_"],
  shape: /napi_[a-z\d]{64}/y,
});
