import { urlKey } from "../issued";

/** A NodeReal endpoint with its key: 32 hex digits. */
export const noderealUrlKey = urlKey({
  id: "nodereal-url-key",
  title: "a NodeReal key in a URL",
  reference: "https://docs.nodereal.io/",
  sites: ["nodereal.io"],
  shape: /nodereal\.io\/(?:ws\/)?v1\/(?<secret>[\da-f]{32})/u,
});
