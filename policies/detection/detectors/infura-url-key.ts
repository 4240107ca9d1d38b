import { urlKey } from "../issued";

/** An Infura endpoint with its project key: 32 hex digits. */
export const infuraUrlKey = urlKey({
  id: "infura-url-key",
  title: "an Infura key in a URL",
  reference: "https://docs.metamask.io/services/",
  sites: ["infura.io"],
  shape: /infura\.io\/(?:ws\/)?v3\/(?<secret>[\da-f]{32})/i,
});
