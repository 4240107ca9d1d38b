import { urlKey } from "../issued";

/** An Ankr endpoint with its key: 64 hex digits. */
export const ankrUrlKey = urlKey({
  id: "ankr-url-key",
  title: "an Ankr key in a URL",
  reference: "https://www.ankr.com/docs/",
  sites: ["ankr.com"],
  shape: /ankr\.com\/(?:premium-http\/|multichain\/)?[\w/-]{0,40}\/?(?<secret>[\da-f]{64})/u,
});
