import { prefixedToken } from "../issued";

/** An Alchemy key with prefix: alcht_ and 30 characters. */
export const alchemyKey = prefixedToken({
  id: "alchemy-key",
  title: "an Alchemy key",
  reference: "https://www.alchemy.com/docs/",
  prefixes: ["alcht_"],
  shape: /alcht_[A-Za-z\d]{30}/y,
});
