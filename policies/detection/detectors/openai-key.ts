import { prefixedToken } from "../issued";

/** A key of OpenAI or of a service that took over its sk- form (OpenRouter, DeepSeek). */
export const openaiKey = prefixedToken({
  id: "openai-key",
  title: "an OpenAI API key",
  reference: "https://platform.openai.com/docs/api-reference/authentication",
  prefixes: ["sk-"],
  shape: /sk-(?!ant-)(?:(?:proj|svcacct|admin|None)-[\w-]{40,200}|or-v1-[\da-f]{64}|[A-Za-z\d]{48}|[\da-f]{32})/y,
});
