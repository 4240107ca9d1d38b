import { prefixedToken } from "../issued";

/**
 * A Supabase access token, 40 hex digits as its command line asks for them, or a project's secret key, 22 characters and 8 of a checksum that
 * the project's name goes into, as published keys have them. Publishable keys are public. Unverified: sbp_v0_.
 */
export const supabaseToken = prefixedToken({
  id: "supabase-token",
  title: "a Supabase key",
  reference: "https://supabase.com/docs/guides/api/api-keys",
  prefixes: ["sbp_", "sb_secret_"],
  shape: /sbp_(?:oauth_|v0_)?[\da-f]{40}|sb_secret_[\w-]{22}_[\w-]{8}/y,
});
