import { createHash } from "node:crypto";
import type { Detector } from "../detector";
import { prefixedToken } from "../issued";

// SHA-256 (first 128 bits) of the secret key that every local Supabase has, so that it is not written down here.
const local = "c85debb55f2f204d868cc1552c42faa1";

const token = prefixedToken({
  id: "supabase-token",
  title: "a Supabase key",
  reference: "https://supabase.com/docs/guides/api/api-keys",
  prefixes: ["sbp_", "sb_secret_"],
  shape: /sbp_(?:oauth_|v0_)?[\da-f]{40}|sb_secret_[\w-]{22}_[\w-]{8}/y,
});

/**
 * A Supabase access token, 40 hex digits as its command line asks for them, or a project's secret key, 22 characters and 8 of a checksum that
 * the project's name goes into, as published keys have them. Publishable keys are public. Unverified: sbp_v0_.
 */
export const supabaseToken: Detector = {
  ...token,
  judge(candidate) {
    const judgement = token.judge(candidate);
    if (judgement === undefined) return undefined;
    const digest = createHash("sha256").update(candidate.value).digest("hex");
    return digest.startsWith(local) ? { ...judgement, severity: "low" } : judgement;
  },
};
