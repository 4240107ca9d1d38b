import type { Detector } from "../detector";

/** The secret of an OKX API key: 32 hex digits in upper case (unverified). */
export const okxApiSecret: Detector = {
  id: "okx-api-secret",
  title: "an OKX API secret",
  severity: "high",
  reference: "https://www.okx.com/docs-v5/en/",
  proposal: { by: "run", alphabet: "alnum", lengths: [32] },
  judge({ value, name, mentions }) {
    if (name?.role !== "secret" || !/^[A-F\d]{32}$/u.test(value)) return undefined;
    return mentions.has("okx") || mentions.has("okex") ? { confidence: "named" } : undefined;
  },
};
