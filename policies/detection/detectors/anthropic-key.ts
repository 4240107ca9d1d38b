import { prefixedToken } from "../issued";

/** An Anthropic API key: sk-ant-, its sort, and base64url. */
export const anthropicKey = prefixedToken({
  id: "anthropic-key",
  title: "an Anthropic API key",
  reference: "https://docs.anthropic.com/en/api/getting-started",
  prefixes: ["sk-ant-"],
  shape: /sk-ant-(?:api|admin|oat|ort)\d{2}-[\w-]{80,120}/y,
});
