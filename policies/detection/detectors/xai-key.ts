import { prefixedToken } from "../issued";

/** An xAI API key: xai- and 80 characters. The length is the one that other scanners know; unverified. */
export const xaiKey = prefixedToken({
  id: "xai-key",
  title: "an xAI API key",
  reference: "https://docs.x.ai/docs/overview",
  prefixes: ["xai-"],
  shape: /xai-\w{80}/y,
});
