import { urlKey } from "../issued";

/** A QuickNode endpoint with its token: 40 hex digits. */
export const quicknodeUrlKey = urlKey({
  id: "quicknode-url-key",
  title: "a QuickNode token in a URL",
  reference: "https://www.quicknode.com/docs/",
  sites: ["quiknode.pro"],
  shape: /quiknode\.pro\/(?<secret>[\da-f]{40})/uy,
});
