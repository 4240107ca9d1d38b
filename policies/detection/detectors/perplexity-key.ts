import { prefixedToken } from "../issued";

/** A Perplexity API key: pplx- and 48 letters and digits. The length is the one that other scanners know; unverified. */
export const perplexityKey = prefixedToken({
  id: "perplexity-key",
  title: "a Perplexity API key",
  reference: "https://docs.perplexity.ai/guides/api-key-management",
  prefixes: ["pplx-"],
  shape: /pplx-[A-Za-z\d]{48}/y,
});
