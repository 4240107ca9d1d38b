import { prefixedToken } from "../issued";

/** A LangSmith key, personal or of a service: 32 hex digits and 10 more, as published keys have them. */
export const langsmithKey = prefixedToken({
  id: "langsmith-key",
  title: "a LangSmith API key",
  reference: "https://docs.langchain.com/langsmith/create-account-api-key",
  prefixes: ["lsv2_"],
  shape: /lsv2_(?:pt|sk)_[\da-f]{32}_[\da-f]{10}/y,
});
