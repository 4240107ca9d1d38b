import { prefixedToken } from "../issued";

/** An Axiom API token (xaat-) or personal token (xapt-): a UUID behind it, as published tokens have it. */
export const axiomToken = prefixedToken({
  id: "axiom-token",
  title: "an Axiom token",
  reference: "https://axiom.co/docs/reference/tokens",
  prefixes: ["xaat-", "xapt-"],
  shape: /xa[ap]t-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/y,
});
