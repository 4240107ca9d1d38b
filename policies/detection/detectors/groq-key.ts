import { prefixedToken } from "../issued";

/** A Groq API key: gsk_ and 52 letters and digits, as published keys have them. */
export const groqKey = prefixedToken({
  id: "groq-key",
  title: "a Groq API key",
  reference: "https://console.groq.com/docs/quickstart",
  prefixes: ["gsk_"],
  shape: /gsk_[A-Za-z\d]{52}/y,
});
