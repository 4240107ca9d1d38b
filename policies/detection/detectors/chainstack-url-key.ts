import { urlKey } from "../issued";

/** A Chainstack endpoint with its key: 32 hex digits. */
export const chainstackUrlKey = urlKey({
  id: "chainstack-url-key",
  title: "a Chainstack key in a URL",
  reference: "https://docs.chainstack.com/",
  sites: ["chainstack.com", "p2pify.com"],
  shape: /(?:chainstack|p2pify)\.com\/(?:[\w-]{0,20}\/){0,2}(?<secret>[\da-f]{32})/uy,
});
